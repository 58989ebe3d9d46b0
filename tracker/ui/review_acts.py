"""What a reviewer does, as callbacks: approve, send back, skip. What came of it is said in the next run."""

from collections.abc import Callable
from dataclasses import dataclass

import streamlit as st

from tracker.domain.errors import BadInput, Conflict, TrackerError
from tracker.domain.reviewing import missing_halves, ticks
from tracker.domain.words import Bilingual
from tracker.domain.workspace import Submission
from tracker.pages.components import html
from tracker.services.reviewing import Confirmed, Seen, approve, send_back
from tracker.ui import acts
from tracker.ui.forms import Form, sentences
from tracker.ui.member import Member
from tracker.views import review as view

PICKED = "review_pick"  # the report before the reviewer
ASKED = "review_asked"  # what the address asked for and was given
SAID = "review_said"


@dataclass(frozen=True)
class Desk:
    """The report before a reviewer: what they saw of it, which comes next, and what came of the last decision."""

    member: Member
    submission: Submission
    seen: Seen
    following: str
    said: str

    @property
    def name(self) -> str:
        """Another version is another form: nothing ticked for one stays ticked for the next."""
        return f"{self.submission.code}_{self.seen.submission}_{self.seen.milestone}"

    def form(self, part: str, **more) -> Form:
        return Form(self.member.t, f"{part}_{self.name}", **more)

    @property
    def returning(self) -> bool:
        return bool(st.session_state.get(f"returning_{self.name}"))

    @property
    def tried(self) -> bool:
        """Whether an approval was tried before everything was ticked."""
        return bool(st.session_state.get(f"tried_{self.name}"))


def desk(member: Member, submission: Submission, following: str, said: str) -> Desk:
    seen = Seen(member.version(f"submission/{submission.code}"), member.version(f"milestone/{submission.milestone}"))
    return Desk(member, submission, seen, following, said)


def approve_it(at: Desk) -> None:
    form, wanted = at.form("ticks"), ticks(at.submission)
    ticked = frozenset(name for name in wanted if form.value(name, False))
    st.session_state[f"tried_{at.name}"] = True
    if len(ticked) < len(wanted):
        return
    halves = {name: str(at.form("halves").value(name)) for name in missing_halves(at.submission)}
    confirmed = Confirmed(ticked, bool(form.value("evidence_checked", False)), str(form.value("outcome")), halves)
    t, code = at.member.t, at.submission.milestone
    done = lambda: t("review.approved_text", code=code, grade=_grade(at, confirmed))
    _decide(at, lambda: approve(at.member.caller, at.submission.code, at.seen, confirmed, f"approve_{at.name}"), t("review.approved"), done)


def _grade(at: Desk, confirmed: Confirmed) -> str:
    return view.earned(at.submission, confirmed.evidence_checked, at.member.actor, confirmed.outcome).value


def send_it_back(at: Desk) -> None:
    t, text = at.member.t, str(at.form("return").value("words")).strip()
    reason = Bilingual(ko=text) if t.language == "ko" else Bilingual(en=text)
    half = text in {view.half_sentence(name, t).strip() for name in view.REASONS}  # somebody else's words say nothing yet
    if half:
        st.session_state[f"wordless_{at.name}"] = True
        return
    _decide(at, lambda: send_back(at.member.caller, at.submission.code, at.seen, reason, f"return_{at.name}"),
            t("review.returned"), lambda: t("review.returned_text", code=at.submission.milestone))


def _decide(at: Desk, do: Callable[[], str], title: str, words: Callable[[], str]) -> None:
    t = at.member.t
    try:
        do()
    except Conflict:
        st.session_state[SAID] = (False, t("review.not_decided"), t("review.changed_meanwhile"))
    except BadInput as bad:
        st.session_state[SAID] = (False, t("review.not_decided"), " ".join(f"{words}." for words in sentences(bad, t).values()))
    except TrackerError as error:
        st.session_state[SAID] = (False, t("review.not_decided"), t(error.key, **error.values))
    else:
        st.session_state[SAID] = (True, title, words())
        skip(at)


def skip(at: Desk) -> None:
    st.session_state[PICKED] = at.following
    st.session_state[ASKED] = at.member.value("code")


def turn_return(at: Desk) -> None:
    st.session_state[f"returning_{at.name}"] = not at.returning


def half_sentence(at: Desk, field: str) -> None:
    """A chosen reason writes the first half, unless somebody has written words of their own."""
    form, t = at.form("return"), at.member.t
    halves = {view.half_sentence(name, t) for name in view.REASONS}
    if field == "why" and form.value("words") in halves | {""}:
        form.set("words", view.half_sentence(str(form.value("why")), t))


def wordless(at: Desk) -> bool:
    return bool(st.session_state.get(f"wordless_{at.name}"))


def say_outcome() -> str:
    """Draws what came of the last decision, once; gives it as a line for the bar, which is in view wherever the page stands."""
    if (told := st.session_state.pop(SAID, None)) is None:
        return ""
    well, title, words = told
    html(acts.receipt(title, words) if well else acts.failure(title, words))
    return f"{title} {words}"
