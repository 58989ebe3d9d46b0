"""What can be edited: kinds with their counts, lists with search and pages, the parts of an object, where it is shown."""


from tracker.domain.editable import ROOTS, Editable, Input, Need, Piece
from tracker.domain.log import Entry
from tracker.domain.plan import Plan
from tracker.domain.plan_checks import remainder
from tracker.domain.records import PARTS, group_of, key_of
from tracker.domain.sources import Origin
from tracker.views import origins
from tracker.views.edit_forms import field_name, in_words, named, title

PER_PAGE = 25
FOUND_AT_ONCE = 30
LAST_CHANGES = 6
_KNOWN_OR_NOT = frozenset({Input.NUMBER, Input.MONEY, Input.PERIOD, Input.DAY})  # empty means nobody knows, not that there is none
# The page an object is shown on, and the query that names it.
_SHOWN = {"goal": ("goal", "code"), "milestone": ("milestone", "code"), "indicator": ("indicator", "code"), "programme": ("programme", "code"),
          "meeting": ("committee", ""), "resolution": ("committee", ""), "check": ("committee", ""), "legal_event": ("committee", ""),
          "measure": ("supports", ""), "source": ("data", ""), "organisation": ("ministry", "code")}


def kinds(plan: Plan, t) -> list[dict]:
    """Every kind of object that can be edited, with how many there are."""
    return [{"word": rule.word, "name": t(f"edit.plural.{rule.word}"), "about": t(f"edit.about.{rule.word}"),
             "count": len(getattr(plan, group_of(rule.word).field)), "addable": rule.adding is not Need.NEVER} for rule in ROOTS]


def listing(plan: Plan, t, word: str, q: str = "") -> list[dict]:
    """The objects of a kind whose code, name or lead holds every word of `q`."""
    wanted = q.casefold().split()
    rows = [_row(plan, t, value) for value in getattr(plan, group_of(word).field)]
    return [r for r in rows if all(w in f"{r['code']} {r['title']} {r['other']}".casefold() for w in wanted)]


def _row(plan: Plan, t, value: object) -> dict:
    words = next((w for name in ("name", "title", "fact") if (w := getattr(value, name, None)) is not None), None)
    other = f"{words.ko} {words.en}" if words is not None else ""
    return {"key": key_of(value), "code": getattr(value, "code", ""), "title": title(t, value) or _link_title(plan, t, value), "more": _more(plan, t, value),
            "other": f"{other} {getattr(value, 'url', '')}", "incomplete": bool(words is not None and words.ko and not words.en)}


def _link_title(plan: Plan, t, value: object) -> str:
    return f"{title(t, plan.indicator(value.indicator))} → {value.goal}" if hasattr(value, "indicator") else ""


def _more(plan: Plan, t, value: object) -> str:
    """One thing that tells objects of the same name apart."""
    for name, word in (("goal", "goal"), ("ministry", "organisation"), ("lead", "organisation"), ("area", "area"), ("meeting", "meeting")):
        if code := getattr(value, name, None):
            return named(plan, t, word, code) if word != "area" else t.pick(plan.area(code).name)
    if hasattr(value, "on"):
        return t.period(value.on)
    return getattr(value, "url", "") if hasattr(value, "publisher") else t.pick(value.short) if hasattr(value, "short") else ""


def search(plan: Plan, t, q: str) -> list[dict]:
    """Objects of any kind that fit, codes that fit whole first."""
    found = [row | {"kind": t(f"edit.kind.{rule.word}")} for rule in ROOTS for row in listing(plan, t, rule.word, q)]
    return sorted(found, key=lambda r: r["code"].casefold() != q.strip().casefold())


def last_codes(plan: Plan, rule: Editable) -> list[str]:
    """The codes given last, to go on in their manner."""
    return [v.code for v in getattr(plan, group_of(rule.word).field)[-5:] if hasattr(v, "code")]


