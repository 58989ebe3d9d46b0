"""The form with which anybody says that a number is wrong, as HTML that needs no script."""

from collections.abc import Mapping
from dataclasses import dataclass

from tracker.charts.markup import Markup, div, link, p, tag
from tracker.domain.tickets import LONGEST, SHORT
from tracker.server.account_pages import Sheet, button

PATH = "/correct"
TRAP, ONCE = "website", "once"  # a field no person sees, and the name of one intent
FIELDS = ("wrong", "should", "link")


@dataclass(frozen=True)
class Slip(Sheet):
    """A sheet whose query says which number it is about; other pages are told only the language."""

    def here(self, path: str, **changes: str) -> str:
        kept = self.query if path == PATH else {name: value for name, value in self.query.items() if name == "lang"}
        return Sheet(self.t, kept, self.form_token, self.head, self.site, self.demo).here(path, **changes)


def form_page(slip: Slip, place: str, typed: Mapping[str, str], wrong: Mapping[str, str], alert: str, once: str) -> str:
    """The form, with what was typed and what is to be mended, each at its field."""
    t = slip.t
    fields = (_area(slip, "wrong", LONGEST, typed, wrong), _line(slip, "should", "text", typed, wrong), _line(slip, "link", "url", typed, wrong))
    trap = div(tag("label", t("tickets.trap_label"), for_=TRAP), tag("input", type="text", id=TRAP, name_=TRAP, tabindex="-1", autocomplete="off"),
               class_="trap", aria_hidden="true")
    intent = tag("input", type="hidden", name_=ONCE, value=once)
    about = div(p(tag("b", t("tickets.form_place")), tag("br"), place or t("tickets.no_place")), class_="said")
    return slip.whole(PATH, t("tickets.form_title"), _alert(t, alert, wrong), p(t("tickets.form_intro")), about,
                      slip.form(PATH, intent, *fields, trap, button(t("tickets.send"))), p(t("tickets.form_public"), class_="hint after"))


def _alert(t, words: str, wrong: Mapping[str, str]) -> Markup | None:
    if wrong:
        items = (tag("li", link(f"#{name}", t(f"tickets.{name}_label")), ": ", wrong[name]) for name in FIELDS if name in wrong)
        return div(p(t("tickets.to_mend", n=len(wrong))), tag("ul", *items), class_="alert", role="alert")
    return div(p(words), class_="alert", role="alert") if words else None


def _described(name: str, wrong: Mapping[str, str]) -> dict[str, object]:
    return {"aria_describedby": f"{name}-hint" + (f" {name}-error" if name in wrong else ""), "aria_invalid": "true" if name in wrong else None}


def _field(slip: Slip, name: str, wrong: Mapping[str, str], made: Markup) -> Markup:
    t = slip.t
    error = p(wrong[name], class_="wrong", id=f"{name}-error") if name in wrong else None
    return div(tag("label", t(f"tickets.{name}_label"), for_=name), p(t(f"tickets.{name}_hint"), class_="hint", id=f"{name}-hint"), error, made, class_="field")


def _area(slip: Slip, name: str, most: int, typed: Mapping[str, str], wrong: Mapping[str, str]) -> Markup:
    made = tag("textarea", typed.get(name, ""), id=name, name_=name, rows="6", maxlength=most, required=True, **_described(name, wrong))
    return _field(slip, name, wrong, made)


def _line(slip: Slip, name: str, kind: str, typed: Mapping[str, str], wrong: Mapping[str, str]) -> Markup:
    made = tag("input", type=kind, id=name, name_=name, value=typed.get(name) or None, maxlength=SHORT, autocomplete="off", **_described(name, wrong))
    return _field(slip, name, wrong, made)


def taken_page(slip: Slip, code: str, public: str, back: str) -> str:
    """What was received, under which number, and where the answer will stand."""
    t = slip.t
    ways = tag("nav", link(public, t("tickets.see_public")), link(back, t("tickets.go_back")) if back else None, class_="ways")
    return slip.whole(PATH, t("tickets.taken_title"), div(p(t("tickets.taken", code=code)), class_="said", role="status"), p(t("tickets.taken_note")), ways)
