"""Evidence files: taken from who may attach, given to who may read, to everybody only when public and accepted."""

from dataclasses import replace

import pytest

from tests.services.reporters import DONE, PROOF, reporters, seen
from tracker.domain.errors import NotAllowed, NotFound
from tracker.exchange.evidence_files import BadFile
from tracker.services.evidence import attach, given, words_of
from tracker.services.reporting import submit
from tracker.services.reviewing import Confirmed, approve
from tracker.services.reviewing import Seen as SeenBoth

TEXT = b"Plan of action, adopted"


def handed_in(desk, public: bool = True):
    file = attach(desk.caller("rita"), "M01-01", "C:\\plan.txt", TEXT)
    proof = replace(PROOF, url="", file=file.sha256, file_name=file.name, media_type=file.media_type, size=file.size, public=public)
    submit(desk.caller("rita"), "M01-01", replace(DONE, evidence=(proof,)), seen(desk), "k")
    return file.sha256


def accept(desk) -> None:
    from tracker.domain.reviewing import ticks
    held, at = desk.now.workspace.submission("S-M01-01-1"), seen(desk)
    approve(desk.caller("ella"), held.code, SeenBoth(at.submission, at.milestone), Confirmed(frozenset(ticks(held))), "a")


def who_gets_it(desk, sha: str) -> list[str]:
    found = []
    for who in ("rita", "rosa", "rolf", "ella", "olga", "ada", "stranger"):
        try:
            found.append(who) if given(desk.caller(who), sha).content == TEXT else None
        except (NotAllowed, NotFound):
            pass
    return found


def test_a_file_of_a_waiting_report_is_for_its_ministry_and_the_secretariat(engine):
    desk = reporters(engine)
    assert who_gets_it(desk, handed_in(desk)) == ["rita", "rosa", "ella", "olga"]
    assert given(desk.caller("rita"), handed_in_sha(desk)).name == "plan.txt"


def handed_in_sha(desk) -> str:
    return desk.now.workspace.submission("S-M01-01-1").evidence[0].file


@pytest.mark.parametrize(("public", "readers"), [
    (True, ["rita", "rosa", "rolf", "ella", "olga", "ada", "stranger"]), (False, ["rita", "rosa", "ella", "olga"])])
def test_only_public_evidence_leaves_and_only_once_accepted(engine, public, readers):
    desk = reporters(engine)
    sha = handed_in(desk, public)
    assert "stranger" not in who_gets_it(desk, sha)
    accept(desk)
    assert who_gets_it(desk, sha) == readers


def test_who_may_not_attach(engine):
    desk = reporters(engine)
    for who in ("rolf", "olga", "ada", "stranger"):
        with pytest.raises(NotAllowed):
            attach(desk.caller(who), "M01-01", "a.txt", TEXT)
    with pytest.raises(BadFile):
        attach(desk.caller("rita"), "M01-01", "a.exe", b"MZ\x90\0")


def test_the_same_file_twice_is_one_and_an_unused_one_is_nobodys(engine):
    desk = reporters(engine)
    before = desk.now.seq
    files = {attach(desk.caller("rita"), "M01-01", name, TEXT).sha256 for name in ("a.txt", "b.txt")}
    assert len(files) == 1 and desk.now.seq == before and who_gets_it(desk, *files) == []
    with pytest.raises(NotFound):
        given(desk.caller("ella"), "0" * 64)


def test_personal_data_inside_a_file_holds_the_report_back(engine):
    from tracker.domain.reporting import BadReport
    desk = reporters(engine)
    file = attach(desk.caller("rita"), "M01-01", "list.csv", b"name,phone\nx,010-1234-5678\n")
    assert words_of(desk.caller("rita"), [file.sha256, ""]) == {file.sha256: "name,phone\nx,010-1234-5678\n"}
    with pytest.raises(BadReport) as bad:
        submit(desk.caller("rita"), "M01-01", replace(DONE, evidence=(replace(PROOF, file=file.sha256),)), seen(desk), "k")
    assert [p.field for p in bad.value.problems] == ["evidence.0.file"]
