"""The catalogue of a release for data portals: every dataset with its files."""

from collections.abc import Iterable, Mapping
from datetime import UTC

from tracker.domain.plan import Plan
from tracker.domain.release import sha256
from tracker.domain.words import LANGUAGES
from tracker.exchange.dcat import Catalogue, Described, Distribution, catalogue_bytes
from tracker.site.info import ReleaseInfo
from tracker.text import wording
from tracker.views.data import ordered

MEDIA_TYPES = {
    "csv": "text/csv", "json": "application/json", "sqlite": "application/vnd.sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WHOLE = ("data/plan.ko.xlsx", "data/plan.en.xlsx", "data/plan.sqlite", "data/datapackage.json")


def catalogue(plan: Plan, info: ReleaseInfo, files: Mapping[str, bytes]) -> bytes:
    root = f"{info.address}/r/{info.id}/data/" if info.address else ""
    said = {"plan": plan.head.name, "release": str(info.id), "n": len(ordered()), "on": info.as_of}
    what = Catalogue(
        root, _both(plan, "opendata.package_title", **said), _both(plan, "opendata.package_about", **said),
        _both(plan, "opendata.contributor", plan=plan.head.short_name), f"{info.address}/" if info.address else "", info.published_at.astimezone(UTC),
        info.as_of, plan.head.starts_on, plan.head.ends_on, str(info.id), plan.head.licence_url)
    return catalogue_bytes(what, _described(plan, files))


def _described(plan: Plan, files: Mapping[str, bytes]) -> Iterable[Described]:
    yield Described("all", _both(plan, "opendata.whole_title"), _both(plan, "opendata.whole_about"), [_file(files, path) for path in WHOLE])
    for d in ordered():
        paths = [f"data/{language}/{d.key}.{form}" for language in LANGUAGES for form in ("csv", "json")]
        yield Described(d.key, _both(plan, f"dataset.{d.key}"), _both(plan, f"dataset.{d.key}_about"), [_file(files, path) for path in paths])


def _file(files: Mapping[str, bytes], path: str) -> Distribution:
    languages = [language for language in LANGUAGES if f"/{language}/" in path or f".{language}." in path]
    content, name = files[path], path.removeprefix("data/")
    return Distribution(name, MEDIA_TYPES[path.rpartition(".")[2]], sha256(content), len(content), languages or LANGUAGES, name)


def _both(whose: Plan, key: str, **values: object) -> dict[str, str]:
    return {language: wording(language).of(whose.head)(key, **values) for language in LANGUAGES}
