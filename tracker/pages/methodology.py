"""The method: every rule with its thresholds, the present numbers, the gaps in the data and the words used."""

from tracker.charts import rule_tables as draw
from tracker.charts.markup import link, p
from tracker.pages import components as c
from tracker.views import methodology as view, quality, rights
from tracker.views.headline import numbers


def render(reader) -> None:
    t = reader.t
    c.heading(reader, t("pages.methodology"), t("methodology.finding"), t("methodology.note"))
    _section(reader, "status", "status_rules", draw.status_rules(_rows(reader, view.status_rules), t), p(t("methodology.quarter_rule"), class_="body"), first=True)
    c.section(t("methodology.facts_title"), t("methodology.facts_subtitle"), draw.three_facts(t))
    _section(reader, "progress", "progress_measures", draw.measures(_rows(reader, view.progress_numbers), t), p(t("methodology.average_note"), class_="body"))
    _section(reader, "verdict", "verdict_rules", draw.verdicts(_rows(reader, view.verdict_rules), t), p(t("methodology.shapes"), class_="body"))
    _section(reader, "method", "method_example", draw.methods(_rows(reader, view.method_example), t))
    _money(reader)
    _section(reader, "grade", "verification_grades", draw.grades(_rows(reader, view.grades), t))
    _gaps(reader)
    _rights(reader)
    _history(reader)
    c.section(t("methodology.portals_title"), t("methodology.portals_subtitle"),
              draw.folded(t("methodology.portals_show", n=len(reader.plan.portals)), draw.portals(reader.plan.portals, t)))
    words = _rows(reader, view.glossary)
    _section(reader, "glossary", "glossary", draw.folded(t("methodology.glossary_show", n=len(words)), draw.glossary(words, t)))
    c.html(p(link(reader.href("gallery"), t("methodology.gallery_link")), class_="body"))


def _rows(reader, make) -> list[dict]:
    return make(reader.plan, reader.as_of, reader.t)


def _section(reader, name: str, dataset: str, *drawn, first: bool = False, **values) -> None:
    t = reader.t
    c.section(t(f"methodology.{name}_title"), t(f"methodology.{name}_subtitle", **values), *drawn,
              c.source_line(reader, t("methodology.source"), dataset), first=first)


def _money(reader) -> None:
    t, n = reader.t, numbers(reader.plan, reader.as_of)
    values = {"programmes": n["programmes"], "sum": t.won(n["programmes_won"]), "published": t.won(n["published_won"])}
    _section(reader, "money", "budget_stages", draw.stages(_rows(reader, view.stages), t),
             *(p(t(f"methodology.money_{i}", **values), class_="body") for i in (1, 2, 3)),
             year=n["fiscal_year"], fiscal_years=view.fiscal_years(reader.plan, t))


def _gaps(reader) -> None:
    t, found = reader.t, quality.found_rows(reader.plan, reader.as_of, reader.t)
    c.section(t("quality.title", n=len(found)), t("quality.subtitle"), draw.folded(t("methodology.gaps_show", n=len(found)), draw.gaps(found, t)),
              c.source_line(reader, t("methodology.source"), "quality", t("methodology.quality_more")))


def _rights(reader) -> None:
    t = reader.t
    c.section(t("rights.method_title"), t("rights.method_subtitle"), draw.roles(rights.roles(t), t),
              p(link(reader.href("rights"), t("rights.method_link")), class_="body"), c.source_line(reader, t("rights.source"), "permissions"))


def _history(reader) -> None:
    t = reader.t
    c.section(t("methodology.history_title"), t("methodology.history_subtitle"), c.dates(*view.history(reader.plan, t)))
