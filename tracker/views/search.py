"""Search over everything in the plan: codes, Korean nouns in any spacing, names of ministries, English words."""

import re
from dataclasses import dataclass
from datetime import date

from tracker.domain.plan import Plan
from tracker.domain.words import LANGUAGES
from tracker.text import wording
from tracker.views.datasets import Column, Dataset
from tracker.views.pages import Facts
from tracker.views.search_index import KINDS, LATIN, Entry, code_form, compact, entries, pairs, runs, stem

# How good a hit is: its own code, the whole name, its beginning, inside it, every word in it, words around it, likeness.
CODE, WHOLE, BEGINNING, INSIDE, NAMED, AROUND, NEAR = 1000, 900, 700, 600, 500, 200, 100
ALIKE = 0.33  # part of a Korean query's letter pairs a name must share to be near: one wrong letter of four
ALIKE_LATIN = 0.6
MOST_NEAR = 20
SHOWN = 8  # hits of a kind before the rest folds


@dataclass(frozen=True)
class Hit:
    entry: Entry
    score: float


@dataclass(frozen=True)
class Found:
    """`near`: nothing holds the words as written; these are alike. `tokens` are what is marked."""

    query: str
    hits: tuple[Hit, ...]
    near: bool
    tokens: tuple[str, ...]


def find(plan: Plan, query: str) -> Found:
    """The hits, best first; in plan order where equally good."""
    query = " ".join(query.split())
    tokens = tuple(runs(query))
    wanted = [_alternatives(plan, token) for token in tokens]
    scored = ((e, _score(e, query, wanted)) for e in entries(plan)) if query else ()
    hits = _without_chance(tuple(sorted((Hit(e, score) for e, score in scored if score), key=lambda h: -h.score)))
    marked = tuple(dict.fromkeys(word for group in wanted for word in group))
    if hits or not tokens:
        return Found(query, hits, False, marked)
    return Found(query, _near(plan, compact(query)), True, marked)


