"""All tables of a release in one file: a workbook per language for people, a database for those who query."""

from collections.abc import Iterator, Mapping

from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES
from tracker.exchange import csv_bundle
from tracker.exchange.sqlite_file import Column, SqlTable, database_bytes
from tracker.exchange.tables import TABLES, Table as BundleTable
from tracker.exchange.xlsx import Sheet, sheet_of, workbook_bytes
from tracker.site.info import ReleaseInfo
from tracker.site.open_data_schema import KEYS, bundle_key, bundle_link, links
from tracker.text import Wording, wording
from tracker.views.data import ordered
from tracker.views.datasets import Table


def workbook(plan: Plan, info: ReleaseInfo, tables: Mapping[str, Table], t: Wording) -> bytes:
    """What the release is on the first sheet, then every dataset under the words of the pages."""
    sheets = [_about(plan, info, t), *(sheet_of(tables[d.key], t) for d in ordered())]
    return workbook_bytes(sheets, t("opendata.package_title", plan=plan.head.name, release=str(info.id)), info.published_at)


def _about(plan: Plan, info: ReleaseInfo, t: Wording) -> Sheet:
    return Sheet(t("opendata.about_sheet"), (t("opendata.about_item"), t("opendata.about_value")), ("list", "text"), list(about(plan, info, t).items()))


def about(plan: Plan, info: ReleaseInfo, t: Wording) -> dict[str, object]:
    """What is said of a release wherever its tables are read apart from the site."""
    said = {
        "release": str(info.id), "as_of": info.as_of, "published": f"{t.local(info.published_at):%Y-%m-%d %H:%M} ({plan.head.time_zone})", "licence": t.pick(plan.head.licence),
        "address": f"{info.address}/r/{info.id}/" if info.address else None, "notice": t.pick(info.notice) or None}
    return {t(f"opendata.about_{name}"): value for name, value in said.items() if value is not None} | {t("opendata.about_dictionary"): None}


def database(plan: Plan, info: ReleaseInfo, tables: Mapping[str, Mapping[str, Table]]) -> bytes:
    """The facts under their own names with both languages beside one another, then every dataset as `ko_…` and `en_…`."""
    return database_bytes([_said(plan, info), *(_facts(plan, table) for table in TABLES), *_computed(tables)])


def _said(plan: Plan, info: ReleaseInfo) -> SqlTable:
    both = [about(plan, info, wording(language).of(plan.head)) for language in LANGUAGES]
    rows = [(language, item, value) for language, said in zip(LANGUAGES, both) for item, value in said.items() if value is not None]
    return SqlTable("about", (Column("language", "text"), Column("item", "text"), Column("value", "text")), rows)


def _facts(plan: Plan, table: BundleTable) -> SqlTable:
    years = next(iter(csv_bundle.as_rows(plan, table)))[len(table.columns):]
    columns = [Column(c.name, c.cell.type, (to, "code") if (to := bundle_link(c)) else None) for c in table.columns]
    rows = (_line(table, owner, value, years) for owner, value in csv_bundle.owned_values(plan, table))
    return SqlTable(table.name, [*columns, *(Column(name, "won") for name in years)], rows, bundle_key(table))


def _line(table: BundleTable, owner: str, value: object, years: list[str]) -> list[object]:
    """Empty text is no data."""
    own = [part for f in table.fields if not f.yearly for part in f.split(getattr(value, f.name))]
    yearly = [dict(getattr(value, name.rpartition("_")[0])).get(int(name[-4:])) for name in years]
    return [None if cell in ("", ()) else cell for cell in [*([owner] if table.owner else ()), *own, *yearly]]


def _computed(tables: Mapping[str, Mapping[str, Table]]) -> Iterator[SqlTable]:
    for language in LANGUAGES:
        for dataset in ordered():
            found, named = tables[language][dataset.key], links(dataset)
            columns = [Column(c.key, c.kind, _reference(language, named.get(c.key))) for c in found.columns]
            rows = [[row.get(c.key) for c in found.columns] for row in found.rows]
            yield SqlTable(f"{language}_{dataset.key}", columns, rows, KEYS.get(dataset.key, ()))


def _reference(language: str, named: tuple[str, str] | None) -> tuple[str, str] | None:
    return named and (f"{language}_{named[0]}", named[1])
