"""The description of the interface (OpenAPI 3.1), made from the table its answers are made from."""

from typing import Any

from tracker.domain.words import LANGUAGES
from tracker.exchange.data_package import PERIOD
from tracker.server.api_table import AS_OF, COLLECTIONS, LANGUAGE, LIMIT, MOST, OFFSET, PREFIX, RELEASE, USUAL, Collection
from tracker.text import Wording, wording
from tracker.views.datasets import Column, datasets

VERSION = "1.0.0"
SCHEMAS: dict[str, dict[str, Any]] = {
    "integer": {"type": ["integer", "null"]}, "won": {"type": ["integer", "null"]}, "number": {"type": ["number", "null"]},
    "percent": {"type": ["number", "null"]}, "date": {"type": ["string", "null"], "format": "date"},
    "period": {"type": ["string", "null"], "pattern": f"^({PERIOD})$"}, "boolean": {"type": ["boolean", "null"]},
    "list": {"type": ["array", "null"], "items": {"type": "string"}},
}
TEXT = {"type": ["string", "null"]}
AMOUNTS = {"patternProperties": {"^won_[0-9]{4}_[a-z_]+$": {"type": ["integer", "null"]}}}  # the years and stages a plan has


def description(language: str, site: str) -> dict[str, Any]:
    t = wording(language)
    return {
        "openapi": "3.1.0",
        "info": {"title": t("api.title"), "version": VERSION, "description": t("api.about"), "license": {"name": t("api.licence")}},
        "servers": [{"url": site + PREFIX}],
        "paths": _paths(t),
        "components": {"schemas": _schemas(t), "parameters": _shared(t), "responses": {"Refused": _answer(t("api.refused"), "Refused")}},
    }


def _paths(t: Wording) -> dict[str, Any]:
    found: dict[str, Any] = {"/plan": _get(t, "plan", t("api.plan"), _named(RELEASE, AS_OF, LANGUAGE), "Plan")}
    for c in COLLECTIONS:
        found[f"/{c.name}"] = _get(t, c.name, t(f"dataset.{c.dataset}_about"), _list_parameters(t, c), f"{_name(c)}List")
        if c.code:
            found[f"/{c.name}/{{code}}"] = _get(t, f"{c.name}_one", t("api.one", name=t(f"dataset.{c.dataset}")), [_code(t), *_named(RELEASE, AS_OF, LANGUAGE)], f"{_name(c)}One")
    found["/releases"] = _get(t, "releases", t("api.releases"), _named(LIMIT, OFFSET, LANGUAGE), "ReleaseList")
    found["/releases/{code}"] = _get(t, "releases_one", t("api.release"), [_code(t), *_named(LANGUAGE)], "ReleaseOne")
    return found


def _name(c: Collection) -> str:
    return c.name.capitalize()


def _get(t: Wording, id: str, about: str, parameters: list[dict], answer: str) -> dict[str, Any]:
    refused = {status: {"$ref": "#/components/responses/Refused"} for status in ("400", "404", "503")}
    return {"get": {"operationId": id, "summary": about, "parameters": parameters,
                    "responses": {"200": _answer(about, answer), "304": {"description": t("api.same")}, **refused}}}


def _answer(about: str, schema: str) -> dict[str, Any]:
    return {"description": about, "content": {"application/json": {"schema": _ref(schema)}}}


def _ref(schema: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{schema}"}


def _named(*names: str) -> list[dict]:
    return [{"$ref": f"#/components/parameters/{name}"} for name in names]


def _shared(t: Wording) -> dict[str, Any]:
    rules = {
        RELEASE: {"type": "string", "examples": ["2026Q4-r1"]}, AS_OF: {"type": "string", "format": "date"},
        LANGUAGE: {"type": "string", "enum": list(LANGUAGES)}, LIMIT: {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
        OFFSET: {"type": "integer", "minimum": 0, "default": 0}}
    return {name: _parameter(name, t(f"api.parameter_{name}"), rule) for name, rule in rules.items()}


def _parameter(name: str, about: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": about, "schema": schema}


def _code(t: Wording) -> dict[str, Any]:
    return _parameter("code", t("api.parameter_code"), {"type": "string"}) | {"in": "path", "required": True}


def _list_parameters(t: Wording, c: Collection) -> list[dict]:
    own = [_parameter(name, t("api.own_filter", name=name), {"type": "string"}) for name in c.own_filters]
    fields = [_parameter(f.key, t("api.field_filter", name=f.label(t)), {"type": "string"}) for f in c.field_filters]
    return [*own, *fields, *_named(RELEASE, AS_OF, LANGUAGE, LIMIT, OFFSET)]


def _schemas(t: Wording) -> dict[str, Any]:
    text, number = {"type": "string"}, {"type": "integer"}
    made: dict[str, Any] = {
        "Refused": _object({"error": _object({"status": number, "code": text, "message": text, "how": text})}),
        "Release": _object({"id": text, "kind": text, "published_at": {"type": "string", "format": "date-time"}, "withdrawn": {"type": "boolean"}}),
        "Links": _object({"self": text, "next": TEXT, "prev": TEXT}),
        "Plan": _one(_object(_columns(t, datasets()["plan"].columns))),
        "ReleaseList": _list(_ref("Release"), plan=False), "ReleaseOne": _one(_ref("Release"), plan=False),
    }
    for c in COLLECTIONS:
        made[_name(c)] = _object(_columns(t, c.held.columns)) | (AMOUNTS if c.held.per_plan else {})
        made[f"{_name(c)}List"] = _list(_ref(_name(c)))
        if c.code:
            parts = {p.name: {"type": "array", "items": _object(_columns(t, datasets()[p.dataset].columns))} for p in c.parts}
            made[f"{_name(c)}One"] = _one(_ref(_name(c)), {"related": _object(parts)})
    return made


def _columns(t: Wording, columns: tuple[Column, ...]) -> dict[str, Any]:
    return {c.key: {**SCHEMAS.get(c.kind, TEXT), "description": c.label(t)} for c in columns}


def _about(plan: bool) -> dict[str, Any]:
    own = {"release": _ref("Release"), "as_of": {"type": "string", "format": "date"}, "licence": {"type": "string"}} if plan else {}
    return {"language": {"type": "string", "enum": list(LANGUAGES)}} | own


def _one(item: dict[str, Any], more: dict[str, Any] = {}, plan: bool = True) -> dict[str, Any]:
    return _object(_about(plan) | {"item": item} | more)


def _list(item: dict[str, Any], plan: bool = True) -> dict[str, Any]:
    number = {"type": "integer"}
    return _object(_about(plan) | {"total": number, "limit": number, "offset": number, "links": _ref("Links"), "items": {"type": "array", "items": item}})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """Every property is always there; more may come without a new version."""
    return {"type": "object", "properties": properties, "required": list(properties)}
