"""What a reviewer reads: the fields a report changes, what was before, its evidence, what the rules find."""

from collections.abc import Iterable
from datetime import date

from tracker.charts.markup import Markup, div, hidden, join, link, p, span, status, table, tag

COLOURS = {"fits": "check-right", "look": "check-look", "blocked": "check-wrong"}


def head(found: dict, look, t) -> Markup:
    """Code, goal, who and since when, and the milestone's name as the heading of the report."""
    place = (link(look.href("milestone", code=found["code"]), found["code"]), " · ", found["goal"], " · ", found["by"], " · ", found["waits"])
    return div(p(*place, class_="small"), tag("h2", found["title"], class_="reviewed"),
               p(" · ".join(found["notes"]), class_="small") if found["notes"] else None, class_="reviewhead")


def changes(found: dict, correction: str, t) -> Markup:
    """The table of differences with the computed status as a row of its own; below it what stays the same."""
    rows = [(label, join(tag("del", before)), join(tag("ins", after))) for label, before, after in found["rows"]]
    before, after = (span(status(t, shown), span(" ", extra, class_="muted") if extra else None) for shown, extra in found["status"])
    heads = (t("review.field"), t("review.last_accepted"), t("review.this_one"))
    drawn = table(heads, [*rows, (t("review.field_status"), before, after)], caption=t("review.changes"), class_="diff stack",
                  row_class=lambda n: "computed" if n == len(rows) else None)
    same = t("review.same", fields=t.join([*found["same"], t("review.same_always")]))
    return div(tag("h3", t("review.changes"), class_="h3"), p(correction, class_="body") if correction else None,
               None if rows else p(t("review.nothing_changes"), class_="body"), drawn, p(same, class_="small"))


def past(rows: Iterable[tuple[date, str]], t) -> Markup:
    items = (tag("li", tag("b", t.date(on)), " ", words) for on, words in rows)
    return div(tag("h3", t("review.past"), class_="h3"), tag("ul", *items, class_="sofar"))


def proofs(found: list[dict], criterion: str, t) -> Markup:
    if not found:
        return div(tag("h3", t("review.proofs_none"), class_="h3"), div(p(t("review.no_proof")), class_="proof"))
    return div(tag("h3", t("review.proofs", n=len(found)), class_="h3"), *(_proof(one, criterion, t) for one in found))


def _proof(found: dict, criterion: str, t) -> Markup:
    where = join(link(found["url"], found["host"] or found["url"]), " ", span(t("review.new_window"), class_="muted")) if found["url"] else None
    file = link(found["file"], found["file_name"] or t("review.proof_file")) if found["file"] else None
    pairs = (("kind", found["kind"]), ("body", found["body"]), ("on", t.date(found["on"])), ("url", where), ("file", file), ("public", found["public"]))
    return div(tag("b", found["title"]), tag("dl", *(div(tag("dt", t(f"review.proof_{name}")), tag("dd", value)) for name, value in pairs if value), class_="pairs"),
               div(div(span(t("review.criterion"), class_="muted"), p("\u201c", criterion, "\u201d")),
                   div(span(t("review.proof_reason"), class_="muted"), p(found["reason"] or t("common.none"))), class_="proofwhy"), class_="proof")


def checks(found: Iterable[tuple[str, str]], t) -> Markup:
    items = (tag("li", span(t(f"review.verdict_{verdict}"), class_=COLOURS[verdict]), hidden(": "), span(words)) for verdict, words in found)
    return div(tag("h3", t("review.checks"), class_="h3"), tag("ul", *items, class_="checklist"))


def closed(title: str, words: str) -> Markup:
    """Why the person cannot decide."""
    return div(p(tag("b", title), " ", words), class_="cannot", role="note")


def remarks(rows: Iterable[tuple[str, str, str]], t) -> Markup:
    """Comments as (who, when, text)."""
    items = [tag("li", span(t("comments.line", who=who, at=at), class_="muted"), p(text)) for who, at, text in rows]
    return tag("ul", *items, class_="remarks") if items else p(t("comments.none"), class_="small")
