"""Parts of the page on people: the form of an account, the one-time link, what shuts an account and opens it again."""

import streamlit as st

from tracker.charts import people_tables as draw
from tracker.charts.markup import div, p, tag
from tracker.config import settings
from tracker.domain.actors import Role
from tracker.domain.words import LANGUAGES, Bilingual
from tracker.domain.workspace import Person
from tracker.pages import components as c
from tracker.services import accounts
from tracker.ui import acts
from tracker.ui.forms import Form, error_summary
from tracker.ui.member import Member, caller
from tracker.views import people as view

LINK = "fresh_link"
FIELDS = ("office_ko", "office_en", "roles", "ministries", "email", "language")


def new_form(member: Member) -> None:
    """An empty account; it is made with a one-time link that is shown once."""
    t = member.t
    with st.container(key="narrow_person"):
        form = _fields(member, "person_new", with_code=True)
    with acts.bar(t, errors=len(form.errors)):
        st.button(t("people.make"), key="make_person", type="primary", shortcut="Ctrl+Enter", on_click=_make, args=(form,))


def change_form(member: Member, person: Person) -> None:
    t = member.t
    start = {"office_ko": person.office.ko, "office_en": person.office.en, "roles": [r.value for r in person.roles],
             "ministries": list(person.ministries), "email": person.email, "language": person.language}
    with st.container(key="narrow_person"):
        form = _fields(member, f"person_{person.code}", start=start)
        form.text("reason", t("people.reason"), hint=t("people.reason_hint"))
    with acts.bar(t, errors=len(form.errors)):
        st.button(t("people.save"), key="save_person", type="primary", shortcut="Ctrl+Enter", on_click=_save,
                  args=(form, person.code, member.version(f"person/{person.code}")))


def _fields(member: Member, name: str, start: dict | None = None, with_code: bool = False) -> Form:
    t, wrong = member.t, acts.errors(name)
    form = Form(t, name, errors=wrong | {half: wrong["office"] for half in ("office_ko", "office_en") if "office" in wrong})
    form.start(start or {"language": member.language})
    error_summary(t, [(t(f"people.col_{field}"), words) for field, words in wrong.items()])
    if with_code:
        form.text("code", t("people.col_code"), hint=t("people.code_hint"))
    form.text("office_ko", t("people.office_ko"), hint=t("people.office_hint"))
    form.text("office_en", t("people.office_en"))
    form.many("roles", t("people.col_roles"), view.role_options(t))
    form.several("ministries", t("people.col_ministries"), view.ministry_options(member.plan, t), hint=t("people.ministries_hint"))
    form.text("email", t("people.col_email"), hint=t("people.email_hint"))
    form.choice("language", t("people.language"), [(code, t(f"common.language_{code}")) for code in LANGUAGES])
    return form


def _typed(form: Form) -> dict[str, object]:
    held = form.typed(*FIELDS)
    return {"office": Bilingual(held["office_ko"].strip(), held["office_en"].strip()), "email": held["email"].strip(),
            "roles": tuple(role for role in Role if role in (held["roles"] or ())), "ministries": tuple(held["ministries"] or ()),
            "language": held["language"] or "ko"}


def _make(form: Form) -> None:
    code = str(form.value("code")).strip().lower()
    token = acts.attempt(form.t, form.name, lambda: accounts.add_person(caller(), Person(code, **_typed(form))))
    if token:
        st.session_state[LINK] = ("", code, token)
        form.clear()


def _save(form: Form, code: str, seen: int) -> None:
    changes, reason = _typed(form), str(form.value("reason"))
    saved = lambda: accounts.change_person(caller(), code, reason, seen, **changes) or code
    if acts.attempt(form.t, form.name, saved, form.t("people.saved")):
        form.clear()


def fresh_link(member: Member, page: str) -> None:
    """The one-time link made on this page a moment ago. It is kept nowhere and shown until the page is left."""
    shown, code, token = st.session_state.get(LINK, (None, "", ""))
    if shown != page:
        st.session_state.pop(LINK, None)
        return
    t, site = member.t, settings().address or "/".join((st.context.url or "").split("/")[:3])
    c.html(div(p(tag("b", t("people.link_made", code=code))), p(tag("code", f"{site}/account/join?token={token}"), class_="body"),
               p(t("people.link_once"), class_="small"), class_="receipt", role="status"))


def access(member: Member, person: Person) -> None:
    """Where the person is signed in, and what takes access away or gives it back. Each is pressed twice."""
    t, code = member.t, person.code
    signed_in = accounts.sessions_of_person(member.caller, code)
    rows = view.sessions(signed_in, "", t)
    c.section(t("people.access"), t("people.access_subtitle", n=len(rows)), draw.sessions(rows, t) if rows else p(t("people.no_sessions"), class_="body"))
    with st.container(horizontal=True, key="access"):
        if person.disabled:
            _twice(member, code, "enable", lambda: accounts.enable(caller(), code))
            return
        _twice(member, code, "disable", lambda: accounts.disable(caller(), code))
        _twice(member, code, "end", lambda: accounts.end_sessions_of(caller(), code))
        if not person.issuer:
            _twice(member, code, "reset", lambda: _reset(code))


def _reset(code: str) -> None:
    st.session_state[LINK] = (code, code, accounts.reset(caller(), code))


def _twice(member: Member, code: str, what: str, do) -> None:
    t = member.t
    words = (t(f"people.{what}"), t("people.sure", what=t(f"people.{what}")), "")
    acts.ask_twice(f"{what}_{code}", words, lambda: acts.attempt(t, f"person_{code}", do, t(f"people.{what}_done")))


