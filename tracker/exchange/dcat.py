"""A DCAT-AP catalogue as JSON-LD: how data portals learn what is offered and where."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import orjson


CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/", "foaf": "http://xmlns.com/foaf/0.1/",
    "spdx": "http://spdx.org/rdf/terms#", "xsd": "http://www.w3.org/2001/XMLSchema#",
}
LANGUAGE = {language: f"http://publications.europa.eu/resource/authority/language/{code}" for language, code in (("ko", "KOR"), ("en", "ENG"))}
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/QUARTERLY"
RIGHTS = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
MEDIA = "https://www.iana.org/assignments/media-types/"


@dataclass(frozen=True)
class Distribution:
    """One file. `address` absolute, or relative to the catalogue's own."""

    address: str
    media_type: str
    sha256: str
    size: int
    languages: Sequence[str]
    title: str


@dataclass(frozen=True)
class Described:
    """One dataset; `titles` and `abouts` by language."""

    key: str
    titles: dict[str, str]
    abouts: dict[str, str]
    distributions: Sequence[Distribution]
    keywords: Sequence[str] = ()


@dataclass(frozen=True)
class Catalogue:
    """`root` is the address of the release, empty where none is known: then all addresses are relative."""

    root: str
    titles: dict[str, str]
    abouts: dict[str, str]
    publisher: dict[str, str]
    publisher_home: str
    issued: datetime
    as_of: date
    starts_on: date
    ends_on: date
    version: str
    licence: str  # its address, empty where none is known


def catalogue_bytes(catalogue: Catalogue, datasets: Iterable[Described]) -> bytes:
    said = {
        "@context": CONTEXT, "@id": f"{catalogue.root}#catalogue", "@type": "dcat:Catalog",
        "dct:title": _said(catalogue.titles), "dct:description": _said(catalogue.abouts),
        "dct:publisher": _publisher(catalogue), **_licence(catalogue), "dct:issued": _instant(catalogue.issued),
        "dct:modified": _instant(catalogue.issued), "dct:language": [{"@id": LANGUAGE[x]} for x in catalogue.titles],
        "dcat:version": catalogue.version,
        "dcat:dataset": [_dataset(catalogue, d) for d in datasets],
    }
    return orjson.dumps(said, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _dataset(catalogue: Catalogue, one: Described) -> dict:
    return {
        "@id": f"{catalogue.root}#dataset-{one.key}", "@type": "dcat:Dataset", "dct:identifier": one.key,
        "dct:title": _said(one.titles), "dct:description": _said(one.abouts), "dct:publisher": {"@id": f"{catalogue.root}#publisher"},
        "dct:issued": _instant(catalogue.issued), "dct:modified": _day(catalogue.as_of), "dct:accrualPeriodicity": {"@id": FREQUENCY},
        "dct:accessRights": {"@id": RIGHTS}, "dcat:version": catalogue.version,
        "dcat:keyword": [{"@value": word, "@language": language} for language, word in one.titles.items()],
        "dct:temporal": {"@type": "dct:PeriodOfTime", "dcat:startDate": _day(catalogue.starts_on), "dcat:endDate": _day(catalogue.ends_on)},
        "dcat:distribution": [_distribution(catalogue, d) for d in one.distributions],
    }


def _distribution(catalogue: Catalogue, one: Distribution) -> dict:
    address = f"{catalogue.root}{one.address}"
    return {
        "@id": f"{address}#file", "@type": "dcat:Distribution", "dct:title": one.title,
        "dcat:accessURL": {"@id": address}, "dcat:downloadURL": {"@id": address}, **_licence(catalogue),
        "dcat:mediaType": {"@id": MEDIA + one.media_type}, "dct:language": [{"@id": LANGUAGE[x]} for x in one.languages],
        "dcat:byteSize": {"@value": str(one.size), "@type": "xsd:nonNegativeInteger"},
        "spdx:checksum": {"@type": "spdx:Checksum", "spdx:algorithm": {"@id": "spdx:checksumAlgorithm_sha256"},
                          "spdx:checksumValue": {"@value": one.sha256, "@type": "xsd:hexBinary"}},
    }


def _licence(catalogue: Catalogue) -> dict:
    return {"dct:license": {"@id": catalogue.licence}} if catalogue.licence else {}


def _publisher(catalogue: Catalogue) -> dict:
    home = {"foaf:homepage": {"@id": catalogue.publisher_home}} if catalogue.publisher_home else {}
    return {"@id": f"{catalogue.root}#publisher", "@type": "foaf:Organization", "foaf:name": _said(catalogue.publisher)} | home


def _said(words: dict[str, str]) -> list[dict]:
    return [{"@value": text, "@language": language} for language, text in words.items() if text]


def _day(value: date) -> dict:
    return {"@value": value.isoformat(), "@type": "xsd:date"}


def _instant(value: datetime) -> dict:
    return {"@value": value.isoformat(timespec="seconds"), "@type": "xsd:dateTime"}
