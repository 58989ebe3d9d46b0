"""The parts every form is made of: labels that mean themselves, dates read back, buttons that ask twice, the table of a conflict."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from tracker.domain.errors import BadInput, Problem
from tracker.domain.periods import parse_period
from tracker.text import wording
from tracker.ui.conflict import Clash, inserted
from tracker.ui.forms import label, plain, read_date, sentences

TODAY = date(2026, 11, 22)
EN = wording("en")


@pytest.mark.parametrize(("words", "shown"), [
    ("Example: 20260225", "Example: 20260225"), ("a *b* `c`", r"a \*b\* \`c\`"), ("file_name _x_", r"file_name \_x\_"),
    ("[x](y) $5$ ~z~", r"\[x\](y) \$5\$ \~z\~"), (":red[a]", r"\:red\[a\]"), ("<b>", r"\<b>"), ("see https://x.kr", "see https:\u200b//x.kr")])
def test_words_in_a_label_mean_themselves(words, shown):
    assert plain(words) == shown


def test_a_label_holds_the_hint_until_something_is_wrong():
    assert label("Date", "such as 0225") == "Date *such as 0225*"
    assert label("Date", "such as 0225", "Write the day.") == "Date **Write the day.**"
    assert label("Date") == "Date"


@pytest.mark.parametrize(("typed", "whole", "meant"), [
    ("20260225", False, "2026-02-25"), ("0225", True, "2026-02-25"), ("2026 Q4", False, "2026 Q4"), ("2026 Q4", True, None), ("soon", False, None)])
def test_a_typed_date_is_a_day_first_and_a_period_only_where_that_will_do(typed, whole, meant):
    assert read_date(typed, TODAY, whole) == (parse_period(meant) if meant else None)


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost():
    bad = BadInput((Problem("x", 0, "roles", "", "account_no_role"), Problem("x", 0, "email", "q", "account_email"), Problem("x", 0, "email", "", "required")))
    found = sentences(bad, EN)
    assert set(found) == {"roles", "email"} and found["email"].endswith(EN("problem.required")) and "q" in found["email"]


@pytest.mark.parametrize(("base", "theirs", "mine", "open_", "settled"), [
    ("a", "b", "c", True, None), ("a", "b", "a", False, "b"), ("a", "a", "c", False, "c"), ("a", "b", "b", False, "b"), ("a", "a", "a", False, "a"), ("", "b", "c", True, None)])
def test_only_what_both_changed_differently_needs_a_choice(base, theirs, mine, open_, settled):
    clash = Clash("f", "F", base, theirs, mine)
    assert clash.open is open_ and (open_ or clash.settled == settled)


def test_insertions_are_marked_and_deletions_not_repeated():
    assert inserted("the draft is late", "the final draft", EN) == "the <ins>final</ins> draft"
    assert inserted("", "new", EN) == "<ins>new</ins>" and inserted("gone", "", EN) == EN("common.none")
    assert inserted("a", "<b>", EN) == "<ins>&lt;b&gt;</ins>"


def _twice():
    import streamlit as st

    from tracker.ui import acts
    done = st.session_state.get("sent", 0) % 2 == 1
    add = lambda: st.session_state.update(sent=st.session_state.get("sent", 0) + 1)
    acts.ask_twice("nc", ("No change", "Send as is", "Take back"), add, undo=add, done=done)


def test_a_button_that_asks_twice(monkeypatch):
    now = [100.0]
    monkeypatch.setattr("tracker.ui.acts.monotonic", lambda: now[0])
    page = AppTest.from_function(_twice, default_timeout=30).run()
    press = lambda: page.button(key="nc").click().run()
    press()
    assert page.button(key="nc").label == "Send as is" and "sent" not in page.session_state
    now[0] += 0.5  # as slow as a double click gets
    press()
    assert "sent" not in page.session_state, "the other half of a double click"
    now[0] += 0.2
    press()
    assert page.session_state["sent"] == 1 and page.button(key="nc").label == "Take back"
    press()
    assert page.session_state["sent"] == 2 and page.button(key="nc").label == "No change"


def _conflict():
    import streamlit as st

    from tracker.text import wording
    from tracker.ui.conflict import Clash, conflict, open_choices
    fields = (Clash("done", "Done", "draft", "draft ended", "draft sorted", free=True), Clash("due", "Due", "", "2026 Q4", "2027 Q1"),
              Clash("issue", "Issue", "", "", "talks"))
    st.session_state["result"] = conflict(wording("en"), "z", fields)
    st.session_state["open"] = open_choices("z", fields)


def test_a_conflict_is_settled_when_every_field_is_chosen():
    page = AppTest.from_function(_conflict, default_timeout=30).run()
    assert page.session_state["result"] is None and page.session_state["open"] == 2
    page.button_group(key="clash_z_due").set_value("mine").run()
    assert page.session_state["result"] is None and page.session_state["open"] == 1
    page.button_group(key="clash_z_done").set_value("theirs").run()
    assert page.session_state["result"] == {"issue": "talks", "done": "draft ended", "due": "2027 Q1"}
    page.button_group(key="clash_z_done").set_value("base").run()
    page.text_area[0].set_value("draft ended and sorted").run()
    assert page.session_state["result"]["done"] == "draft ended and sorted"


def _form():
    import streamlit as st

    from tracker.text import wording
    from tracker.ui.forms import Form
    kept = st.session_state.setdefault("kept", [])
    form = Form(wording("en"), "f", errors={"title": "Write the title."} if st.session_state.get("tried") else {}, keep=kept.append)
    form.start({"title": "first"})
    form.text("title", "Title")
    form.select("body", "Body", (("a", "A"), ("b", "B")))
    st.session_state["typed"] = form.typed("title", "body")


def test_fields_keep_themselves_and_stay_when_an_error_comes():
    page = AppTest.from_function(_form, default_timeout=30).run()
    assert page.session_state["typed"] == {"title": "first", "body": ""}
    page.text_input[0].set_value("second").run()
    assert page.session_state["kept"] == ["title"]
    before = page.text_input[0].proto.id
    page.session_state["tried"] = True
    page.run()
    assert page.text_input[0].proto.id == before and page.text_input[0].value == "second" and "**Write the title.**" in page.text_input[0].label
