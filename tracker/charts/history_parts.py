"""The history of an object, drawn: the days to choose from, how it stood then, and everything learned, the latest first."""

from datetime import date

from tracker.charts.markup import Markup, div, hidden, link, mark, p, span, status, tag
from tracker.views.origins import publisher

SHOWN_LINES = 5


def day_links(choices: list[tuple[str, str, bool]], label: str, hint: str) -> Markup:
    """The days on which something was learned, as links: (words, address, chosen)."""
    links = [link(address, words, aria_current="true" if here else None) for words, address, here in choices]
    return div(p(tag("b", label), span(" ", hint, class_="small"), class_="daylabel"), tag("nav", *links, class_="days", aria_label=label), class_="daypick")


def card(found, begins: date | None, t, more: Markup | None) -> Markup:
    """How a milestone stood by what was known on a day."""
    rows = [div(tag("dt", label), tag("dd", value)) for label, value in (*found.pairs, (t("history.card_heard"), t("history.card_heard_of", n=found.heard, all=found.all)))]
    why = None if found.begun or not begins else p(t("history.before_record", begins=begins), class_="small")
    return div(p(t("history.as_known" if found.begun else "history.as_public", on=found.on), class_="small"),
               p(mark(found.status.shown), t(f"status.{found.status.shown}"), class_=f"big s-{found.status.shown}"), tag("dl", *rows), why, more, class_="known")


def timeline(items, on: date, t) -> Markup:
    """Every item; what was learned after `on` is grey and hollow."""
    return tag("ol", *(_item(item, item.on > on, t) for item in items), class_="learned")


def _item(item, later: bool, t) -> Markup:
    when = div(tag("b", t.date(item.on)), p(t("history.happened", on=item.happened), class_="small") if item.happened else None,
               p(t("history.recorded", on=item.recorded), class_="small") if item.recorded else None, class_="when")
    head = p(tag("b", item.title), span(" · ", t("history.resolution", code=item.resolution), class_="small") if item.resolution else None,
             span(" ", t("history.not_yet"), class_="small") if later else None)
    by = p(item.by, [" · ", link(item.url, publisher(item.url))] if item.url.startswith("http") else None, class_="small") if item.by else None
    return tag("li", when, tag("i", class_="dot", aria_hidden="true"), div(head, _status(item.status, t), change_lines(item.lines, t), p(item.text) if item.text else None, by, class_="what"),
               class_="later" if later else None)


def _status(change: tuple[str, str] | None, t) -> Markup | None:
    if change is None:
        return None
    before, after = change
    return p(span(t("history.status_line"), class_="small"), " ", hidden(t("history.removed"), " "), tag("del", t(f"status.{before}")), " ",
             hidden(t("history.came"), " "), tag("ins", status(t, after)), class_="change")


def change_lines(lines, t) -> Markup | None:
    """Fields before and after; a long list is folded after its first lines."""
    if not lines:
        return None
    shown = [_line(line, t) for line in lines[:SHOWN_LINES]]
    rest = lines[SHOWN_LINES:]
    return div(*shown, tag("details", tag("summary", t("history.more", n=len(rest))), *(_line(line, t) for line in rest)) if rest else None)


def _line(line, t) -> Markup:
    """A field before and after; a part that came or went has one of them."""
    before = [hidden(t("history.removed"), " "), tag("del", line.before), " "] if line.before else []
    after = [hidden(t("history.came"), " "), tag("ins", line.after)] if line.after else [] if line.before else [t("common.none")]
    return p(span(line.label, class_="small"), " ", *before, *after, class_="change")


def short(items, t, look, own: str = "") -> Markup:
    """Recorded changes of some objects: day, what, of which object; of the page's `own` object its name is left out."""
    return tag("ul", *(tag("li", div(t.date(i.on)), _short(i, t, look, i.key != own)) for i in items), class_="dates history")


def _short(item, t, look, named: bool) -> Markup:
    if not named:
        return div(item.title, div(*_more(item, t)[1:], class_="m"))
    return div(link(look.href("history", of=item.key), item.subject), div(item.title, *_more(item, t), class_="m"))


def _more(item, t) -> list[object]:
    """What stands beside the title of a short item: the first changed field, or its text."""
    said = [f"{x.label}: {x.before or t('common.none')} → {x.after or t('common.none')}" for x in item.lines[:1]] or ([item.text] if item.text else [])
    return [" · ", *said] if said else []
