"""What can be downloaded: every dataset with its size, the meaning of its columns, and where the facts come from."""

from datetime import date

from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES
from tracker.views.datasets import Column, Dataset, datasets
from tracker.views.pages import Facts
from tracker.views.state import once

# Datasets in the order of the pages; those named by nobody come last, by key.
ORDER = (
    "plan", "overview", "areas", "goals", "milestones", "ministries", "funding", "stage_amounts", "subprogrammes", "totals",
    "budget_lines", "indicators", "observations", "targets", "meetings", "resolutions", "bodies", "checks", "legal", "articles",
    "supports", "measures", "changes", "quality", "datasets", "dictionary", "sources")

FIRST_EXPLAINED = "milestones"


def ordered() -> list[Dataset]:
    place = {key: i for i, key in enumerate(ORDER)}
    return sorted(datasets().values(), key=lambda d: (place.get(d.key, len(ORDER)), d.key))


def sizes(plan: Plan, as_of: date, t) -> dict[str, int | None]:
    """Number of rows per dataset on the day, None where it depends on days chosen; the language does not matter."""
    own = {"datasets": len(datasets()), "dictionary": sum(len(d.columns_of(plan)) for d in datasets().values())}
    return once(plan, as_of, "sizes", lambda: {d.key: None if d.from_log else own.get(d.key) or len(d.rows(plan, as_of, t, {}))
                                           for d in ordered()})


def listing(plan: Plan, as_of: date, t) -> list[dict]:
    return [{"dataset": d.key, "name": t(f"dataset.{d.key}"), "about": t(f"dataset.{d.key}_about"), "rows": n, "columns": len(d.columns_of(plan))}
            for d, n in ((d, sizes(plan, as_of, t)[d.key]) for d in ordered())]


def main_and_others(plan: Plan, as_of: date, t) -> tuple[list[dict], list[dict]]:
    """The datasets people look for first, and those behind single charts and tables."""
    rows = listing(plan, as_of, t)
    return [r for r in rows if r["dataset"] in ORDER], [r for r in rows if r["dataset"] not in ORDER]


def dictionary(plan: Plan, t, dataset: str = "") -> list[dict]:
    """Every column of every dataset, or of one."""
    return [{"dataset": d.key, "key": c.key, "label": c.label(t), "kind": c.kind, "kind_meaning": t(f"data.kind_{c.kind}")}
            for d in ordered() for c in d.columns_of(plan) if not dataset or d.key == dataset]


def explained(query: dict[str, str]) -> str:
    """The dataset whose columns the page explains: the one asked for, else the milestones."""
    return query["dataset"] if query.get("dataset") in datasets() else FIRST_EXPLAINED


def sources(plan: Plan, t) -> list[dict]:
    """The documents and pages the facts come from; main documents, which have a title, first."""
    rows = [{"title": t.pick(s.title) or None, "publisher": s.publisher, "note": t.pick(s.note) or None, "source_url": s.url} for s in plan.sources]
    return sorted(rows, key=lambda row: (row["title"] is None, row["publisher"]))


def main_sources(plan: Plan, t) -> list[dict]:
    return [row for row in sources(plan, t) if row["title"]]


def whole(language: str) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    """What a release holds as whole files: each by name, with the words and the path of every form it has."""
    feeds = "feeds/" if language == LANGUAGES[0] else f"feeds/{language}/"
    return [
        ("workbook", (("XLSX", f"data/plan.{language}.xlsx"),)), ("database", (("SQLite", "data/plan.sqlite"),)), ("plan", (("JSON", "plan.json"),)),
        ("package", (("Frictionless", "data/datapackage.json"), ("DCAT", "data/dcat.jsonld"))),
        ("dictionary", (("CSV", f"data/dictionary.{language}.csv"),)), ("sums", (("SHA256SUMS", "data/SHA256SUMS"),)),
        ("feeds", (("Atom", f"{feeds}changes.atom"), ("JSON Feed", f"{feeds}changes.json"), ("iCalendar", f"{feeds}milestones.ics"))),
    ]


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    return Facts("", finding(plan, as_of, t), (
        t("data.line_licence", licence=plan.head.licence), t("data.line_source", n=len(plan.sources)), t("data.line_address")))


def finding(plan: Plan, as_of: date, t) -> str:
    return t("data.finding", n=len(datasets()))


DATASETS = (
    Dataset("datasets", (Column("dataset", "code"), Column("name"), Column("about"), Column("rows", "integer"), Column("columns", "integer")),
            lambda plan, as_of, t, filters: listing(plan, as_of, t)),
    Dataset("dictionary", (Column("dataset", "code"), Column("key", "code"), Column("label"), Column("kind", "code"), Column("kind_meaning")),
            lambda plan, as_of, t, filters: dictionary(plan, t, filters.get("dataset", "")), ("dataset",)),
    Dataset("sources", (Column("title"), Column("publisher"), Column("note"), Column("source_url", "url")),
            lambda plan, as_of, t, filters: sources(plan, t)),
)
