"""The log as a list for who may read it: when, who, what, of which object, and every field before and after."""

from tracker.charts.history_parts import change_lines
from tracker.charts.markup import Markup, div, link, p, span, tag


def changes(rows, t, look) -> Markup:
    return tag("ul", *(_row(r, t, look) for r in rows), class_="dates logrows")


def _row(row, t, look) -> Markup:
    who = " · ".join(filter(None, (row.office or row.actor, row.role)))
    name = link(look.href("history", of=row.key), row.title) if row.public else row.title
    said = [p(t("history.because", reason=row.reason), class_="small") if row.reason else None,
            p(t("history.resolution", code=row.resolution), class_="small") if row.resolution else None]
    left = div(tag("b", row.when), div(who, class_="m"), div(row.actor, class_="m") if row.office else None)
    mark = div(t("log.entry", seq=row.seq, version=row.version, hash=row.hash), " · ", link(look.href("log", of=row.key), t("log.only")), class_="m")
    return tag("li", left, div(p(tag("b", row.action), " · ", span(row.kind, " ", class_="small"), name), change_lines(row.lines, t), *said, mark))


def verdict(lines: list[str], sound: bool, when: str, t) -> Markup:
    """The state of the chain: one sentence, everything found behind a fold."""
    return div(p(tag("b", t("log.sound" if sound else "log.unsound")), span(" ", when, class_="small")),
               tag("details", tag("summary", t("log.details")), *(p(line, class_="small") for line in lines), open=not sound), class_="verdict" if sound else "verdict broken",
               role=None if sound else "alert")
