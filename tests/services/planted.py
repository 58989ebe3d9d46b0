"""Wrong variants of named functions: what a slip in each of them would look like. Each gives what to put where."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from tracker.domain import actors, milestones, rebaselining, reporting, reviewing, schedule, workspace
from tracker.domain.actors import ANONYMOUS, Scope
from tracker.domain.log import START
from tracker.services import accounts, comments, door, editing, reviewing as decisions, requests
from tracker.store import accounts as kept, settling, work

Bug = Callable[[], Iterator[tuple[object, str, object]]]  # (where, name, the wrong variant)
MACHINE: dict[str, Bug] = {}
MATRIX: dict[str, Bug] = {}


def planted(where: dict[str, Bug]) -> Callable[[Bug], Bug]:
    def note(bug: Bug) -> Bug:
        where[bug.__name__] = bug
        return bug
    return note


# -- caught by people at work
@planted(MACHINE)
def the_approver_may_be_the_author():
    yield actors, "NOT_ON_OWN_WORK", frozenset()


@planted(MACHINE)
def a_completion_needs_no_evidence():
    yield reporting, "_evidence", lambda typed, milestone, term: ()


@planted(MACHINE)
def evidence_is_left_behind():
    right = reviewing.accepted

    def accepted(milestone, *rest):
        after, decided = right(milestone, *rest)
        return replace(after, evidence=milestone.evidence), decided
    yield decisions, "accepted", accepted


@planted(MACHINE)
def rights_are_remembered_from_before():
    known = {}
    right = door._actor

    def actor(session, caller):
        return known.setdefault((id(caller.engine), caller.token), right(session, caller))
    yield door, "_actor", actor


@planted(MACHINE)
def a_disabled_account_writes_on():
    """Its session is not ended, and nobody asks whether it is disabled."""
    def actor_of(session, token, at):
        found = kept.session_of(session, token, at)
        person = kept.person_of(session, found.account) if found else None
        return replace(person, disabled=False).actor if person else ANONYMOUS
    yield door, "actor_of", actor_of
    yield kept, "revoke", lambda *a, **k: 0


@planted(MACHINE)
def a_session_never_ends():
    """Every instant is taken for one long ago, when no session had ended yet."""
    right = kept.actor_of
    yield door, "actor_of", lambda session, token, at: right(session, token, datetime(2000, 1, 1, tzinfo=UTC))


@planted(MACHINE)
def ones_own_ministry_is_every_ministry():
    right = actors._scope
    yield actors, "_scope", lambda action, role: Scope.ANY if right(action, role) is Scope.OWN else right(action, role)


@planted(MACHINE)
def an_old_version_will_do():
    yield work.Work, "seen", lambda self, key, version: None


@planted(MACHINE)
def only_a_version_too_new_is_noticed():
    right = work.Work.seen
    yield work.Work, "seen", lambda self, key, version: right(self, key, max(version, self.version(key)))


@planted(MACHINE)
def approved_without_looking_which_version_of_the_report():
    def as_seen(work, code, seen):
        held = work.workspace.submission(code)
        work.seen(f"milestone/{held.milestone}", seen.milestone)
        return held, work.plan.milestone(held.milestone)
    yield decisions, "_as_seen", as_seen


@planted(MACHINE)
def the_same_intent_twice_is_two():
    yield door, "result_of", lambda *a: None
    yield door, "keep_receipt", lambda *a: None


@planted(MACHINE)
def a_receipt_is_kept_for_everybody_at_once():
    """The key alone counts, whoever sends it: somebody gets what another did."""
    right = door.result_of
    yield door, "result_of", lambda session, actor, key: right(session, "rita", "k1") or right(session, actor, key)


@planted(MACHINE)
def a_new_date_replaces_the_first():
    right = rebaselining.changed

    def changed(milestone, change, resolution, on):
        after = right(milestone, change, resolution, on)
        return replace(after, original_due=change.due) if change.due else after
    yield rebaselining, "changed", changed


@planted(MACHINE)
def the_first_date_counts_for_ever():
    yield milestones.Milestone, "due", lambda self, as_of: self.original_due


@planted(MACHINE)
def any_resolution_will_do():
    yield requests, "confirmed", lambda plan, request, typed, today: None if request.wanted.kind is milestones.ChangeKind.MINOR else plan.resolutions[0]


@planted(MACHINE)
def whoever_asks_may_apply():
    right = workspace.ChangeRequest.subject.fget
    yield workspace.ChangeRequest, "subject", property(lambda self: replace(right(self), authors=frozenset()))


@planted(MACHINE)
def what_is_decided_can_be_decided_again():
    yield requests, "require_next", lambda request, state: None


@planted(MACHINE)
def a_returned_report_can_be_approved():
    right = reviewing.refuse_unless_ready
    yield decisions, "refuse_unless_ready", lambda held, found, ticked: right(replace(held, record=milestones.RecordState.SUBMITTED), found, ticked)


@planted(MACHINE)
def a_returned_report_is_not_open():
    yield workspace, "OPEN_RECORDS", frozenset({milestones.RecordState.SUBMITTED})


@planted(MACHINE)
def a_new_report_replaces_the_one_before():
    right = reviewing.accepted
    yield decisions, "accepted", lambda milestone, *rest: right(replace(milestone, reports=milestone.reports[:-1]), *rest)


@planted(MACHINE)
def the_reviewer_writes_the_report_anew():
    right = reviewing.with_halves
    yield decisions, "with_halves", lambda held, halves: right(replace(held, summary=replace(held.summary, en="Done, in short")), halves)


@planted(MACHINE)
def a_correction_hides_the_completion_behind_it():
    """A later day of completion is taken for no completion."""
    right = schedule.accepted_completion

    def completion(milestone, as_of):
        found = right(milestone, as_of)
        return None if found and found.corrects else found
    from tracker.domain import progress
    yield progress, "accepted_completion", completion


@planted(MACHINE)
def one_field_is_missing_in_the_log():
    right = settling.differences
    yield settling, "differences", lambda was, now: (c for c in right(was, now) if c.field != "obstacle" and not (c.field == "note" and c.key.startswith("goal/")))


@planted(MACHINE)
def the_log_names_another_role():
    yield actors.Actor, "acts_as", lambda self, action: actors.Role.ADMIN


@planted(MACHINE)
def a_change_of_a_part_is_no_new_version():
    right = settling._versions

    def versions(held, changes):
        changes = list(changes)
        return {**{settling.root_of(c.key): held.get(settling.root_of(c.key), 1) for c in changes}, **right(held, [c for c in changes if c.key.count("/") == 1])}
    yield settling, "_versions", versions


@planted(MACHINE)
def the_chain_begins_anew_with_every_save():
    right = settling.sealed
    yield settling, "sealed", lambda head, *rest: right(replace(head, hash=START), *rest)


@planted(MACHINE)
def shares_are_not_added_up():
    yield editing, "table_problems", lambda *a: ()


@planted(MACHINE)
def a_judgement_never_expires():
    yield milestones.Milestone, "judgement", lambda self, as_of: self.judgements[-1] if self.judgements else None


@planted(MACHINE)
def a_judgement_may_hold_for_ten_years():
    from tracker.domain import judging
    yield judging, "last_day", lambda on: date(on.year + 10, 12, 31)


@planted(MACHINE)
def nobody_need_be_left_to_let_others_in():
    yield accounts, "somebody_keeps_people", lambda people: True


@planted(MACHINE)
def an_older_edit_takes_the_newer_one_back():
    right = editing._merged
    yield editing, "_merged", lambda work, piece, before, mine, seen: right(work, piece, before, mine, work.version(piece.root_key))


# -- caught by the matrix of rights
@planted(MATRIX)
def remarks_are_read_by_every_reporter():
    yield comments, "require", lambda *a: None


@planted(MATRIX)
def an_official_may_comment():
    yield actors, "PERMISSIONS", actors.PERMISSIONS | {actors.Action.COMMENT: dict.fromkeys(actors.Role, Scope.ANY)}


@planted(MATRIX)
def of_several_roles_the_first_counts():
    yield actors, "scope", lambda actor, action: next((actors._scope(action, role) for role in actors.Role if role in actor.roles), Scope.NONE)


@planted(MATRIX)
def one_of_many_milestones_is_enough():
    from tracker.services import bulk
    yield bulk, "require", lambda *a: None
