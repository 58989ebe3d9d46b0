"""What every form is made of. One line per field:

    form = Form(member.t, f"report_{code}", errors={"summary": t("…")}, keep=keep_draft)
    form.start({"state": "completed", "summary": ""})            # only where nothing is typed yet
    form.choice("state", t("…"), (("in_progress", t("…")), ("completed", t("…"))))
    on = form.day("completed_on", t("…"), member.today)      # Period or None, read back in words
    form.text("title", t("…"), hint=t("…"))
    form.area("summary", t("…"), limit=200)
    form.tick("public", t("…"))
    file = form.upload("file", t("…"), ("pdf", "png"))
    form.typed("state", "summary")                                # {"state": "completed", "summary": "…"}

Hint and error stand in the label: read aloud, above the field, and no focus is lost when they change. Nothing structural
may depend on validity: same keys, same order, same kinds in every run, or what is being typed is lost. Bars, receipts and
buttons that ask twice are in `tracker.ui.acts`, the table of a conflict in `tracker.ui.conflict`.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import streamlit as st

from tracker.charts.markup import Markup, div, p, span, tag
from tracker.domain.errors import BadInput
from tracker.domain.periods import Period, day
from tracker.domain.typed_dates import typed_day, typed_period
from tracker.pages.components import html
from tracker.text import Wording

Options = Sequence[tuple[str, str]]  # (value, words) in order
# What Streamlit would read as Markdown in a label. As little as possible is escaped: programs that read aloud say the escapes.
SPECIAL = re.compile(r"[\\*`\[\]$~<]|:(?=[a-z])|(?<!\w)_|_(?!\w)")


def label(name: str, hint: str = "", error: str = "") -> str:
    """The label of a field with its hint or, in its place, what is wrong. Streamlit reads labels as Markdown."""
    name = plain(name)
    return f"{name} **{plain(error)}**" if error else f"{name} *{plain(hint)}*" if hint else name


def plain(words: str) -> str:
    """Words that mean themselves in a label: no emphasis, no links, no colours."""
    return SPECIAL.sub(r"\\\g<0>", str(words).replace("://", ":\u200b//").strip())


@dataclass(frozen=True)
class Form:
    """The fields of one form. `name` is unique among the forms of a page; `errors` are sentences by field, given only
    after the first try; `keep(field)` is called whenever a field was changed."""

    t: Wording
    name: str
    errors: Mapping[str, str] = field(default_factory=dict)
    keep: Callable[[str], None] | None = None
    frozen: bool = False

    def key(self, name: str) -> str:
        """The name of a field in the session, also the CSS hook `.st-key-fld_<key>` of its box."""
        return f"f_{self.name}_{name}"

    def start(self, values: Mapping[str, object]) -> None:
        """First values of fields that hold nothing yet; call before they are drawn."""
        for name, value in values.items():
            st.session_state.setdefault(self.key(name), value)

    def set(self, name: str, value: object) -> None:
        """Another value, before the field is drawn or in a callback."""
        st.session_state[self.key(name)] = value

    def value(self, name: str, otherwise: object = "") -> object:
        """What the field holds; `otherwise` where it holds nothing."""
        held = st.session_state.get(self.key(name))
        return otherwise if held is None else held

    def typed(self, *names: str) -> dict[str, object]:
        return {name: self.value(name) for name in names}

    def clear(self, *names: str) -> None:
        """Forgets what the fields hold, all of the form's where none is named."""
        doomed = [self.key(n) for n in names] or [k for k in st.session_state if str(k).startswith(self.key(""))]
        for key in doomed:
            st.session_state.pop(key, None)

    @contextmanager
    def _box(self, name: str) -> Iterator[None]:
        with st.container(key=f"fld_{self.name}_{name}", gap=None):  # this key never changes, or the focus would be lost
            yield

    def _common(self, name: str, words: str, hint: str) -> dict[str, object]:
        return {"label": label(words, hint, self.errors.get(name, "")), "key": self.key(name), "disabled": self.frozen,
                "on_change": self.keep, "args": (name,) if self.keep else None}

    def text(self, name: str, words: str, hint: str = "", placeholder: str = "", width: int | str = "stretch") -> str:
        with self._box(name):
            return st.text_input(**self._common(name, words, hint), placeholder=placeholder or None, width=width)

    def secret(self, name: str, words: str, hint: str = "") -> str:
        with self._box(name):
            return st.text_input(**self._common(name, words, hint), type="password", autocomplete="off")

    def area(self, name: str, words: str, hint: str = "", limit: int = 0, height: int = 92) -> str:
        """Longer text. With `limit` the hint counts; longer text is a matter for the service, nothing is cut off."""
        used = len(str(self.value(name)))
        counted = self.t("forms.counted", used=used, limit=limit) if limit else ""
        with self._box(name):
            return st.text_area(**self._common(name, words, " · ".join(filter(None, (hint, counted)))), height=height)

    def choice(self, name: str, words: str, options: Options, hint: str = "") -> str | None:
        """Two to four choices side by side; one click, arrow keys. None until chosen."""
        return self._buttons(st.segmented_control, name, words, options, hint)

    def pills(self, name: str, words: str, options: Options, hint: str = "") -> str | None:
        """Four to eight short choices. None until chosen."""
        return self._buttons(st.pills, name, words, options, hint)

    def _buttons(self, draw: Callable, name: str, words: str, options: Options, hint: str) -> str | None:
        with self._box(name):
            return draw(options=[value for value, _ in options], format_func=_worded(options), required=True, **self._common(name, words, hint))

    def many(self, name: str, words: str, options: Options, hint: str = "") -> list[str]:
        """Any number of few choices."""
        with self._box(name):
            return st.pills(options=[value for value, _ in options], format_func=_worded(options), selection_mode="multi",
                            **self._common(name, words, hint))

    def select(self, name: str, words: str, options: Options, hint: str = "") -> str | None:
        """One of many; starts empty, so that nothing is handed in that nobody chose."""
        with self._box(name):
            return st.selectbox(options=[value for value, _ in options], format_func=_worded(options), index=None,
                                placeholder=self.t("common.choose"), **self._common(name, words, hint))

    def several(self, name: str, words: str, options: Options, hint: str = "") -> list[str]:
        """Several of many."""
        with self._box(name):
            return st.multiselect(options=[value for value, _ in options], format_func=_worded(options),
                                  placeholder=self.t("common.choose"), **self._common(name, words, hint))

    def tick(self, name: str, words: str, hint: str = "") -> bool:
        with self._box(name):
            return st.checkbox(**self._common(name, words, hint))

    def day(self, name: str, words: str, today: date, hint: str = "", more: object = None, whole: bool = False) -> Period | None:
        """A date typed as text: `20260225`, `0225`, `2026. 2. 25.`; unless `whole` days are wanted also `2026 Q4`, `2026. 12.`.
        What was understood stands beside the field in words, `more` behind it (a computed status). None where unreadable."""
        found = read_date(str(self.value(name)), today, whole)
        with self._box(name), st.container(horizontal=True, key=f"day_{self.name}_{name}", vertical_alignment="bottom", gap="small"):
            st.text_input(**self._common(name, words, hint or self.t("forms.day_hint" if whole else "forms.period_hint")), width=280)
            html(div(*self._read_back(name, found, more), class_="readback"))
        return found

    def _read_back(self, name: str, found: Period | None, more: object) -> tuple[object, ...]:
        if found is None:
            return (span(self.t("forms.unreadable"), class_="muted"),) if self.value(name) else (span("\u00a0"),)
        return (span(self.t.period(found)), *([" ", more] if more else []))

    def upload(self, name: str, words: str, kinds: Sequence[str], hint: str = ""):
        """A file of these kinds (endings without dot); Streamlit's UploadedFile or None. The service looks at the content."""
        with self._box(name):
            return st.file_uploader(type=list(kinds), **self._common(name, words, hint or self.t("forms.upload_hint", kinds=" · ".join(kinds).upper())))


