"""The milestones of a goal in one table: dates kept apart, status, evidence. And single facts of a milestone."""

from tracker.charts.markup import Markup, div, link, mark, span, tag

COLUMNS = ("milestone", "original_due", "current_due", "completed_on", "status", "evidence")


def milestone_table(cards: list[dict], t, look, caption: str) -> Markup:
    """`cards` as views.milestone.card gives them."""
    heads = [tag("th", t(f"goals.{key}"), scope="col") for key in COLUMNS]
    return div(tag("table", tag("caption", caption, class_="hidden"), tag("thead", tag("tr", *heads)),
                   tag("tbody", *(_row(card, t, look) for card in cards)), class_="data stack milestones"), class_="scroll")


def _row(card: dict, t, look) -> Markup:
    cell = lambda key, *inside: tag("td", div(*inside), data_l=t(f"goals.{key}"))
    name = tag("th", link(look.href("milestone", code=card["code"]), card["title"]), span(f"{card['code']} · {card['lead_name']}", class_="sub2"), scope="row")
    return tag("tr", name, cell("original_due", *original_due(card, t)), cell("current_due", *moved(card, t, look)), cell("completed_on", *completed(card, t)),
               cell("status", short_status(t, card["shown"])), cell("evidence", *evidence(card, t)))


def original_due(card: dict, t) -> list[object]:
    due = card["original_due_period"]
    steps = [span(t("goals.checkpoints", dues=t.join(t.period(d) for d in card["checkpoints"])), class_="sub2")] if card["checkpoints"] else []
    return [t.period(due) if due else t("common.undated"), *steps]


def moved(card: dict, t, look) -> list[object]:
    """How it left the plan, or the last re-baselining with its resolution, or that there was none."""
    if card["closure"]:
        return closed(card["closure"], t, look)
    if not card["moves"]:
        return [t("goals.unmoved")]
    last = card["moves"][-1]
    return [resolution_link(t("goals.moved_by", due=last["after"], decision=last["decision"]), last["resolution"], look), span(last["reason"], class_="sub2")]


def closed(closure: dict, t, look) -> list[object]:
    """Merged, scaled back or dropped, when and by which resolution, and a way to what it was merged into."""
    words = t(f"rebaselining.closed_{closure['kind']}", on=closure["on"], decision=closure["decision"])
    return [resolution_link(words, closure["resolution"], look), *closure_details(closure, t, look)]


def closure_details(closure: dict, t, look) -> list[object]:
    """What it was merged into, as a way there, and why."""
    into = link(look.href("milestone", code=closure["into"]), closure["into_title"]) if closure["into"] else None
    return [span(t("rebaselining.into_label"), " ", into, class_="sub2") if into else None, span(t("rebaselining.reason", reason=closure["reason"]), class_="sub2")]


def resolution_link(words: str, code: str | None, look) -> Markup | str:
    """Words that lead to a resolution on the committee's page, plain where none was needed."""
    return link(look.href("committee", part="resolutions") + f"#{code}", words) if code else words


def completed(card: dict, t) -> list[object]:
    if card["done"]:
        late = [span(t("goals.days_late", n=card["days_late"]), class_="sub2")] if (card["days_late"] or 0) > 0 else []
        return [t.period(card["completed_on"]), *late]
    past = card["overdue_days"]
    return [t("goals.not_done"), *([span(t("goals.days_past", n=past), class_=f"sub2 s-{card['shown']}")] if past else [])]


def short_status(t, shown: str) -> Markup:
    """The status in a table that shows the dates beside it: the kinds of "no report" share one word, their marks differ."""
    word = "no_report" if shown.startswith("no_report") else shown
    return span(mark(shown), t(f"status.{word}"), class_=f"status s-{shown}")


def evidence(card: dict, t) -> list[object]:
    found = card["evidence"]
    if not found:
        return [span(t("goals.no_report"), class_="muted")]
    lapsed = found["lapsed"] and card["status"] == "no_report"
    return [found["summary"], span(*source(found, t), " · " + t("goals.lapsed") if lapsed else None, class_="sub2")]


def source(found: dict, t) -> list[object]:
    """Where a report was published, as a link where there may be one, and when."""
    return [link(found["url"], found["host"]) if found["url"] else None, " ", t.date(found["on"])]


def report_list(reports: list[dict], proofs: dict[str, list[dict]], t) -> Markup:
    """Every report: date, state and forecast, what it says, where, and how far it can be checked. `proofs` are the documents of
    those that came with some."""
    return tag("ul", *(_report(r, proofs.get(r["code"], []), t) for r in reports), class_="dates")


def _report(report: dict, proofs: list[dict], t) -> Markup:
    said = [t("milestones.report_state", state=t(f"milestones.state_{report['state']}"))]
    said += [t("milestones.report_completed", period=report["completed_on"])] if report["completed_on"] else []
    said += [t("milestones.report_forecast", period=report["forecast"])] if report["forecast"] else []
    said += [t("milestones.report_confidence", grade=t(f"grade.{report['grade']}"))]
    said += [t("milestones.report_lapsed")] if report["lapsed"] else []
    where = link(report["url"], report["host"]) if report["url"] else t("common.no_data")
    seen = [div(link(proof["url"], proof["title"]), " · ", proof["body"], class_="m") for proof in proofs]
    by = div(report["reporter"], class_="m") if proofs else div(where, " · ", report["reporter"], class_="m")
    return tag("li", div(t.date(report["on"])), div(report["summary"], div(" · ".join(said), class_="m"), *seen, by))


