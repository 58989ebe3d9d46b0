"""People and roles: everybody with what they may do, one person at a time to change, and new accounts with a one-time link."""

from tracker.charts import people_tables as draw
from tracker.charts.markup import link, p
from tracker.pages import components as c
from tracker.ui import acts, people_parts as parts
from tracker.ui.member import Member
from tracker.views import people as view


def render(member: Member) -> None:
    if member.value("code"):
        _one(member, member.value("code"))
    elif member.value("show") == "new":
        _new(member)
    else:
        _all(member)


def _all(member: Member) -> None:
    t, rows = member.t, view.rows(member.plan, member.workspace, member.t)
    c.heading(member, t("pages.people"), view.finding(member.workspace, t))
    c.html(p(link(member.href("people", show="new"), t("people.add")), " · ", link(member.href("rights"), t("people.rights")), class_="body"),
           draw.people(rows, t, member.look))


def _new(member: Member) -> None:
    t = member.t
    c.crumbs(member, (t("pages.people"), member.href("people")))
    c.heading(member, t("people.add"), note=t("people.add_note"), after_crumbs=True)
    parts.fresh_link(member, "")
    parts.new_form(member)


def _one(member: Member, code: str) -> None:
    t, person = member.t, member.workspace.person(code)
    c.crumbs(member, (t("pages.people"), member.href("people")))
    c.heading(member, t.pick(person.office), note=f"{code} · {t('people.state_' + view.row(member.plan, person, t)['state'])}", after_crumbs=True)
    acts.outcome(f"person_{code}")
    parts.fresh_link(member, code)
    parts.change_form(member, person)
    parts.access(member, person)
    c.html(p(link(member.href("log", of=f"person/{code}"), t("people.log")), class_="body"))
