"""What can be found: one entry per goal, milestone, programme and so on, with its words prepared once per plan."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from tracker.domain.organisations import Organisation
from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES, NOTHING, Bilingual
from tracker.text import wording
from tracker.views.links import article_words
from tracker.views.pages import MENU, PATHS
from tracker.views.state import once

KINDS = ("area", "goal", "milestone", "indicator", "programme", "ministry", "article", "meeting", "resolution", "body", "page")
LATIN = re.compile(r"[a-z0-9]+")
_HANGUL = f"[{chr(0xAC00)}-{chr(0xD7A3)}]"
RUNS = re.compile(rf"[a-z0-9]+|{_HANGUL}+")


def plain(text: str) -> str:
    """Composed letters, small, so that equal words are equal."""
    return unicodedata.normalize("NFC", text).casefold()


def compact(text: str) -> str:
    """Letters and digits only: spacing and punctuation never decide whether a Korean compound is found."""
    return "".join(c for c in plain(text) if c.isalnum())


def runs(text: str) -> list[str]:
    """The words of a text, with Korean and Latin parts apart."""
    return RUNS.findall(plain(text))


def stem(word: str) -> str:
    """An English word without its plural ending."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def pairs(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters of a compact text."""
    return frozenset(text[n:n + 2] for n in range(len(text) - 1))


@dataclass(frozen=True)
class Words:
    """Texts prepared for finding: their words in compact form, a bar before each and two between texts, and the stems of
    the Latin ones."""

    barred: str
    stems: tuple[str, ...]

    def holds(self, token: str) -> bool:
        """A Korean token anywhere in a word, or over several from the beginning of one on, since spacing varies; a Latin one
        as a word, or as the beginning of one from three letters on."""
        if not LATIN.fullmatch(token):
            return token in self.barred or re.search(r"\|" + r"\|?".join(token), self.barred) is not None
        wanted = stem(token)
        return any(word == wanted or (len(wanted) > 2 and word.startswith(wanted)) for word in self.stems)


def words_of(*texts: str) -> Words:
    return Words("|".join("".join(f"|{compact(word)}" for word in text.split()) for text in texts), tuple(stem(w) for text in texts for w in LATIN.findall(plain(text))))


@dataclass(frozen=True)
class Entry:
    """`page` and `query` are its address; `around` stands below its name in results; `also` is searched, not shown."""

    kind: str
    code: str
    page: str
    query: tuple[tuple[str, str], ...]
    name: Bilingual
    around: Bilingual
    codes: frozenset[str]
    also: Bilingual = NOTHING

    @cached_property
    def named(self) -> Words:
        return words_of(self.name.ko, self.name.en)

    @cached_property
    def everything(self) -> Words:
        return words_of(*(said for words in (self.name, self.around, self.also) for said in (words.ko, words.en)))

    @cached_property
    def name_pairs(self) -> frozenset[str]:
        return pairs(compact(self.name.ko)) | pairs(compact(self.name.en))

    @property
    def address(self) -> str:
        return PATHS[self.page] + "".join(f"?{k}={v}" for k, v in self.query)


def entries(plan: Plan) -> tuple[Entry, ...]:
    """Everything that can be found in a plan, worked out once."""
    return once(plan, date.min, "search", lambda: tuple(_entries(plan)))


def _entries(plan: Plan):
    org = {o.code: o for o in plan.organisations}
    led = lambda *codes: {"around": _joined(*(_short(org[c]) for c in codes if c)), "also": _joined(*(org[c].name for c in codes if c))}  # noqa: E731
    for a in plan.areas:
        yield _entry("area", a.code, "area", a.name, plan.pillar(a.pillar).name)
    for g in plan.goals:
        yield _entry("goal", g.code, "goal", g.name, plan.area(g.area).name, _short_code(g.code), **led(*g.leads))
    for m in plan.milestones:
        yield _entry("milestone", m.code, "milestone", m.title, plan.goal(m.goal).name, *_milestone_codes(m), **led(m.lead))
    for i in plan.indicators:
        yield _entry("indicator", i.code, "indicator", i.name, NOTHING, **led(i.lead))
    for p in plan.programmes:
        yield _entry("programme", p.code, "programme", p.name, NOTHING, p.budget_code, **led(p.ministry))
    for o in plan.organisations:
        yield _entry("ministry", o.code, "ministry", o.name, Bilingual(_other(o.short.ko, o.name.ko), o.code), *filter(None, (o.short.ko, o.short.en)))
    yield from _of_the_committee(plan)
    for page in MENU:
        if page.key != "search":
            yield Entry("page", page.key, page.key, (), _said(plan, f"pages.{page.key}"), _said(plan, f"search.about_{page.key}"), frozenset())


def _of_the_committee(plan: Plan):
    for a in plan.articles:
        ko, en = (article_words(wording(language), a.code) for language in LANGUAGES)
        yield _entry("article", a.code, "", Bilingual(f"{ko} {a.title.ko}", f"{en}, {a.title.en}"), a.what, ko, ko[1:], en, part="articles")
    for m in plan.meetings:
        yield _entry("meeting", m.code, "", _joined(m.body, m.kind), _joined(*(x.title for x in m.agenda), m.outcome), part="meetings")
    for r in plan.resolutions:
        yield _entry("resolution", r.code, "", r.title, _joined(r.decision, r.responsible, r.deadline), part="resolutions")
    for b in plan.bodies:
        yield _entry("body", b.code, "", b.name, _joined(b.head, b.role), part="bodies")


def _entry(kind: str, code: str, page: str, name: Bilingual, of: Bilingual, *codes: str, part: str = "",
           around: Bilingual = NOTHING, also: Bilingual = NOTHING) -> Entry:
    """An entry with a page of its own, or standing in a `part` of the committee's page."""
    query = (("part", part),) if part else (("code", code),)
    return Entry(kind, code, page or "committee", query, name, _joined(of, around), frozenset(map(code_form, (code, *codes))), also)


def code_form(text: str) -> str:
    """A code as it is compared: small, without blanks."""
    return plain(text).replace(" ", "")


def _short_code(code: str) -> str:
    """T07 is also found as T7."""
    return code[0] + code[1:].lstrip("0")


def _milestone_codes(milestone) -> tuple[str, str]:
    """M07-01 is recommendation 7.1 of the plan, and is also found as M7-1."""
    number = milestone.goal[1:].lstrip("0")
    return f"{number}.{milestone.seq}", f"M{number}-{milestone.seq}"


def _other(name: str, than: str) -> str:
    return name if name != than else ""


def _short(organisation: Organisation) -> Bilingual:
    """As lists print it: the short name in Korean, the abbreviation in English."""
    return Bilingual(organisation.short.ko or organisation.name.ko, organisation.code)


def _joined(*parts: Bilingual) -> Bilingual:
    return Bilingual(" · ".join(p.ko for p in parts if p.ko), " · ".join(p.en for p in parts if p.en)) if parts else NOTHING


def _said(plan: Plan, key: str) -> Bilingual:
    return Bilingual(*(wording(language).of(plan.head)(key) for language in LANGUAGES))
