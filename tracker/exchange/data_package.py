"""A Frictionless data package: one JSON file that says what every CSV beside it holds (https://datapackage.org)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import orjson

from tracker.domain.release import sha256

PERIOD = r"\d{4}(-\d{2}(-\d{2})?| [QH][1-4])?"
# The kinds of columns here and in the tables of a plan, as a package calls them.
TYPES: Mapping[str, dict] = {
    "integer": {"type": "integer"}, "won": {"type": "integer"}, "number": {"type": "number"}, "decimal": {"type": "number"},
    "percent": {"type": "number"}, "date": {"type": "date"}, "boolean": {"type": "boolean"},
    "yes_no": {"type": "boolean", "trueValues": ["yes"], "falseValues": ["no"]},
    "period": {"type": "string", "constraints": {"pattern": PERIOD}},
}


@dataclass(frozen=True)
class Field:
    """`kind` as in views.datasets.KINDS or a cell type of exchange.cells."""

    name: str
    kind: str
    title: str = ""
    description: str = ""
    required: bool = False
    choices: Sequence[str] = ()


@dataclass(frozen=True)
class Link:
    """Every value of `field` stands in `key` of the resource named `resource`."""

    field: str
    resource: str
    key: str = "code"


@dataclass(frozen=True)
class Resource:
    """A CSV with its schema. `path` is relative to the package. `key` are columns that make a row unique, none if empty."""

    name: str
    path: str
    title: str
    description: str
    content: bytes
    fields: Sequence[Field]
    key: Sequence[str] = ()
    links: Sequence[Link] = ()


@dataclass(frozen=True)
class Licence:
    """`code` as programs know it and `url` may be empty; the title never is."""

    title: str
    code: str = ""
    url: str = ""

    @property
    def said(self) -> dict[str, str]:
        return {k: v for k, v in (("name", self.code or "other"), ("path", self.url), ("title", self.title)) if v}


@dataclass(frozen=True)
class Package:
    """What the package as a whole says. `sources` are (title, address); `contributor` is an office."""

    name: str
    title: str
    description: str
    version: str
    created: datetime
    homepage: str
    contributor: str
    sources: Sequence[tuple[str, str]]
    licence: Licence


def package_bytes(package: Package, resources: Iterable[Resource]) -> bytes:
    said = {
        "$schema": "https://datapackage.org/profiles/1.0/datapackage.json",
        "name": package.name, "title": package.title, "description": package.description, "version": package.version,
        "created": package.created.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "licenses": [package.licence.said],
        "sources": [{"title": title, "path": path} for title, path in package.sources],
        "contributors": [{"title": package.contributor, "role": "publisher"}],
        "resources": [_resource(r) for r in resources],
    }
    if package.homepage:
        said["homepage"] = package.homepage
    return orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _resource(resource: Resource) -> dict:
    """UTF-8 with a byte order mark, so that spreadsheets open it in Korean."""
    schema: dict = {"fields": [_field(f, f.name in resource.key) for f in resource.fields], "missingValues": [""]}
    if resource.key:
        schema["primaryKey"] = list(resource.key)
    if resource.links:
        schema["foreignKeys"] = [{"fields": [k.field], "reference": {"resource": k.resource, "fields": [k.key]}} for k in resource.links]
    return {
        "name": resource.name, "path": resource.path, "title": resource.title, "description": resource.description,
        "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "bytes": len(resource.content), "hash": f"sha256:{sha256(resource.content)}", "schema": schema,
    }


def _field(field: Field, in_key: bool) -> dict:
    known = TYPES.get(field.kind, {"type": "string"})
    rules = dict(known.get("constraints", {}))
    if field.required or in_key:
        rules["required"] = True
    if field.choices:
        rules["enum"] = list(field.choices)
    words = {"title": field.title, "description": field.description}
    return {"name": field.name} | known | {k: v for k, v in words.items() if v} | ({"constraints": rules} if rules else {})
