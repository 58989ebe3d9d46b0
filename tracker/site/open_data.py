"""The open data of a release: every dataset in both languages and several formats, described for people and programs.

    data/{ko,en}/<dataset>.{csv,json}   data/plan.{ko,en}.xlsx   data/plan.sqlite   data/dictionary.{ko,en}.csv
    data/datapackage.json   data/dcat.jsonld   data/SHA256SUMS   bundle/*.csv, plan.toml, datapackage.json
"""

import re
from collections.abc import Mapping
from datetime import UTC
from functools import cached_property
from types import SimpleNamespace

from tracker.domain.plan import Plan
from tracker.domain.release import sha256
from tracker.domain.words import LANGUAGES
from tracker.exchange import csv_bundle, dictionary
from tracker.exchange.data_package import Licence, Link, Package, Resource, package_bytes
from tracker.exchange.downloads import csv_bytes, json_bytes
from tracker.exchange.tables import TABLES
from tracker.pages.reader import Past
from tracker.site.info import ReleaseInfo
from tracker.site.open_data_catalogue import catalogue
from tracker.site.open_data_schema import KEYS, bundle_fields, bundle_key, bundle_link, fields, resource_links, resource_name
from tracker.site.open_data_tables import database, workbook
from tracker.text import Wording, wording
from tracker.views.data import ordered
from tracker.views.datasets import Table, table

SUMS = "data/SHA256SUMS"


class Tables:
    """Every table of a release, worked out once per language."""

    def __init__(self, plan: Plan, info: ReleaseInfo, past: Past | None) -> None:
        self.plan, self.info, self.past = plan, info, past

    @cached_property
    def by_language(self) -> Mapping[str, Mapping[str, Table]]:
        return {language: {d.key: table(self.plan, self.info.as_of, wording(language).of(self.plan.head), d.key, {}, self.past) for d in ordered()}
                for language in LANGUAGES}


def files_open_data(plan: Plan, info: ReleaseInfo, past: Past | None = None) -> dict[str, bytes]:
    """The files by their path in the release. `plan` is what is published."""
    made = Tables(plan, info, past).by_language
    bundle = {f"bundle/{name}": content for name, content in csv_bundle.files(plan).items()}
    files = {path: content for language in LANGUAGES for path, content in _datasets(made[language], language).items()}
    files |= {f"data/dictionary.{language}.csv": _dictionary(plan, wording(language).of(plan.head)) for language in LANGUAGES}
    files["data/datapackage.json"] = package_bytes(_package(plan, info, "package"), _resources(plan, files))
    files |= {f"data/plan.{language}.xlsx": workbook(plan, info, made[language], wording(language).of(plan.head)) for language in LANGUAGES}
    files["data/plan.sqlite"] = database(plan, info, made)
    files["data/dcat.jsonld"] = catalogue(plan, info, files)
    files[SUMS] = _sums(files)
    bundle["bundle/datapackage.json"] = package_bytes(_package(plan, info, "bundle"), _bundle_resources(plan, bundle))
    return dict(sorted((files | bundle).items()))


def _datasets(tables: Mapping[str, Table], language: str) -> dict[str, bytes]:
    written = {key: (csv_bytes(found), json_bytes(found)) for key, found in tables.items()}
    return {f"data/{language}/{key}.{form}": content for key, both in written.items() for form, content in zip(("csv", "json"), both)}


def _package(plan: Plan, info: ReleaseInfo, kind: str) -> Package:
    """A package speaks English, with the names of things in both languages."""
    t = wording("en").of(plan.head)
    said = {"plan": plan.head.name, "release": str(info.id), "n": len(ordered()), "on": info.as_of}
    return Package(
        f"{package_name(plan)}-{kind}".removesuffix("-package"), t(f"opendata.{kind}_title", **said), t(f"opendata.{kind}_about", **said), str(info.id),
        info.published_at.astimezone(UTC), f"{info.address}/r/{info.id}/" if info.address else "", t("opendata.contributor", plan=plan.head.short_name),
        [(t.pick(s.title), s.url) for s in plan.sources if s.title], Licence(t.pick(plan.head.licence), plan.head.licence_code, plan.head.licence_url))


def package_name(plan: Plan) -> str:
    """The code of the plan in the characters a package may be named with."""
    return re.sub(r"[^a-z0-9._-]+", "-", plan.head.code.lower()).strip("-") or "plan"


def _resources(plan: Plan, files: Mapping[str, bytes]) -> list[Resource]:
    made = [Resource(resource_name(d, language), f"{language}/{d.key}.csv", t(f"dataset.{d.key}"), t(f"dataset.{d.key}_about"),
                     files[f"data/{language}/{d.key}.csv"], fields(d.columns_of(plan), t), KEYS.get(d.key, ()), resource_links(d, language))
            for language in LANGUAGES for t in (wording(language).of(plan.head),) for d in ordered()]
    return made


def _bundle_resources(plan: Plan, bundle: Mapping[str, bytes]) -> list[Resource]:
    return [Resource(table.name.replace("_", "-"), table.file, dictionary.about(table.name).ko, dictionary.about(table.name).en,
                     bundle[f"bundle/{table.file}"], bundle_fields(table, "en", _yearly(plan, table)), bundle_key(table),
                     tuple(Link(c.name, to.replace("_", "-")) for c in table.columns if (to := bundle_link(c)) and to != table.name))
            for table in TABLES]


def _yearly(plan: Plan, table) -> list[str]:
    return next(iter(csv_bundle.as_rows(plan, table)))[len(table.columns):]


def _dictionary(plan: Plan, t: Wording) -> bytes:
    """Every column of every file, under the headings `file`, `column`, `kind` and so on."""
    keys = ("file", "column", "kind", "required", "reference", "choices", "meaning")
    rows = [*_of_datasets(plan, t), *_of_bundle(t)]
    return csv_bytes(SimpleNamespace(columns=[SimpleNamespace(key=key) for key in keys], rows=[dict(zip(keys, row)) for row in rows]))


def _of_datasets(plan: Plan, t: Wording) -> list[tuple]:
    return [(f"data/{t.language}/{d.key}.csv", c.key, c.kind, c.key in KEYS.get(d.key, ()), None, None, c.label(t)) for d in ordered() for c in d.columns_of(plan)]


def _of_bundle(t: Wording) -> list[tuple]:
    return [(f"bundle/{e.table}.csv", e.column, e.type, e.required, e.reference or None, e.choices, e.meaning_ko if t.language == "ko" else e.meaning_en)
            for e in dictionary.dictionary()]


def _sums(files: Mapping[str, bytes]) -> bytes:
    """As `sha256sum -c` reads them, from within data/."""
    return "".join(f"{sha256(content)}  {path.removeprefix('data/')}\n" for path, content in sorted(files.items())).encode()
