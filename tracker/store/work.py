"""One transaction of somebody: the only way the plan and the workspace change.

What is put is compared with what was there; the differences become rows of the tables, entries of the log, versions
and, where the plan changed, a new revision, all in the one transaction.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields, replace
from datetime import datetime
from functools import cache
from typing import get_type_hints
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.orm import Session

from tracker.domain.actors import Actor, Role
from tracker.domain.errors import Conflict, NotFound, NotReady
from tracker.domain.log import replay
from tracker.domain.plan import Plan, PlanHead
from tracker.domain.records import HEAD, Group, group_of, groups, name_of, object_of, part_in, word_of
from tracker.domain.sources import Source
from tracker.domain.workspace import Workspace
from tracker.store import log
from tracker.store.held import State, state_of
from tracker.store.settling import Placed, Said, Touched, settle

CONSOLE = Actor("console", frozenset({Role.ADMIN, Role.EDITOR, Role.RESOLVER, Role.PUBLISHER}))
IMPORT = "plan:import"


def begun(session: Session, at: datetime) -> State:
    """The state of the store, which nobody else can change before this transaction ends. Asked first in a transaction.
    A store whose plan is older than its log gets the entries that account for it."""
    if session.get_bind().dialect.name == "postgresql":
        # One writer at a time, as in SQLite. A lock takes no snapshot, so what is read next is what the one before left.
        session.execute(text("LOCK TABLE log IN SHARE ROW EXCLUSIVE MODE"))
    state = state_of(session)
    if state.plan is None or state.head.seq:
        return state
    whole = Work(session, replace(state, plan=None), CONSOLE, at, IMPORT, role=Role.ADMIN)
    whole.replace_plan(state.plan)
    return whole.finish(rows_stand=True)


class Work:
    """`plan` and `workspace` are as of this transaction, with what was put so far. `at` never lies before the last
    entry of the log. `reason` and `resolution` go on every entry."""

    def __init__(self, session: Session, state: State, actor: Actor, at: datetime, action: str, role: Role,
                 reason: str = "", resolution: str = "") -> None:
        self.session, self.actor, self.workspace = session, actor, state.workspace
        self.at = max(at, state.at) if state.at else at
        self.reason, self.resolution = reason, resolution
        self._action, self._role = action, role
        self._was, self._plan = state, state.plan
        self._touched: dict[str, dict[str, None]] = {}  # by the word of the group: the names, in order
        self._moved: set[str] = set()  # the words of groups in which objects may stand elsewhere now

    @property
    def plan(self) -> Plan:
        """Raises NotReady where there is none yet."""
        if self._plan is None:
            raise NotReady("error.not_seeded")
        return self._plan

    def version(self, key: str) -> int:
        """How often the object was changed before this transaction, 0 where there is none."""
        return self._was.versions.get(key, 0) if self._find(key) is not None else 0

    def seen(self, key: str, version: int) -> None:
        """Raises Conflict where the object is not at the version the person saw."""
        now = self.version(key)
        if now != version:
            raise Conflict("error.changed_meanwhile", of=key, seen=version, now=now)

    def as_seen(self, key: str, version: int) -> object:
        """The object as it was at that version, from the log. Raises NotFound where it never was."""
        known = [entry for entry in log.entries_of(self.session, key) if entry.version <= version]
        try:
            return object_of(replay(known), key)
        except KeyError:
            raise NotFound("error.no_version", of=key, version=version) from None

    def put(self, *values: object, first: str | None = None) -> None:
        """Add objects or replace them by what they are now, parts included. A new one goes to the end of its group, or
        before the object whose key is `first`. Sources they name come along."""
        for value in values:
            if isinstance(value, PlanHead):
                self._plan = replace(self.plan, head=value)
                self._touch("plan", "head")
        values = tuple(value for value in values if not isinstance(value, PlanHead))
        by_word: dict[str, list] = {}
        for value in (*self._new_sources(values), *values):
            by_word.setdefault(word_of(type(value)), []).append(value)
        for word, mine in by_word.items():
            self._put_into(group_of(word), mine, first)

    def _put_into(self, group: Group, values: list, first: str | None) -> None:
        held = list(self._members(group))
        places = {name: place for place, name in enumerate(_names(group, held))}
        new: dict[str, object] = {}
        for value in values:
            name = name_of(value)
            self._touch(group.word, name)
            if name in places:
                held[places[name]] = value
            else:
                new[name] = value
        end = len(held) if first is None else places[first.split("/", 1)[1]]
        if new and end < len(held):
            self._moved.add(group.word)
        self._replace(group, (*held[:end], *new.values(), *held[end:]))

    def _new_sources(self, values: Iterable[object]) -> list[Source]:
        if self._plan is None:
            return []
        known = self._plan.sources_by_url.keys() | {value.url for value in values if isinstance(value, Source)}
        return [Source(url, urlsplit(url).hostname or url) for url in dict.fromkeys(_addresses(values)) if url not in known]

    def drop(self, *keys: str) -> None:
        """Remove whole objects. Raises NotFound."""
        for key in keys:
            word, name = key.split("/", 1)
            group = group_of(word)
            left = tuple(value for value in self._members(group) if name_of(value) != name)
            if len(left) == len(self._members(group)):
                raise NotFound(f"error.no_{group.field}", code=name)
            self._touch(word, name)
            self._moved.add(word)
            self._replace(group, left)

    def replace_plan(self, plan: Plan) -> None:
        """From here on the plan is this one, whatever it was."""
        self._plan = plan
        self._moved |= {group.word for group in groups() if group.whole is Plan}
        self._touch("plan", "head")

    def _find(self, key: str) -> object | None:
        if key == HEAD:
            return self._plan and self._plan.head
        word, name = key.split("/", 1)
        members = self._members(group_of(word))
        return next((value for value, its in zip(members, _names(group_of(word), members)) if its == name), None)

    def _members(self, group: Group) -> tuple:
        return _members(self._plan if group.whole is Plan else self.workspace, group)

    def _replace(self, group: Group, values: tuple) -> None:
        if group.whole is Plan:
            self._plan = replace(self.plan, **{group.field: values})
        else:
            self.workspace = replace(self.workspace, **{group.field: values})

    def _touch(self, word: str, name: str) -> None:
        self._touched.setdefault(word, {})[name] = None

    def finish(self, rows_stand: bool = False) -> State:
        """Write it all; the caller commits. Returns the state from then on."""
        said = Said(self.at, self.actor.code, self._role.value, self._action, self.reason, self.resolution)
        return settle(self.session, self._was, self._plan, self.workspace, self._all_touched(), said, rows_stand)

    def _all_touched(self) -> Iterator[Touched]:
        if "plan" in self._touched:
            yield Touched(HEAD, _head(self._was.plan), _head(self._plan))
        for word in dict.fromkeys((*self._touched, *self._moved)):
            if word != "plan":
                yield from self._touched_of(group_of(word))

    def _touched_of(self, group: Group) -> Iterator[Touched]:
        before = _placed(group, _members(self._was.plan if group.whole is Plan else self._was.workspace, group))
        after = _placed(group, self._members(group))
        names = self._touched.get(group.word, {})
        for name in dict.fromkeys((*before, *after)) if group.word in self._moved else names:
            yield Touched(f"{group.word}/{name}", before.get(name), after.get(name))


def _head(plan: Plan | None) -> Placed | None:
    return plan and (0, plan.head)


def _members(whole: Plan | Workspace | None, group: Group) -> tuple:
    return getattr(whole, group.field) if whole else ()


def _placed(group: Group, values: tuple) -> dict[str, Placed]:
    return dict(zip(_names(group, values), enumerate(values)))


def _names(group: Group, values: Sequence) -> list[str]:
    """What names each object within its group. Mostly that is its code as it stands, and asking for no more is ten times
    as fast: every object of a group is asked at every change of one."""
    codes = [value.code for value in values] if "code" in group.kind.__dataclass_fields__ else None
    return codes if codes is not None and "/" not in "".join(codes) else [name_of(value) for value in values]


def _addresses(values: Iterable[object]) -> Iterator[str]:
    """Every address the objects and their parts are sourced from."""
    for value in values:
        own, parts = _sourced(type(value))
        if own and value.origin.url:
            yield value.origin.url
        for name in parts:
            held = getattr(value, name)
            yield from _addresses(held if isinstance(held, tuple) else (held,) if held else ())


@cache
def _sourced(kind: type) -> tuple[bool, tuple[str, ...]]:
    """Whether a value of this kind says where it comes from, and which of its fields hold parts that do."""
    hints = get_type_hints(kind)
    parts = ((field.name, part_in(hints[field.name])) for field in fields(kind))
    return "origin" in hints, tuple(name for name, part in parts if part and "origin" in get_type_hints(part))
