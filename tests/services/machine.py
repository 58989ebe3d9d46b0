"""People at work, in any order: reports handed in, amended, returned, mended, approved, corrected; changes asked for,
scheduled, resolved, applied; edits, judgements, remarks; rights taken away; old versions, and intents sent twice.

One rule, somebody does something: which is drawn by weight, so that a short run gets as far as a year at a desk.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from hypothesis import note as noted
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.builders import words
from tests.services.proof import SECRET
from tests.services.reporters import DONE, GOING
from tests.services.world import MILESTONES, NAMES, PEOPLE, STRANGERS, World
from tracker.domain.actors import Action, Role
from tracker.domain.bulk import BulkField
from tracker.domain.editable import piece
from tracker.domain.milestones import Judged, RecordState
from tracker.domain.periods import parse_period
from tracker.domain.rebaselining import Wish
from tracker.domain.reviewing import ticks
from tracker.domain.words import NOTHING
from tracker.domain.workspace import Ground, RequestState, Wanted
from tracker.services import accounts, bulk, comments, drafts, editing, reporting, requests, reviewing
from tracker.services.editing import Why
from tracker.services.pieces import held, object_in, shown_texts, texts_of

REPORTERS, EDITORS, ADMINS, RESOLVERS = ("rita", "rosa", "rolf", "edda"), ("ella", "abel", "edda"), ("ada", "abel"), ("remo", "rosa")
KINDS = {
    "going": GOING, "late": replace(GOING, forecast="2028 Q1", obstacle="Tender failed"), "done": DONE, "bare": replace(DONE, evidence=()),
    "ahead": replace(DONE, completed_on="20991231"), "wordless": replace(GOING, summary=" "), "step": replace(DONE, checkpoint=1)}
DUES = tuple(map(parse_period, ("2027 Q4", "2028 Q1", "2028 Q2", "2028 Q3", "1999 Q1")))
MINOR = (Wanted.DUE, Wanted.LEAD)
OPEN = (RequestState.REQUESTED, RequestState.SCHEDULED)
PIECES = (("goal/T01", "note_en"), ("goal/T01", "note_ko"), ("milestone/M01-02", "title_en"), ("meeting/MT03/item/1", "title_en"))


class Machine(RuleBasedStateMachine):
    """`dice` of a step decide who does what; mostly what is theirs to do, sometimes anything at all."""

    def __init__(self, make: Callable[[], World]) -> None:
        super().__init__()
        self.world, self.dice, self.step = make(), Random(), 0
        self.opened: dict[str, tuple[dict[str, str], int]] = {}  # forms somebody has open, and the version they show

    @rule(seed=st.integers(0, 2**24 - 1))  # of more, the small ones would come far too often
    def somebody_does_something(self, seed):
        self.dice = Random(f"{seed} at step {self.step}")  # the same number twice is not the same deed twice
        self.step += 1
        possible = [(deed, weight) for deed, weight, needs in DEEDS if not needs or getattr(self, needs)]
        deed = self.dice.choices([d for d, _ in possible], [w for _, w in possible])[0]
        noted(deed.__name__)
        deed(self)

    # -- what there is, and who is about
    @property
    def plan(self):
        return self.world.now.plan

    @property
    def submissions(self) -> tuple:
        return self.world.now.workspace.submissions

    @property
    def asked(self) -> tuple:
        return self.world.now.workspace.requests

    @property
    def intents(self) -> list:
        return self.world.intents

    def version(self, key: str) -> int:
        return self.world.version(key)

    def lead(self, code: str) -> str:
        return self.plan.milestone(code).lead

    def who(self, *natural: str) -> str:
        return self.dice.choice((*NAMES, *STRANGERS, "ghost") if self.rarely(5) else natural)

    def rarely(self, times: int) -> bool:
        return self.dice.randrange(times) == 0

    def old(self) -> int:
        """How far the version somebody saw lies from the present one."""
        return self.dice.choice((-1, -1, 1, -99)) if self.rarely(10) else 0

    def reporter_of(self, code: str) -> str:
        return self.who(*("rita", "rosa", "rita", "rosa", "ella") if self.lead(code) == "MSIT" else ("rolf", "edda"))

    # -- reporting
    def hand_in(self):
        code = self.dice.choice(MILESTONES)
        waits = self.world.now.workspace.open_submission(code)
        rule = "hand in" if not waits else "mend" if waits.record is RecordState.RETURNED else "amend"
        kind = self.dice.choice(("going", "going", "going", "done", "done", *KINDS))
        self._report(rule, code, replace(KINDS[kind], **({"summary": f"Version {self.dice.randrange(99)}"} if kind == "going" else {})), self.old())

    def correct(self):
        told = [(m.code, r.code) for m in self.plan.milestones for r in m.reports if r.accepted] + [("M01-01", "R-none")] * self.rarely(5)
        code, report = self.dice.choice(told)
        why = "" if self.rarely(5) else f"Misread {SECRET}"
        self._report("correct", code, replace(KINDS[self.dice.choice(("going", "done", "late"))], corrects=report, note=why), 0)

    def _report(self, rule, code, typed, old):
        waits = self.world.now.workspace.open_submission(code)
        seen = reporting.Seen(self.version(f"milestone/{code}") + (0 if waits else old), self.version(f"submission/{waits.code}") + old if waits else 0)
        self.world.attempt(rule, self.reporter_of(code), lambda caller, key: reporting.submit(caller, code, typed, seen, key), Action.SUBMIT,
                           ministry=self.lead(code), stale=old != 0)

    def say_unchanged(self):
        codes = self.dice.sample(("M01-02", "M01-03") if self.rarely(2) else MILESTONES, self.dice.choice((1, 1, 1, 2, 0)))
        seen, old = {code: self.version(f"milestone/{code}") for code in codes}, self.old()
        seen |= {codes[-1]: seen[codes[-1]] + old} if codes else {}
        self.world.attempt("no change", self.who("ella", "edda", "rosa", "rolf"), lambda caller, key: reporting.no_change(caller, seen, key), Action.SUBMIT,
                           ministry=tuple(map(self.lead, codes)), stale=bool(codes and old))

    def take_back(self):
        sent, old = self._waiting(), self.old()
        seen = self.version(f"submission/{sent.code}") + old
        self.world.attempt("withdraw", self.reporter_of(sent.milestone), lambda caller, key: reporting.withdraw(caller, sent.code, seen, key), Action.WITHDRAW,
                           ministry=sent.ministry, stale=old != 0)

    def draft(self):
        code = self.dice.choice(MILESTONES)
        self.world.attempt("draft", self.reporter_of(code), lambda caller, _: drafts.draft_kept(caller, code, {"summary": SECRET}), Action.DRAFT,
                           ministry=self.lead(code), keyed=False)

    # -- reviewing
    def _waiting(self):
        """Mostly one that can be decided on, sometimes another."""
        fitting = [s for s in self.submissions if s.record is RecordState.SUBMITTED]
        return self.dice.choice(self.submissions if not fitting or self.rarely(6) else fitting)

    def _seen(self, sent, old) -> reviewing.Seen:
        of_report = self.rarely(2)
        return reviewing.Seen(self.version(f"submission/{sent.code}") + old * of_report, self.version(f"milestone/{sent.milestone}") + old * (not of_report))

    def approve(self):
        sent, old = self._waiting(), self.old()
        seen, confirmed = self._seen(sent, old), reviewing.Confirmed(frozenset() if self.rarely(12) else frozenset(ticks(sent)), self.rarely(2))
        own = tuple(code for code in sent.authors if code in EDITORS) if self.rarely(3) else ()
        self.world.attempt(f"approve {sent.state}", self.who(*(own or EDITORS)),
                           lambda caller, key: reviewing.approve(caller, sent.code, seen, confirmed, key), Action.APPROVE,
                           ministry=sent.ministry, authors=sent.authors, stale=old != 0)

    def send_back(self):
        sent, old = self._waiting(), self.old()
        seen, reason = self._seen(sent, old), NOTHING if self.rarely(6) else words(f"Which part? {SECRET}")
        self.world.attempt("return", self.who(*EDITORS), lambda caller, key: reviewing.send_back(caller, sent.code, seen, reason, key), Action.RETURN,
                           ministry=sent.ministry, authors=sent.authors, stale=old != 0)

    def judge(self):
        code, judged, old = self.dice.choice(MILESTONES), self.dice.choice((*Judged, *Judged, None)), self.old()
        seen, until = self.version(f"milestone/{code}") + old, self.world.today + timedelta(days=self.dice.choice((1, 30, 90, 400)))
        self.world.attempt("judge", self.who(*EDITORS), lambda caller, key: reviewing.judge(caller, code, seen, judged, words("As seen on site"), until, key),
                           Action.JUDGE, ministry=self.lead(code), stale=old != 0)

    def remark(self):
        code = self.dice.choice(MILESTONES)
        about, lead = f"milestone/{code}", self.lead(code)
        self.world.attempt("remark", self.who("rita", "rolf", "ella", "remo"), lambda caller, key: comments.add(caller, about, f"Why so late? {SECRET}", key),
                           Action.COMMENT, ministry=lead)
        self.world.attempt("read remarks", self.dice.choice((*NAMES, *STRANGERS)), lambda caller, _: comments.about(caller, about), Action.READ_COMMENTS,
                           ministry=lead, keyed=False)

    def note(self):
        codes, old, text = self.dice.sample(MILESTONES, self.dice.randrange(3)), max(0, self.old()), f"{SECRET} {self.dice.randrange(3)}"
        seen = {code: self.version(f"note/{code}") + old for code in codes}
        self.world.attempt("note", self.who("ella", *REPORTERS), lambda caller, key: bulk.note_many(caller, BulkField.NOTE, text, seen, "Standing", key),
                           Action.NOTE_MANY, ministry=tuple(map(self.lead, codes)), stale=old != 0)

    # -- changing
    def ask(self):
        code, wanted, old = self.dice.choice(MILESTONES), self.dice.choice((Wanted.DUE, Wanted.MERGED, *Wanted)), self.old()
        wish = Wish(code, wanted, Ground.PROCUREMENT, words("Procurement late"), due=self.dice.choice(DUES), lead=self.dice.choice(("MOE", "MSIT")),
                    into=self.dice.choice(MILESTONES))
        seen = self.version(f"milestone/{code}") + old
        self.world.attempt("ask", self.reporter_of(code), lambda caller, key: requests.ask(caller, wish, seen, key), Action.REQUEST_CHANGE,
                           ministry=self.lead(code), stale=old != 0)

    def _request(self, *states, major=False):
        fitting = [r for r in self.asked if r.state in states and not (major and (r.wanted in MINOR or self._number(r)))]
        return self.dice.choice(self.asked if not fitting or self.rarely(6) else fitting)

    def ask_no_more(self):
        asked, old = self._request(*OPEN), self.old()
        seen = self.version(f"request/{asked.code}") + old
        self.world.attempt("ask no more", self.reporter_of(asked.milestone), lambda caller, key: requests.withdraw(caller, asked.code, seen, key),
                           Action.WITHDRAW_CHANGE, ministry=asked.ministry, stale=old != 0)

    def decline(self):
        asked, old, answer = self._request(*OPEN), self.old(), NOTHING if self.rarely(4) else words("Not now")
        seen = self.version(f"request/{asked.code}") + old
        self.world.attempt("decline", self.who(*EDITORS, "remo"), lambda caller, key: requests.decline(caller, asked.code, seen, answer, key),
                           Action.DECLINE_CHANGE, ministry=asked.ministry, stale=old != 0)

    def schedule(self):
        asked, old, item = self._request(RequestState.REQUESTED, major=True), self.old(), self.dice.choice((None, None, None, 1, 77))
        seen, title = self.version(f"request/{asked.code}") + old, NOTHING if self.rarely(5) else words("A change")
        self.world.attempt("schedule", self.who(*EDITORS), lambda caller, key: requests.schedule(caller, asked.code, seen, "MT03", item, title, key),
                           Action.SCHEDULE_CHANGE, ministry=asked.ministry, stale=old != 0)

    def resolve(self):
        asked, old = self._request(RequestState.SCHEDULED, major=True), self.old()
        number = self.dice.choice(("R01", " ")) if self.rarely(6) else f"R{30 + len(self.plan.resolutions)}"
        on = self.world.today + timedelta(days=1) if self.rarely(6) else self.dice.choice((self.world.today, date(2026, 11, 10)))
        seen = self.version(f"request/{asked.code}") + old
        self.world.attempt("resolve", self.who(*EDITORS), lambda caller, key: requests.record_resolution(caller, asked.code, seen, number, on, "", key),
                           Action.EDIT_PLAN, stale=old != 0)

    def _number(self, asked) -> str:
        return next((d.code for d in self.plan.resolutions if (d.meeting, d.item) == (asked.meeting, asked.item)), "")

    def apply(self):
        ready = [r for r in self.asked if r.state in OPEN and self._number(r)] or [r for r in self.asked if r.state in OPEN and r.wanted in MINOR]
        asked, old = self.dice.choice(self.asked if not ready or self.rarely(4) else ready), self.old()
        typed = self.dice.choice(("R01", "C-M01-01-9", " ")) if self.rarely(6) else asked.code if asked.wanted in MINOR else self._number(asked) or "R01"
        of_request = self.rarely(2)
        seen = requests.Seen(self.version(f"request/{asked.code}") + old * of_request, self.version(f"milestone/{asked.milestone}") + old * (not of_request))
        self.world.attempt(f"apply {asked.wanted}", self.who(*RESOLVERS), lambda caller, key: requests.apply_request(caller, asked.code, typed, seen, key),
                           Action.APPLY_CHANGE, ministry=asked.ministry, authors=(asked.asked_by,), stale=old != 0)

    # -- editing
    def edit(self):
        """In a form that may have stood open for long: texts only one side touched come along, for the same text somebody
        has to choose."""
        key, field = self.dice.choice(PIECES)
        start, now, mine = self._typed(key), self.version(piece(key).root_key), f"Noted {self.dice.randrange(3)}"
        if self.rarely(2):
            self.opened.pop(key, None)
        opened, seen = self.opened.setdefault(key, (start, now))
        typed = opened | {field: mine}
        saved = self.world.attempt("edit" if seen == now else "edit an older one", self.who(*EDITORS),
                                   lambda caller, once: editing.save(caller, key, typed, seen, Why("The paper says so"), once), Action.EDIT_PLAN)
        if saved:
            kept = lambda texts: {name: text for name, text in texts.items() if name != field}  # noqa: E731
            assert kept(self._typed(key)) == kept(start) and self._typed(key)[field] == mine, "an edit changed what nobody typed"

    def _typed(self, key: str) -> dict[str, str]:
        what = piece(key)
        return dict(shown_texts(what.rule, texts_of(what.rule, held(object_in(self.plan, what.root_key), what))))

    def share(self):
        key = f"programme/FP001/link/{self.dice.choice(('compute', 'trust'))}~A01~T01"
        typed, seen = self._typed(key) | {"share": self.dice.choice(("0.4", "0.6", "0.7", "1"))}, self.version("programme/FP001")
        self.world.attempt("share", self.who(*EDITORS), lambda caller, once: editing.save(caller, key, typed, seen, Why("By the booklet"), once), Action.EDIT_PLAN)

    # -- people
    def other_roles(self):
        other = self.dice.choice(PEOPLE)
        roles = other.roles if self.rarely(2) else self.dice.choice(((Role.OFFICIAL,), (Role.REPORTER, Role.EDITOR), (Role.ADMIN,), ()))
        self.world.attempt("roles", self.who(*ADMINS), lambda caller, _: accounts.change_person(caller, other.code, roles=roles), Action.KEEP_PEOPLE, keyed=False)

    def disable(self):
        other = self.dice.choice((*NAMES, *ADMINS, *ADMINS))
        self.world.attempt("disable", self.who(*ADMINS), lambda caller, _: accounts.disable(caller, other), Action.KEEP_PEOPLE, keyed=False)

    def enable(self):
        """Everybody back to what they were, or the rest of the year would be empty."""
        for first in PEOPLE:
            now = self.world.person(first.code)
            if now.disabled:
                self.world.attempt("enable", "ada", lambda caller, _, code=first.code: accounts.enable(caller, code), Action.KEEP_PEOPLE, keyed=False)
            if now.roles != first.roles:
                self.world.attempt("roles", "ada", lambda caller, _, p=first: accounts.change_person(caller, p.code, roles=p.roles), Action.KEEP_PEOPLE, keyed=False)

    # -- time and doubt
    def days_pass(self):
        self.world.days_pass(self.dice.choice((1, 1, 20, 120)))

    def send_again(self):
        self.world.send_again(self.dice.choice(self.intents[-6:]))


M = Machine
# What, how often, and what has to be there.
DEEDS = (
    (M.hand_in, 20, ""), (M.correct, 3, ""), (M.say_unchanged, 4, ""), (M.take_back, 4, "submissions"), (M.draft, 1, ""),
    (M.approve, 16, "submissions"), (M.send_back, 6, "submissions"), (M.judge, 3, ""), (M.remark, 2, ""), (M.note, 2, ""),
    (M.ask, 14, ""), (M.ask_no_more, 1, "asked"), (M.decline, 1, "asked"), (M.schedule, 9, "asked"), (M.resolve, 9, "asked"), (M.apply, 15, "asked"),
    (M.edit, 7, ""), (M.share, 3, ""), (M.other_roles, 2, ""), (M.disable, 2, ""), (M.enable, 3, ""), (M.days_pass, 4, ""), (M.send_again, 3, "intents"))
