"""A release on its way, drawn: what changes for the public, the checks, the two approvals, the list of releases."""

from collections.abc import Iterable

from tracker.charts.markup import Markup, div, hidden, link, p, span, status, table, tag

COLOURS = {"passed": "check-right", "look": "check-look", "stops": "check-wrong"}
SHOWN_AT_ONCE = 3


def tallies(groups: list[tuple[str, list[dict]]], rest: int, t) -> Markup | None:
    """How many go to each status, and how many stay."""
    boxes = [(len(rows), t("releasing.to_status", status=t(f"status.{after}"))) for after, rows in groups]
    return div(*(div(tag("b", f"{n:,}"), span(words)) for n, words in [*boxes, (rest, t("releasing.to_same"))]), class_="tallies") if groups else None


def group(after: str, rows: list[dict], t, look) -> Markup:
    """Milestones that go to one status: the first at once, the rest folded."""
    first, rest = rows[:SHOWN_AT_ONCE], rows[SHOWN_AT_ONCE:]
    more = tag("details", tag("summary", t("releasing.rest", n=len(rest))), _moves(rest, t, look, t(f"status.{after}"))) if rest else None
    return tag("section", tag("h2", t("releasing.group", status=t(f"status.{after}"), n=len(rows))), _moves(first, t, look, t(f"status.{after}")), more, class_="sec")


def _moves(rows: list[dict], t, look, caption: str) -> Markup:
    heads = [t(f"releasing.head_{name}") for name in ("milestone", "now", "then", "reported", "evidence")]
    body = [(div(link(look.href("milestone", code=r["code"]), tag("b", r["code"]), " ", r["title"]), span(r["lead"], class_="sub2")),
             status(t, r["before"]) if r["before"] else t("common.none"), status(t, r["after"]), _reported(r, t),
             link(r["url"], r["host"]) if r["url"] else t("common.none")) for r in rows]
    return table(heads, body, caption=caption, class_="stack publicdiff")


def _reported(row: dict, t) -> object:
    if not row["state"]:
        return t("releasing.not_reported")
    return div(t(f"milestones.state_{row['state']}"), span(t.date(row["reported_on"]), class_="sub2"))


def steps(rows: Iterable[tuple[str, str]], t) -> Markup:
    """How far the release has come."""
    items = (tag("li", words, class_=state or None, aria_current="step" if state == "here" else None) for words, state in rows)
    return tag("ol", *items, class_="steps", aria_label=t("releasing.steps"))


def checks(rows: Iterable[dict], t, look) -> Markup:
    """Every check with its outcome, what was found, where, and how to mend it."""
    return div(tag("h2", t("releasing.checks")), tag("ul", *(_check(row, t, look) for row in rows), class_="checklist"))


def _check(row: dict, t, look) -> Markup:
    places = [link(look.href(w["kind"], code=w["code"]) if w["kind"] in ("milestone", "programme", "indicator", "goal") else look.href("history", of=w["key"]), w["code"])
              if w["kind"] else span(w["code"]) for w in row["where"]]
    where = p(*(x for place in places for x in (place, " ")), t("releasing.and_more", n=row["more"]) if row["more"] else None, class_="small") if places else None
    more = tag("details", tag("summary", t("releasing.where")), where, p(row["mend"], class_="small")) if where or row["mend"] else None
    return tag("li", span(t(f"releasing.outcome_{row['outcome']}"), class_=COLOURS[row["outcome"]]), hidden(": "),
               div(tag("b", row["title"]), span(row["said"], class_="sub2"), more))


def approvals(rows: Iterable[dict], t) -> Markup:
    """The two places, one under the other."""
    return div(tag("h2", t("releasing.two_people")), tag("ol", *(_approval(row, t) for row in rows), class_="approvals"))


def _approval(row: dict, t) -> Markup:
    if row["office"] is None:
        return tag("li", tag("b", t("releasing.waits_for")), span(t("releasing.waits_for_text"), class_="sub2"))
    words = t("releasing.void" if row["void"] else "releasing.approved_at", at=row["at"])
    return tag("li", tag("b", row["office"]), span(words, class_="sub2"), class_="void" if row["void"] else "given")


def others(rows: list[dict], t, look) -> Markup | None:
    """Everything that reads otherwise, by object."""
    if not rows:
        return None
    items = (tag("li", tag("b", t(f"compare.{r['change']}")), " ", r["kind_name"], " ", link(look.href("history", of=r["key"]), r["title"]),
                 tag("ul", *(tag("li", _line(x, t)) for x in r["lines"])) if r["lines"] else None) for r in rows)
    return tag("section", tag("h2", t("releasing.others", n=len(rows))), tag("details", tag("summary", t("releasing.others_show")), tag("ul", *items, class_="otherchanges"), open=len(rows) <= 8),
               class_="sec")


def _line(line, t) -> str:
    return t("releasing.line", label=line.label, before=line.before or t("common.none"), after=line.after or t("common.none"))


def listing(rows: list[dict], t, look) -> Markup:
    """Every release, the newest first."""
    heads = [t(f"releasing.col_{name}") for name in ("release", "kind", "state", "as_of", "published", "signed")]
    body = [(link(look.href("releases", code=r["code"]) if r["kept"] else look.href("overview", release=r["code"]), r["code"]), t(f"release.kind_{r['kind']}") if r["kind"] else t("common.none"), _state(r, t),
             t.date(r["as_of"]) if r["as_of"] else t("common.none"), r["published"],
             t("releasing.is_signed" if r["signed"] else "releasing.is_unsigned") if r["manifest"] else "") for r in rows]
    return tag("section", tag("h2", t("releasing.all")), table(heads, body, caption=t("releasing.all"), class_="stack releases") if rows else p(t("releasing.none"), class_="body"), class_="sec")


def _state(row: dict, t) -> object:
    words = t("releasing.state_broken") if row["broken"] else t(f"release.state_{row['state']}")
    return span(words, span(t("releasing.state_current"), class_="sub2") if row["current"] else None, class_="check-wrong" if row["broken"] else None)