def pages(count: int, asked: str) -> tuple[int, int]:
    """The page meant, within what there is, and how many there are."""
    last = max((count + PER_PAGE - 1) // PER_PAGE, 1)
    return min(max(int(asked) if asked.isdigit() else 1, 1), last), last


def part_table(plan: Plan, t, rule: Editable, slots, texts: list[dict[str, str]]) -> tuple[list[str], list[list[str]], frozenset[int]]:
    """Parts as a table: the fields that say most, in words; of a pair of languages the reader's. And which columns are numbers."""
    shown = [s for s in slots if _column(t, rule, s)]
    head = [field_name(t, rule, s) for s in shown]
    body = [[in_words(plan, t, s, _text(t, s, row)) or t("common.no_data" if s.input in _KNOWN_OR_NOT else "common.none") for s in shown] for row in texts]
    return head, body, frozenset(i for i, s in enumerate(shown) if i and s.input in (Input.NUMBER, Input.MONEY))


def _column(t, rule: Editable, slot) -> bool:
    if slot.name.startswith("source_") or slot.name in ("confidence", "page") or slot.field in ("note", "made_by", "reason"):
        return False
    return not slot.language or slot.language == t.language


def _text(t, slot, row: dict[str, str]) -> str:
    other = {"ko": "en", "en": "ko"}.get(slot.language, "")
    return row.get(slot.name) or (row.get(slot.name[:-2] + other, "") if other else "")


def remainder_words(t, links) -> str:
    """The part of a programme no link speaks for."""
    left = remainder(links)
    return t("edit.remainder_unknown") if left is None else t("edit.remainder", share=left)


def shown_at(t, piece: Piece, code: str) -> list[tuple[str, dict[str, str], str]]:
    """(page, its query, its name) of where the public sees the object."""
    if piece.root.word == "indicator_link":
        indicator, _, goal = code.partition("~")
        return [("indicator", {"code": indicator}, t("pages.indicator")), ("goal", {"code": goal}, t("pages.goal"))]
    if piece.root.word not in _SHOWN:
        return []
    page, name = _SHOWN[piece.root.word]
    return [(page, {name: code} if name else {}, t(f"pages.{page}"))]


def sources(plan: Plan, t, value: object) -> list[dict]:
    """Where the object and its parts come from, each once."""
    held = [value, *(part for field in vars(value).values() if isinstance(field, tuple) for part in field if type(part) in PARTS)]
    found = [o for v in held if isinstance(o := getattr(v, "origin", None), Origin) and o.url]
    return [origins.named(plan, t, o) | {"published": origins.published_words(t, o.published)} for o in {(o.url, o.published): o for o in found}.values()]


def last_said(t, entries: list[Entry], clock) -> str:
    """Who saved last and when, as the head of a conflict says it."""
    return t("edit.conflict_by", role=t(f"role.{entries[-1].role}"), at=clock(entries[-1].at)) if entries else ""


def changes(t, entries: list[Entry], at_words) -> list[dict]:
    """The last edits of an object, one line each: entries of one version together."""
    versions: dict[int, list[Entry]] = {}
    for e in entries:
        versions.setdefault(e.version, []).append(e)
    return [{"line": t("edit.changes_line", at=at_words(found[0].at), role=t(f"role.{found[0].role}"), what=t.join(dict.fromkeys(_what(t, e) for e in found))),
             "reason": t("edit.changes_reason", reason=found[0].reason) if found[0].reason else ""}
            for _, found in sorted(versions.items(), reverse=True) if found[0].action != "plan:import"][:LAST_CHANGES]


def _what(t, entry: Entry) -> str:
    steps = entry.key.split("/")
    word = steps[2] if len(steps) > 2 else steps[0]
    what = t(f"edit.kind.{word}") if f"edit.kind.{word}" in t else word
    if not entry.field:
        return t("edit.changes_added" if entry.before is None else "edit.changes_removed", what=what)
    field = t(_known(t, word, entry.field))
    return t("edit.changes_part", what=what, field=field) if len(steps) > 2 else t("edit.changes_field", field=field)


def _known(t, word: str, field: str) -> str:
    """The words of a logged field; of one that has none here, of its place."""
    for key in (f"edit.field.{word}_{field}", f"edit.field.{field}", "edit.source_title" if field == "origin" else ""):
        if key in t:
            return key
    return "edit.field.seq"


