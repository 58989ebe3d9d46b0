"""When did the law take its steps here, and what happened elsewhere beside it?"""

from datetime import date

from tracker.charts import Twin
from tracker.charts.markup import Markup, div, link, span, tag
from tracker.domain.periods import parse_period

_EVENT = {"code": "LT008", "jurisdiction": "KR", "place": "Korea", "on": parse_period("2024-12-26"), "title": "AI Basic Act", "instrument": "Act", "detail": "260 : 1",
          "status": "done", "url": "https://example.org/act"}
EXAMPLE = {
    "as_of": date(2026, 11, 22), "all": 4, "places": [{"code": "KR", "name": "Korea", "n": 3}, {"code": "EU", "name": "European Union", "n": 1}],
    "halves": [
        {"half": (2024, 2), "past": True, "events": [
            _EVENT, _EVENT | {"code": "IC05", "jurisdiction": "EU", "place": "European Union", "on": parse_period("2024-08-01"), "title": "AI Act", "url": ""}]},
        {"half": (2026, 1), "past": True, "events": [_EVENT | {"code": "LT025", "on": parse_period("2026-01-22"), "title": "Grace period", "status": "running"}]},
        {"half": (2027, 1), "past": False, "events": [_EVENT | {"code": "LT030", "on": parse_period("2027-01-22"), "title": "Grace period", "status": "upcoming"}]}],
    "next": {"on": parse_period("2027-01-22"), "title": "Grace period"},
}


def title(rows, t) -> str:
    n = sum(place["n"] for place in rows["places"])
    if not n:
        return t("committee.legal_title_none")
    if not rows["next"]:
        return t("committee.legal_title_last", n=n)
    return t("committee.legal_title" if n == rows["all"] else "committee.legal_title_some", n=n, all=rows["all"], **rows["next"])


def subtitle(rows, t) -> str:
    home, *abroad = [place["name"] for place in rows["places"]] or [""]
    return t("committee.legal_subtitle", home=home, abroad=t.join(abroad)) if abroad else t("committee.legal_subtitle_home")


def sentence(rows, t) -> str:
    ahead = t("committee.legal_sentence_next", **rows["next"]) if rows["next"] else t("committee.legal_sentence_last")
    counted = (t("committee.legal_place", name=place["name"], n=place["n"]) for place in rows["places"])
    return t("committee.legal_sentence", next=ahead, counts=t.join(counted))


def table(rows, t) -> Twin:
    head = tuple(t(f"column.{key}") for key in ("jurisdiction", "title", "instrument", "status"))
    body = tuple((t.show(e["on"]), e["place"], e["title"], e["instrument"], t(f"committee.legal_{e['status']}"))
                 for half in rows["halves"] for e in half["events"])
    return Twin((t("committee.col_date"), *head), body)


def figure(rows, t, look) -> Markup:
    """A table of half-years; on phones each half-year is a list, every event with the name of its jurisdiction."""
    head = tag("tr", tag("th", t("committee.col_period"), scope="col"), *(tag("th", place["name"], scope="col") for place in rows["places"]))
    current = next((n for n, half in enumerate(rows["halves"]) if not half["past"]), None)
    lines = [tag("tr", tag("th", _name(half["half"], t), scope="row"), *(_cell(half["events"], place["code"], n == 0, t) for n, place in enumerate(rows["places"])),
                 class_="now" if n == current else None) for n, half in enumerate(rows["halves"])]
    return div(tag("table", tag("caption", title(rows, t), class_="hidden"), tag("thead", head), tag("tbody", *lines), class_="legal"), class_="scroll")


def _name(half: tuple[int, int], t) -> str:
    return t(f"committee.half_{half[1]}", year=half[0])


def _cell(events: list[dict], code: str, home: bool, t) -> Markup:
    own = [e for e in events if e["jurisdiction"] == code]
    return tag("td", tag("ul", *(_event(e, home, t) for e in own)) if own else None, class_=None if own else "none")


def _event(event: dict, home: bool, t) -> Markup:
    """Date, what happened, and a word where it is not simply past."""
    place = span(event["place"], class_="only-s place") if not home else None
    words = link(event["url"], event["title"]) if event["url"] else span(event["title"])
    still = span(t(f"committee.legal_{event['status']}"), class_="flag") if event["status"] != "done" else None
    return tag("li", span(t.show(event["on"]), " ", place, still, class_="when"), words)