def _without_chance(hits: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """Beside the one thing whose code was typed, entries that merely hold its digits somewhere are chance."""
    coded = [h for h in hits if h.score == CODE and h.entry.kind != "ministry"]
    return tuple(h for h in hits if h.score > NAMED - 1) if coded else hits


def _alternatives(plan: Plan, token: str) -> tuple[str, ...]:
    """The token, what is meant by it, and the short name of a ministry it abbreviates."""
    said = [b for a, b in _synonyms(plan) if a == stem(token)] + [a for a, b in _synonyms(plan) if b == stem(token)]
    return tuple(dict.fromkeys([token, *said, *_ministries(plan, token)]))


def _synonyms(plan: Plan) -> list[tuple[str, str]]:
    return [tuple(pair.split("=")) for language in LANGUAGES for pair in wording(language).of(plan.head)("search.synonyms").split("|")]


def _ministries(plan: Plan, token: str) -> list[str]:
    """Short names of ministries whose full name the token abbreviates: first and last letter agree, the rest in order."""
    if len(token) < 3 or LATIN.fullmatch(token):
        return []
    full = {compact(o.name.ko): compact(o.short.ko) for o in plan.organisations}
    return [short for name, short in full.items() if name != token and _abbreviates(token, name)]


def _abbreviates(token: str, name: str) -> bool:
    letters = iter(name)
    return name[:1] == token[0] and name[-1:] == token[-1] and all(c in letters for c in token)


def _score(entry: Entry, query: str, wanted: list[tuple[str, ...]]) -> float:
    """0 where the entry does not hold every word; a shorter name first among equals."""
    if code_form(query) in entry.codes or _is_ministry(entry, wanted):
        return CODE
    if not wanted or not _holds(entry.everything, wanted):
        return 0
    return _closeness(entry, query, wanted) - min(len(entry.name.ko or entry.name.en), 99) / 100


def _is_ministry(entry: Entry, wanted: list[tuple[str, ...]]) -> bool:
    return entry.kind == "ministry" and len(wanted) == 1 and any(token in entry.codes for token in wanted[0])


def _holds(words, wanted: list[tuple[str, ...]]) -> bool:
    return all(any(words.holds(token) for token in group) for group in wanted)


def _closeness(entry: Entry, query: str, wanted: list[tuple[str, ...]]) -> int:
    if not _holds(entry.named, wanted):
        return AROUND
    whole, names = compact(query), [compact(entry.name.ko), compact(entry.name.en)]
    if whole in names:
        return WHOLE
    if any(name.startswith(whole) for name in names):
        return BEGINNING
    return INSIDE if any(whole in name for name in names) else NAMED


def _near(plan: Plan, query: str) -> tuple[Hit, ...]:
    """Names that share most letter pairs with the query."""
    asked = pairs(query)
    least = ALIKE_LATIN if query.isascii() else ALIKE
    if len(asked) < 2:
        return ()
    shares = ((e, len(asked & e.name_pairs) / len(asked)) for e in entries(plan))
    alike = [Hit(e, NEAR * share) for e, share in shares if share >= least]
    return tuple(sorted(alike, key=lambda h: -h.score)[:MOST_NEAR])


def groups(found: Found) -> list[tuple[str, list[Hit]]]:
    """Hits by kind: kinds where a code or a whole name was hit first, then in the order of the plan."""
    by_kind = [(kind, [h for h in found.hits if h.entry.kind == kind]) for kind in KINDS]
    return sorted(((kind, hits) for kind, hits in by_kind if hits), key=lambda pair: pair[1][0].score <= WHOLE - 1)


def marked(text: str, tokens: tuple[str, ...]) -> list[tuple[str, bool]]:
    """The text in pieces, those that were searched for marked; a Korean token also across blanks."""
    spans = sorted(m.span() for token in tokens for m in re.finditer(_pattern(token), text, re.IGNORECASE))
    pieces, at = [], 0
    for first, last in spans:
        if last > at:
            pieces += [(text[at:max(first, at)], False), (text[max(first, at):last], True)]
            at = last
    return [(piece, hit) for piece, hit in (*pieces, (text[at:], False)) if piece]


def _pattern(token: str) -> str:
    if LATIN.fullmatch(token):
        tail = "[a-z0-9]*" if len(stem(token)) > 2 else "s?(?![a-z0-9])"
        return rf"(?<![a-z0-9]){re.escape(stem(token))}{tail}"
    return r"[\W_]*".join(map(re.escape, token))


def finding(found: Found, t) -> str:
    n = len(found.hits)
    key = "empty" if not found.query else "none" if not n else "near" if found.near else "one" if n == 1 else ""
    return t(f"search.finding_{key}" if key else "search.finding", q=found.query, n=n)


def facts(plan: Plan, as_of: date, t, query: dict[str, str]) -> Facts:
    found = find(plan, query.get("q", ""))
    counts = [t("search.group", kind=t(f"search.kind_{kind}"), n=len(hits)) for kind, hits in groups(found)]
    return Facts("", finding(found, t), tuple(counts or [t("search.note")]))


def examples(t) -> list[str]:
    return t("search.examples").split("|")


def rows(plan: Plan, as_of: date, t, filters: dict[str, str]) -> list[dict]:
    """The hits of `q` as the page shows them, by kind."""
    found = find(plan, filters.get("q", ""))
    return [{"kind": kind, "code": h.entry.code, "title": t.pick(h.entry.name), "below": t.pick(h.entry.around) or None,
             "score": round(h.score, 2), "address": h.entry.address} for kind, hits in groups(found) for h in hits]


DATASETS = (Dataset("search", tuple(Column(key, kind) for key, kind in (
    ("kind", "code"), ("code", "code"), ("title", "text"), ("below", "text"), ("score", "number"), ("address", "text"))), rows, ("q",)),)
