"""Every release there ever was: where it can be read for good, what it put right, and how anybody verifies it."""

from tracker.charts.markup import Markup, link, p, span, table, tag
from tracker.pages import components as c
from tracker.pages.reader import Reader
from tracker.views import published as view


def render(reader: Reader) -> None:
    t, rows = reader.t, view.rows(reader.issued, reader.t)
    c.heading(reader, t("pages.published"), t("published.finding", n=len(rows)) if rows else t("published.none"))
    if not rows:
        return
    title = t("published.list_title", n=len(rows))
    head = [t(f"published.col_{name}") for name in ("release", "published_on", "as_of", "what")]
    c.section(title, t("published.list_subtitle"), table(head, [_row(reader, row) for row in rows], caption=title, class_="stack"), first=True)
    home = reader.files_of(rows[0]["id"])
    command = f"python -m tracker verify-release {home if '://' in home else '…' + home}"
    c.section(t("published.verify_title"), t("published.verify_subtitle"), p(tag("code", command)), p(t("published.verify_text"), class_="body"),
              p(link(reader.href("help") + "#verify", t("editions.verify")), class_="body"))


def _row(reader: Reader, row: dict) -> tuple:
    t = reader.t
    named = span(link(reader.in_release(row["id"]), row["id"]), span(" ", row["kind"], class_="sub2"))
    return named, t.date(row["published_on"]), t.date(row["as_of"]), _what(reader, row)


def _what(reader: Reader, row: dict) -> Markup:
    """What it put right or that it was taken back, then the ways to its files."""
    t = reader.t
    told = [t("published.withdrawn")] if row["withdrawn"] else []
    told += [t("site.notice", notice=row["notice"])] if row["notice"] else []
    home = reader.files_of(row["id"])
    ways = span(link(f"{home}/index.html", t("published.pages")), " · ", link(f"{home}/manifest.json", t("site.manifest")), class_="sub2")
    sha = span(t("published.sha", sha=row["sha256"][:16]), class_="sub2") if row["sha256"] else None
    return span(*(span(words, " ") for words in told), ways, sha)