def read_date(text: str, today: date, whole: bool = False) -> Period | None:
    """What a typed date means: a day, else (unless only `whole` days count) a month, quarter, half-year or year."""
    found = typed_day(text, today)
    return day(found) if found else None if whole else typed_period(text, today)


def _worded(options: Options) -> Callable[[str], str]:
    """For lists and pills: each value in its words, which are Markdown to Streamlit as well."""
    words = {value: plain(shown) for value, shown in options}
    return lambda value: words.get(value, str(value))


def sentences(bad: BadInput, t: Wording) -> dict[str, str]:
    """What is wrong, by field: the errors of a Form. Several about one field follow one another."""
    found: dict[str, str] = {}
    for problem in bad.problems:
        words = t(f"problem.{problem.key}", **({"value": problem.value, "column": problem.column} | dict(problem.values)))
        found[problem.column] = f"{found[problem.column]} {words}" if problem.column in found else words
    return found


def error_summary(t: Wording, problems: Sequence[tuple[str, str]]) -> None:
    """Above a form after a try that failed: every field by name with what to mend. Nothing where nothing is wrong."""
    if problems:
        items = (tag("li", tag("b", name), " ", sentence) for name, sentence in problems)
        html(div(p(tag("b", t("forms.to_mend", n=len(problems)))), tag("ol", *items), class_="problems", role="alert"))


def context(*children: object) -> Markup:
    """The grey box beside a form: what one must have in view while typing."""
    return div(*children, class_="context")


def pairs(*rows: tuple[object, object]) -> Markup:
    """Label and value under one another."""
    return tag("dl", *(div(tag("dt", name), tag("dd", value)) for name, value in rows), class_="pairs")
