"""The parts of the correction desk that are only read."""

from tracker.charts.markup import Markup, div, link, p, span, table, tag
from tracker.ui.forms import context, pairs
from tracker.ui.member import Member


def filters(member: Member, counts: dict[str, int], here: str) -> Markup:
    """The counts, which are also the choice of what is listed."""
    t = member.t
    ways = (link(member.same_page(show="" if state == "open" else state), t(f"tickets.state_{state}"), " ", tag("b", t.show(n)),
                 aria_current="true" if state == here else None) for state, n in counts.items())
    return tag("nav", *ways, class_="counts", aria_label=t("tickets.filter"))


def listing(member: Member, rows: list[dict], show: str) -> Markup:
    t = member.t
    if not rows:
        return p(t(f"tickets.none_{show}"), class_="body")
    decided = show != "open"
    head = (t("tickets.col_code"), t("tickets.col_what"), t("tickets.col_place"), t("tickets.col_decided" if decided else "tickets.col_waits"))
    body = [(link(member.href("tickets", code=row["code"]), row["code"]), link(member.href("tickets", code=row["code"]), row["what"]), row["place"],
             t.show(row["decided_on"]) if decided else t("tickets.waits", n=row["days"]) if row["days"] else t("tickets.waits_today")) for row in rows]
    return table(head, body, caption=t(f"tickets.state_{show}"), class_="stack")


def written(member: Member, found: dict) -> Markup:
    """What was sent in, word for word, never as a live link: nobody knows where it leads."""
    t = member.t
    where = found["where"]
    place = link(member.href(where[0], **where[1]), found["place"]) if where else found["place"]
    rows = [(t("tickets.wrong_label"), span(found["wrong"], class_="verbatim")), (t("tickets.should_label"), found["should"]),
            (t("tickets.link_label"), tag("code", found["link"]) if found["link"] else ""), (t("tickets.place"), place), (t("tickets.seen"), found["seen"]),
            (t("tickets.received"), t.date(found["on"])), (t("tickets.language"), found["language"])]
    return context(tag("h2", t("tickets.written_title"), class_="h3"), p(t("tickets.written_note"), class_="small"), pairs(*(row for row in rows if row[1])))


def decided(found: dict, t) -> Markup | None:
    if not found["decided_on"]:
        return None
    words = t(f"tickets.decided_{found['state']}", on=found["decided_on"], office=found["office"])
    return div(p(words, class_="small"), p(found["reason"], class_="body") if found["reason"] else None)


def told(found: dict, t) -> Markup:
    """The answer as the public reads it, for who may not write it."""
    answer = found["told"]
    if answer is None:
        return p(t("tickets.only_editors"), class_="body")
    return div(tag("h2", t.pick(answer.question), class_="h3"), p(t.pick(answer.answer), class_="body"),
               p(t("tickets.corrected_in", release=answer.release) if answer.release else t("word.outcome_stands"), class_="small"))
