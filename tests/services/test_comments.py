"""Comments: internal, on anything that has an owner, by who may, and read again only by who may."""

from dataclasses import replace

import pytest

from tests.review_cases import a_submission
from tests.services.desk import a_desk
from tracker.domain.errors import BadInput, NotAllowed, NotFound
from tracker.services import comments

OWN, OTHER = "milestone/M01-01", "milestone/M01-03"


def test_a_comment_is_kept_in_order_and_moves_no_revision(engine):
    desk = a_desk(engine)
    revision = desk.now.revision
    comments.add(desk.caller("ella"), OWN, "  First ", "a")
    comments.add(desk.caller("rita"), OWN, "Second", "b")
    comments.add(desk.caller("rita"), OWN, "Second", "b")
    found = comments.about(desk.caller("egon"), OWN)
    assert [(c.author, c.text) for c in found] == [("ella", "First"), ("rita", "Second")] and desk.now.revision == revision
    assert comments.about(desk.caller("egon"), OTHER) == ()


@pytest.mark.parametrize(("who", "about", "allowed"), [
    ("rita", OWN, True), ("rita", OTHER, False), ("rolf", OTHER, True), ("ella", OTHER, True), ("olga", OWN, False), ("ada", OWN, False),
    ("stranger", OWN, False), ("rita", "submission/S-M01-01-1", True), ("rolf", "submission/S-M01-01-1", False), ("rita", "goal/T01", False), ("ella", "goal/T01", True)])
def test_who_may_read_and_write(sqlite_engine, who, about, allowed):
    desk = a_desk(sqlite_engine, None, a_submission())
    for act in (lambda: comments.add(desk.caller(who), about, "x", "k"), lambda: comments.about(desk.caller(who), about)):
        if allowed:
            act()
        else:
            with pytest.raises(NotAllowed):
                act()
    assert len(desk.now.workspace.comments) == int(allowed)


def test_a_right_that_was_taken_away_is_gone_at_once(sqlite_engine):
    desk = a_desk(sqlite_engine)
    desk.put(replace(desk.now.workspace.person("ella"), disabled=True))
    with pytest.raises(NotAllowed):
        comments.add(desk.caller("ella"), OWN, "x", "k")


@pytest.mark.parametrize("text", ["", " \n ", "x" * 2001])
def test_what_is_no_comment(sqlite_engine, text):
    desk = a_desk(sqlite_engine)
    with pytest.raises(BadInput):
        comments.add(desk.caller("ella"), OWN, text, "k")
    assert comments.add(desk.caller("ella"), OWN, "x" * 2000, "k")


@pytest.mark.parametrize("about", ["milestone/M99-99", "person/rita", "submission/none", "", "milestone"])
def test_nothing_to_comment_on(sqlite_engine, about):
    desk = a_desk(sqlite_engine)
    with pytest.raises(NotFound):
        comments.add(desk.caller("ella"), about, "x", "k")
    assert desk.now.workspace.comments == ()
