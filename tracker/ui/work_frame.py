"""The frame for who is signed in: the strip above every page, and masthead and menu of the work pages. Never cached."""

from tracker.charts.markup import Markup, div, hidden, join, link, p, span, tag
from tracker.config import settings
from tracker.pages import frame
from tracker.pages.components import html
from tracker.ui.member import Member
from tracker.views import work
from tracker.views.pages import BY_KEY


def strip(member: Member) -> None:
    """Above a public page: who is signed in, what waits, what can be done with the thing shown."""
    t, page = member.t, member.address.page
    ways = [link(member.href(key, **query), t(f"frame.way_{word}"), class_="way")
            for word, key, query in work.ways_from(member.plan, member.actor, page, member.value("code"))]
    waits = work.waiting(member.plan, member.workspace, member.actor, member.today)
    menu = [_entry(member, entry.key, waits, class_=None if n == 0 else "hide-s") for n, entry in enumerate(work.menu(member.actor))]
    html(_demo(member), _strip(member, *ways, *menu, label="frame.work_menu"))


def work_top(member: Member) -> None:
    """Above a work page: the strip with the switches, then brand and work menu on one line."""
    reader = member.reader
    html(tag("a", member.t("frame.skip"), href="#main", class_="skip"), _demo(member),
         _strip(member, link(member.href("overview"), member.t("frame.to_public")), *frame.switches(reader), label="frame.tools"),
         tag("header", _work_menu(member), class_="mast work"), tag("span", id="main", tabindex="-1"))


def _strip(member: Member, *links: Markup, label: str) -> Markup:
    t = member.t
    who = span(tag("b", member.office), span(work.roles(member.actor, t), class_="roles"), class_="who")
    own = (link(member.href("me"), t("pages.me")), link(f"/account/logout?lang={member.language}", t("frame.sign_out")))
    return div(div(who, tag("nav", *links, *own, aria_label=t(label)), class_="in"), class_="signed")


def _work_menu(member: Member) -> Markup:
    t, here = member.t, member.address.page
    here = here if BY_KEY[here].menu == "work" else BY_KEY[here].parent
    waits = work.waiting(member.plan, member.workspace, member.actor, member.today)
    entries = [_entry(member, entry.key, waits, aria_current="page" if entry.key == here else None) for entry in work.menu(member.actor)]
    return join(span(link(member.href("overview"), t.pick(member.plan.head.short_name)), class_="brand"),
                tag("nav", *entries, class_="workmenu", aria_label=t("frame.work_menu")))


def _entry(member: Member, key: str, waits: dict[str, int], **attributes: object) -> Markup:
    """A link to a work page with what waits there, also read aloud."""
    t, n = member.t, waits.get(key, 0)
    count = (span(f"{n:,}", class_="n", aria_hidden="true"), hidden(", ", t("frame.waiting", n=n))) if n else None
    return link(member.href(key), t(f"pages.{key}"), count, **attributes)


def _demo(member: Member) -> Markup | None:
    return div(p(member.t("frame.demo")), class_="demo", role="note") if settings().demo else None


def closed(member: Member) -> None:
    """In place of a work page the person has no right to: why, and who could open it."""
    t, entry = member.t, BY_KEY[member.address.page]
    html(div(tag("h1", t("frame.no_right_title", page=t(f"pages.{entry.key}")), class_="big"),
             p(work.refusal(member.actor, entry.needs, t), class_="body"),
             p(link(member.href("rights"), t("frame.see_rights")), " · ", link(member.href("overview"), t("frame.back")), class_="body"), class_="head"))


def sign_in_first(reader) -> None:
    """In place of a work page for a visitor."""
    t = reader.t
    html(div(tag("h1", t("frame.sign_in_title"), class_="big"), p(t("frame.sign_in_text", page=t(f"pages.{reader.address.page}")), class_="body"),
             p(link(frame.sign_in(reader), t("frame.sign_in_here")), " · ", link(reader.href("overview"), t("frame.back")), class_="body"), class_="head"))
