"""The parts of the pages of change requests that are only read: what moves, where a request stands, the list."""

from tracker.charts.markup import Markup, div, link, p, span, status, table, tag
from tracker.ui.forms import context, pairs
from tracker.ui.member import Member
from tracker.views import requests as view


def head(found: dict, t, *more: object) -> Markup:
    """Which milestone it is about, in the plan's own words."""
    line = " · ".join(filter(None, (found["goal_title"], found["lead_words"])))
    return div(p(tag("b", found["milestone"]), " · ", line, class_="small"), tag("h2", found["title"], class_="h3"), *more, class_="askhead")


def arrow(t, original: str, now: str, after: str, dated: bool) -> Markup:
    """Original (which never changes), present and wanted, side by side; without dates only the present and the wanted."""
    boxes = [(t("requests.original_box"), original, "")] if dated else []
    if not dated or now != original:
        boxes.append((t("requests.now_box"), now, ""))
    boxes.append((t("requests.new_box"), after, "new"))
    return div(*(div(span(name, class_="small"), tag("b", words), class_=kind or None) for name, words, kind in boxes), class_="arrow")


def effects(rows: list[dict], sentence: str, t) -> Markup:
    """Every number that moves, before and after, and what the public will read."""
    title = tag("h3", t("requests.effects_title"), class_="h3")
    if not rows and sentence:  # decided: the plan says it
        return div(tag("h3", t("requests.public_says"), class_="h3"), p(t("requests.quoted", words=sentence), class_="body"), class_="effects")
    if not rows:
        return div(title, p(t("requests.effects_empty"), class_="small"), class_="effects")
    body = [(r["label"], r["before"], tag("ins", r["after"]) if r["moved"] else r["after"] and _same(r, t)) for r in rows]
    heads = (t("requests.effect_what"), t("requests.effect_before"), t("requests.effect_after"))
    says = (p(t("requests.public_says"), ": ", t("requests.quoted", words=sentence), class_="publicsays")) if sentence else None
    return div(title, table(heads, body, caption=t("requests.effects_title"), numeric={1, 2}, class_="moving"), says, class_="effects")


def _same(row: dict, t) -> str:
    return t("requests.same") if row["before"] == row["after"] else row["after"]


def now(found: dict, t) -> Markup:
    """What the plan says now, beside the form."""
    steps = ((t("requests.checkpoints"), t.join(found["checkpoints"])),) if found["checkpoints"] else ()
    return context(tag("h3", t("requests.plan_now"), class_="h3"), pairs(
        (t("milestones.fact_original"), found["original_due"]), (t("milestones.input_due"), found["due"]), *steps,
        (t("requests.status_now"), span(status(t, found["shown"]), span(found["why"], class_="sub2")))))


def asked(found: dict, t) -> Markup:
    """Kind, ground, explanation and effects of a request, as they were handed in."""
    kind = t(f"requests.wanted_{found['wanted']}"), t(f"requests.kind_{found['kind']}")
    rows = [(t("requests.kind"), " · ".join(kind)), (t("requests.ground"), span(t(f"requests.ground_{found['ground']}"), class_="pill")),
            (t("requests.reason"), found["reason"]), (t("requests.effects"), found["effects"])]
    return pairs(*(row for row in rows if row[1]))


def steps(found: dict, t) -> Markup:
    """The way of the request so far, each step with its day."""
    rows = [(found["asked_on"], t("requests.step_asked", office=found["asked_by"]))]
    rows += [(None, t("requests.step_scheduled", meeting=found["meeting"], item=found["item"] or ""))] if found["meeting"] else []
    rows += [(None, t("requests.step_resolved", code=code)) for code in found["resolutions"]]
    if found["decided_on"]:
        rows.append((found["decided_on"], t(f"requests.step_{found['state']}", office=found["decided_by"], on=found["effective_on"], answer=found["answer"])))
    items = (tag("li", tag("b", t.date(on), " ") if on else None, words) for on, words in rows)
    return div(tag("h3", t("requests.steps_title"), class_="h3"), tag("ul", *items, class_="sofar"))


def filters(member: Member, counts: dict[str, int], here: str) -> Markup:
    """The counts, which are also the choice of what is listed."""
    t = member.t
    links = (link(member.href("requests", show="" if name == view.OPEN else name), tag("b", f"{n:,}"), " ", span(_state(name, t)),
                  aria_current="true" if name == here else None) for name, n in counts.items())
    return tag("nav", *links, class_="counts", aria_label=t("requests.show"))


def _state(name: str, t) -> str:
    return t("requests.show_open" if name == view.OPEN else f"requests.state_{name}")


def listing(member: Member, rows: list[dict], show: str) -> Markup:
    t = member.t
    title = t("requests.list_title", state=_state(show, t), n=len(rows)) if rows else t("requests.list_none")
    heads = (t("requests.col_request"), t("requests.col_what"), t("requests.col_state"), t("requests.col_when"))
    body = [(span(link(member.href("requests", code=r["code"]), r["title"]), span(f"{r['code']} · {r['ministry']}", class_="sub2")),
             span(t(f"requests.wanted_{r['wanted']}"), span(r["what"], class_="sub2")), t(f"requests.state_{r['state']}"),
             span(t.date(r["asked_on"]), span(t("requests.days_waiting", days=r["days"]), class_="sub2") if r["days"] and not r["decided_on"] else None)) for r in rows]
    return tag("section", tag("h2", title), table(heads, body, caption=title, class_="stack asklist") if rows else p(t("requests.list_none_text"), class_="body"),
               class_="sec")
