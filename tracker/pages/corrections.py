"""What readers said is wrong, as far as the office has answered, and where to say it."""

from tracker.charts.markup import Markup, join, link, p, span, tag
from tracker.domain.release import release_id
from tracker.pages import canvas, components as c
from tracker.pages.reader import Reader
from tracker.views import corrections as view


def render(reader: Reader) -> None:
    t, rows = reader.t, view.corrections(reader.plan, reader.as_of, reader.t)
    c.crumbs(reader, (t("pages.overview"), reader.href("overview")), (t("pages.changes"), reader.href("changes")))
    c.heading(reader, t("pages.corrections"), view.finding(reader.plan, reader.as_of, t), after_crumbs=True)
    c.section(t("tickets.public_title"), t("tickets.public_sub" if rows else "tickets.public_empty"), *(_answer(reader, row) for row in rows),
              c.source_line(reader, t("tickets.public_source"), "corrections"), first=True)
    form = p(link(c.correcting(reader, "corrections"), t("tickets.form_title")), class_="body") if canvas.correcting() else None
    c.html(tag("section", tag("h2", t("tickets.office_title"), id="office"), p(t("tickets.office_sub"), class_="sub") if form else None, form,
               p(t.pick(reader.plan.head.office), class_="body"), class_="sec"))


def _put_right(reader: Reader, release: str) -> object:
    """The release that has the figure right, and the way to it where it is out and not the one looked at."""
    words, here = reader.t("tickets.corrected_in", release=release), str(reader.published.manifest.id) if reader.published else ""
    newest = here or reader.public
    out = bool(newest) and release_id(release).order <= release_id(newest).order
    return link(reader.in_release(release), words) if out and release != here else words


def _answer(reader: Reader, row: dict) -> Markup:
    """One answer, with an address of its own."""
    t = reader.t
    where = view.address(row["page_key"], row["about_code"])
    place = link(reader.href(where[0], **where[1]), row["stands_at"]) if where else span(row["stands_at"])
    put_right = _put_right(reader, row["corrected_in"]) if row["corrected_in"] else row["outcome"]
    days = t("tickets.public_days", received=row["received_on"], answered=row["answered_on"])
    return tag("article", p(tag("b", row["code"]), " · ", place, class_="small"), tag("h3", row["question"], class_="h3"),
               p(row["answer"], class_="body"), p(join(span(put_right, class_="pill"), " ", days), class_="small"), id=row["code"], class_="answered")
