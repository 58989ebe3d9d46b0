"""Workbooks that go out: the one of a ministry to be filled in, and the one somebody brought with what is wrong marked.

What writes them is loaded with the first one: it takes longer than the rest of a start.
"""

from tracker.domain.actors import Action, Subject
from tracker.domain.errors import NotFound
from tracker.domain.periods import quarter_of
from tracker.exchange.workbook_marks import marked_copy
from tracker.services.door import Caller, read
from tracker.services.importing import brought, dry_run
from tracker.services.reading import internal


def workbook_for(caller: Caller, ministry: str, language: str) -> tuple[str, bytes]:
    """Name and content of the workbook of a ministry, of all of them where "" is asked for: who may report for them may have
    it. Raises NotAllowed, NotFound."""
    from tracker.exchange.workbook import workbook

    read(caller, Action.SUBMIT, Subject(ministry or None))
    now, quarter = internal(caller.engine), quarter_of(caller.today)
    if ministry:
        now.plan.organisation(ministry)
    name = "_".join((now.plan.head.code, ministry or "ALL", str(quarter).replace(" ", ""), language))
    return f"{name}.xlsx", workbook(now.plan, ministry, language, quarter, now.versions, now.seq, caller.today)


def marked(caller: Caller, language: str) -> tuple[str, bytes]:
    """The workbook the caller brought, with everything that is wrong marked in its cells. Raises NotAllowed, NotFound, and
    BadBook where it can't be read, has no cells to mark or too many of them."""
    file = brought(caller)
    if file is None or file.dropped:
        raise NotFound("importing.error_gone")
    return f"{file.name.rpartition('.')[0] or file.name}-marked.xlsx", marked_copy(file.content, dry_run(caller, file.content, language=language), language)
