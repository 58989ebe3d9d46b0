"""Problems in words: where, what is wrong, and how to mend it."""

from tracker.domain.errors import BadInput, Problem
from tracker.text import Wording


def in_words(problem: Problem, t: Wording) -> str:
    """One line for a person: `milestones.csv, line 12, column lead: MSITT is not in organisations. …`"""
    values = {"value": problem.value, "column": problem.column} | dict(problem.values)
    where = ("where" if problem.line and problem.column else "where_line" if problem.line
             else "where_entry" if problem.column else "where_file")
    return t(f"problem.{where}", file=problem.file, line=problem.line, column=problem.column,
             what=t(f"problem.{problem.key}", **values))


def all_in_words(bad: BadInput, t: Wording) -> list[str]:
    return [in_words(problem, t) for problem in bad.problems]
