"""The pages of getting in and out, as HTML that needs no script: one look, both languages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from tracker.charts.markup import Markup, div, join, link, p, tag
from tracker.domain.words import LANGUAGES
from tracker.domain.workspace import Person
from tracker.text import Wording

FORM_TOKEN = "form"  # the hidden field every form carries


@dataclass(frozen=True)
class Sheet:
    """What every one of these pages needs: its words, its own query (language, where to go on), the token of its forms,
    the head with the style sheets, and the names around the page."""

    t: Wording
    query: Mapping[str, str]
    form_token: str
    head: str
    site: str
    demo: bool

    def here(self, path: str, **changes: str) -> str:
        """An address of ours that keeps language and what else this page's address carries."""
        pairs = {name: value for name, value in {**self.query, **changes}.items() if value}
        return f"{path}?{urlencode(pairs)}" if pairs else path

    def whole(self, path: str, title: str, *body: object) -> str:
        """The page as a document."""
        t = self.t
        other = next(code for code in LANGUAGES if code != t.language)
        top = tag(
            "header", link(self.here("/", next="", token="", said=""), self.site, class_="brand"),
            link(self.here(path, lang=other), t(f"common.language_{other}"), lang=other, hreflang=other))
        strip = p(t("account.demo_strip"), class_="demo") if self.demo else None
        return (
            f'<!DOCTYPE html><html lang="{t.language}"><head><meta charset="utf-8">'
            '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex">'
            + tag("title", f"{title} · {self.site}") + self.head + "</head>"
            + tag("body", top, tag("main", strip, tag("h1", title), *body), class_="account") + "</html>")

    def form(self, path: str, *fields: object, **attributes: object) -> Markup:
        seal = tag("input", type="hidden", name_=FORM_TOKEN, value=self.form_token)
        return tag("form", seal, *fields, method="post", action=self.here(path, said=""), novalidate=True, **attributes)


def field(label: str, name: str, kind: str, complete: str, value: str = "", hint: str = "", first: bool = False) -> Markup:
    """A labelled field with its hint above it, read aloud with it."""
    made = tag("input", type=kind, id=name, name_=name, value=value or None, autocomplete=complete, required=True,
               autofocus=first, maxlength=200, aria_describedby=f"{name}-hint" if hint else None,
               autocapitalize="none", spellcheck="false")
    return div(tag("label", label, for_=name), p(hint, class_="hint", id=f"{name}-hint") if hint else None,
               made, class_="field")


def button(words: str, *, quiet: bool = False, name: str = "", value: str = "") -> Markup:
    return tag("button", words, type="submit", class_="quiet" if quiet else None, name_=name or None, value=value or None)


def alert(words: str) -> Markup | None:
    """What went wrong, read aloud at once; nothing where nothing did."""
    return div(p(words), class_="alert", role="alert") if words else None


def note(words: str) -> Markup | None:
    return div(p(words), class_="said", role="status") if words else None


def sign_in_page(sheet: Sheet, problem: str, said: str, name: str, provider: str, people: Iterable[Person]) -> str:
    """The way in: by password, through the provider where there is one, and in a demonstration as anybody listed."""
    t, offered = sheet.t, _demo_people(sheet, tuple(people))
    local = sheet.form(
        "/account/login", field(t("account.name"), "name", "text", "username", name, first=not (name or offered)),
        field(t("account.password"), "password", "password", "current-password", first=bool(name)), button(t("account.sign_in")))
    elsewhere = div(
        p(t("account.or"), class_="or"), link(sheet.here("/account/oidc/start", said=""), t("account.sign_in_with", name=provider), class_="button"),
    ) if provider else None
    if offered:
        local = tag("details", tag("summary", t("account.by_password")), local, open=bool(problem))
    return sheet.whole(
        "/account/login", t("account.sign_in_title"), note(said), alert(problem), p(t("account.sign_in_intro")),
        offered, local, elsewhere, p(t("account.forgotten"), class_="hint after"))


def _demo_people(sheet: Sheet, people: tuple[Person, ...]) -> Markup | None:
    if not people:
        return None
    t = sheet.t
    rows = [tag("li", div(tag("b", t.pick(person.office)), tag("span", person.code)),
                tag("button", t("account.demo_enter"), type="submit", name_="name", value=person.code,
                    aria_label=f"{t('account.demo_enter')}: {t.pick(person.office)}")) for person in people]
    return tag("section", tag("h2", t("account.demo_title")), p(t("account.demo_intro"), class_="hint"),
               sheet.form("/account/demo", tag("ul", *rows)), class_="people")


def sign_out_page(sheet: Sheet, person: Person | None) -> str:
    t, title = sheet.t, sheet.t("account.sign_out_title")
    if person is None:
        return sheet.whole("/account/logout", title, p(t("account.not_signed_in")), _ways(sheet))
    intro = t("account.sign_out_intro", name=person.code, office=t.pick(person.office))
    return sheet.whole("/account/logout", title, p(intro), sheet.form(
        "/account/logout", button(t("account.sign_out_here")),
        button(t("account.sign_out_everywhere"), quiet=True, name="everywhere", value="1")))


def join_page(sheet: Sheet, problem: str, name: str) -> str:
    """Choosing a password with a one-time link."""
    t = sheet.t
    return sheet.whole("/account/join", t("account.join_title"), alert(problem), p(t("account.join_intro", name=name)), sheet.form(
        "/account/join", _name_for_keepers(name), *_new_password(sheet, first=True), button(t("account.join"))))


def password_page(sheet: Sheet, problem: str, name: str) -> str:
    """Another password for whoever is signed in."""
    t = sheet.t
    return sheet.whole("/account/password", t("account.password_title"), alert(problem), p(t("account.password_intro", name=name)), sheet.form(
        "/account/password", _name_for_keepers(name),
        field(t("account.old_password"), "old", "password", "current-password", first=True), *_new_password(sheet), button(t("account.change"))))


def _new_password(sheet: Sheet, first: bool = False) -> tuple[Markup, Markup]:
    t = sheet.t
    return (field(t("account.new_password"), "password", "password", "new-password", hint=t("account.rule"), first=first),
            field(t("account.again"), "again", "password", "new-password"))


def _name_for_keepers(name: str) -> Markup:
    """Password managers want to know whose password it is; nobody else sees it."""
    made = tag("input", type="text", name_="name", value=name, autocomplete="username", hidden=True, readonly=True, tabindex="-1", aria_hidden="true")
    return made


def refusal_page(sheet: Sheet, path: str, title: str, words: str) -> str:
    """Why it did not work, and the way back to where it begins."""
    return sheet.whole(path, title, p(words), _ways(sheet))


def _ways(sheet: Sheet) -> Markup:
    t = sheet.t
    again = link(sheet.here("/account/login", token="", said=""), t("account.try_again"))
    return tag("nav", join(again, link(sheet.here("/", next="", token="", said=""), t("account.back"))), class_="ways")