def history(events: list[dict], t, look, named: bool = True) -> Markup:
    """Events by date; `named`: an event of one milestone leads to it."""
    return tag("ul", *(tag("li", div(t.date(e["on"])), div(_event(e, t, look, named))) for e in events), class_="dates history")


def _event(event: dict, t, look, named: bool) -> Markup:
    own = div(link(look.href("milestone", code=event["milestone"]), event["title"]), class_="m") if named and event["milestone"] else None
    number = span(" · ", resolution_link(t("history.resolution", code=event["resolution"]), event["resolution"], look), class_="small") if event["resolution"] else None
    return div(event["what"], number, own)


def list_table(rows: list[dict], t, look, caption: str) -> Markup:
    """The list of milestones: name, goal, deadline, status with the days, last report."""
    keys = ("column.milestone", "milestones.lead", "milestones.due", "goals.status", "milestones.report")
    body = [_listed(row, t, look) for row in rows]
    return div(tag("table", tag("caption", caption, class_="hidden"), tag("thead", tag("tr", *(tag("th", t(k), scope="col") for k in keys))),
                   tag("tbody", *body), class_="data stack milestonelist"), class_="scroll")


def _listed(row: dict, t, look) -> Markup:
    cell = lambda key, *inside: tag("td", div(*inside), data_l=t(key))
    name = tag("th", link(look.href("milestone", code=row["code"]), row["title"]),
               span(row["code"], " · ", link(look.href("goal", code=row["goal"]), row["goal_title"]), class_="sub2"), scope="row")
    return tag("tr", name, cell("milestones.lead", row["lead_name"]), cell("milestones.due", *_due(row, t)), cell("goals.status", *_state(row, t, look)),
               cell("milestones.report", *_report_cell(row, t)))


def _due(row: dict, t) -> list[object]:
    due, first = row["due_period"], row["original_due_period"]
    words = t.period(due) if due else t("common.undated")
    if due == first:
        return [words]
    return [words, span(t("milestones.moved_from", due=first or t("common.undated")), class_="sub2"), span(row["decision"], class_="sub2")]


def changed_list(changed: list[dict], t, look) -> Markup | None:
    """What a resolution changed, each a way to its milestone."""
    if not changed:
        return None
    items = (tag("li", link(look.href("milestone", code=x["code"]), x["title"]), span(x["words"], class_="sub2")) for x in changed)
    return div(span(t("rebaselining.changed_by"), class_="sub2"), tag("ul", *items, class_="changedby"))


def closed_briefly(closure: dict, t, look) -> list[object]:
    """For a list: the kind of closure and a way to its resolution or to what it was merged into."""
    word = t(f"rebaselining.kind_{closure['kind']}")
    if closure["into"]:
        return [word, " → ", link(look.href("milestone", code=closure["into"]), closure["into"], title=closure["into_title"])]
    return [resolution_link(f"{word} · {closure['decision']}", closure["resolution"], look)]


def _state(row: dict, t, look) -> list[object]:
    past = row["days_late_current"] if row["timing"] == "past_due" and row["status"] in ("delayed", "no_report") else None
    late = row["days_late"] if row["status"] == "completed_late" else None
    below = t("goals.days_past", n=past) if past else t("goals.days_late", n=late) if late else None
    if row["closure"]:
        return [short_status(t, row["shown"]), span(*closed_briefly(row["closure"], t, look), class_="sub2")]
    return [short_status(t, row["shown"]), span(below, class_="sub2") if below else None]


def _report_cell(row: dict, t) -> list[object]:
    if not row["reported_on"]:
        return [span(t("goals.no_report"), class_="muted")]
    lapsed = " · " + t("goals.lapsed") if row["status"] == "no_report" else None
    return [row["summary"], span(t.date(row["reported_on"]), lapsed, class_="sub2")]


def calendar(quarters: list[dict], t, look) -> Markup:
    """Quarters as folds, the one that ends next open: its deadlines by area, then the checkpoints."""
    return div(*(_quarter(q, t, look) for q in quarters), class_="calendar")


def _quarter(quarter: dict, t, look) -> Markup:
    words = t("calendar.quarter", quarter=quarter["period"], deadlines=quarter["deadlines"], checkpoints=len(quarter["checkpoints"]))
    areas = [div(tag("h3", a["title"], " ", span(t("common.count", n=len(a["deadlines"])), class_="muted"), class_="h3"),
                 _entries(a["deadlines"], t, look), class_="calarea") for a in quarter["areas"]]
    steps = div(tag("h3", t("calendar.checkpoints"), class_="h3"), _entries(quarter["checkpoints"], t, look), class_="calarea") if quarter["checkpoints"] else None
    return tag("details", tag("summary", words, " ", span(_away(quarter["days"], t), class_="muted")), div(*areas, steps, class_="calareas"),
               open=quarter["open"])


def _away(days: int, t) -> str:
    if days == 0:
        return t("calendar.today")
    return t("calendar.in_days", days=days) if days > 0 else t("calendar.days_ago", days=-days)


def _entries(entries: list[dict], t, look) -> Markup:
    return tag("ul", *(tag("li", mark(e["shown"]), span(link(look.href("milestone", code=e["code"]), e["title"]),
                                                        span(f"{t('status.' + e['shown'])} · {e['lead_name']}", class_="sub2")), class_="ent")
                       for e in entries), class_="entries")


def due_list(rows: list[dict], t, look) -> Markup:
    """Milestones that share a deadline: mark, name, lead."""
    return div(_entries(rows, t, look), class_="calarea wide")
