"""`verify` on both databases: every way to change the log or a row past the program is found and named."""

import json

import pytest

from tests.services.kept import KEY, PROOF, meddle, with_history
from tracker.domain.errors import NotFound, NotReady
from tracker.domain.log import Head
from tracker.services.verifying import head_as_json, head_of, kept_head, verify
from tracker.text import wording
from tracker.views.verdict import said

NOW = "'2026-11-22T05:00:00.000000+00:00'"


@pytest.fixture
def kept(engine):
    return with_history(engine)


def last(engine) -> int:
    return head_of(engine).seq


def test_an_untouched_store_is_sound(kept):
    head = head_of(kept)
    verdict = verify(kept, head)
    assert verdict.sound and verdict.head == head and verdict.entries == head.seq


def test_what_cannot_even_be_read_is_a_fault_and_no_crash(sqlite_engine):
    kept = with_history(sqlite_engine)
    meddle(kept, "PRAGMA ignore_check_constraints=ON", "UPDATE log SET at = 'soon' WHERE seq = 5")
    verdict = verify(kept)
    assert (verdict.broken.seq, verdict.broken.why, verdict.sound) == (5, "unreadable", False)
    meddle(kept, "PRAGMA ignore_check_constraints=ON", "UPDATE reports SET state = 'gone'")
    assert not verify(kept).readable


def test_an_empty_store_is_sound(engine):
    assert verify(engine).sound


@pytest.mark.parametrize("column, value", [
    ("at", NOW), ("actor", "'x'"), ("role", "'x'"), ("action", "'x'"), ("key", "'goal/T99'"), ("field", "'x'"), ("before", "'\"x\"'"),
    ("after", "'\"x\"'"), ("reason", "'x'"), ("resolution", "'x'"), ("version", "9"), ("previous", "'x'"), ("hash", "'x'")])
def test_every_altered_column_of_an_entry_is_found(kept, column, value):
    meddle(kept, f'UPDATE log SET "{column}" = {value} WHERE seq = 5')
    verdict = verify(kept)
    assert not verdict.sound and verdict.broken.seq == 5


def test_a_deleted_entry_is_found(kept):
    meddle(kept, "DELETE FROM log WHERE seq = 5")
    assert (verify(kept).broken.seq, verify(kept).broken.why) == (6, "gap")


def test_an_inserted_entry_is_found(kept):
    seq = last(kept)
    meddle(kept, f"INSERT INTO log SELECT {seq + 1}, at, actor, role, action, key, field, before, after, reason, resolution, version, previous, hash, root "
                 f"FROM log WHERE seq = {seq}")
    assert verify(kept).broken.seq == seq + 1


def test_two_swapped_entries_are_found(kept):
    meddle(kept, "UPDATE log SET seq = 100000 WHERE seq = 5", "UPDATE log SET seq = 5 WHERE seq = 6", "UPDATE log SET seq = 6 WHERE seq = 100000")
    assert verify(kept).broken.seq == 5


def test_a_cut_tail_is_found_by_the_head_kept_elsewhere(kept):
    head = head_of(kept)
    meddle(kept, f"DELETE FROM log WHERE seq = {head.seq}", "DELETE FROM comments")
    assert verify(kept).sound  # the tables were put back as well: from inside nothing shows
    verdict = verify(kept, head)
    assert (verdict.broken.seq, verdict.broken.why) == (head.seq, "short") and not verdict.sound


def test_a_row_edited_past_the_program_is_named_with_both_values(kept):
    meddle(kept, "UPDATE milestones SET weight = 7 WHERE code = 'M01-01'", "UPDATE comments SET text = 'nicer'")
    verdict = verify(kept)
    assert verdict.broken is None
    assert {(s.key, s.field, s.logged, s.found) for s in verdict.strays} == {
        (KEY, "weight", 1, 7), ("comment/N1", "text", "secret remark", "nicer")}


def test_a_row_deleted_past_the_program_is_named(kept):
    meddle(kept, "DELETE FROM checks")
    assert [(s.key, s.field, s.found) for s in verify(kept).strays] == [("check/IC01", "", None)]


@pytest.mark.parametrize("statement", ["UPDATE files SET content = {other}", "DELETE FROM files"])
def test_a_file_that_is_not_what_its_name_says_or_is_gone_is_named(kept, statement):
    assert (verify(kept).files, verify(kept).spoilt) == (1, ())
    meddle(kept, statement.format(other=r"'\x70'::bytea" if kept.dialect.name == "postgresql" else "X'70'"))
    verdict = verify(kept)
    assert (verdict.spoilt, verdict.sound, verdict.broken, verdict.strays, verdict.place) == ((PROOF,), False, None, (), PROOF)
    assert PROOF in "".join(said(verdict, False, wording("ko"))) and verify(kept, files=False).sound


def test_a_head_is_read_back_from_what_was_printed_and_from_a_manifest(kept, tmp_path):
    head, printed, manifest = head_of(kept), tmp_path / "head", tmp_path / "x.json"
    printed.write_text(head_as_json(head))
    manifest.write_text(json.dumps({"format": 1, "head": {"seq": head.seq, "hash": head.hash}}))
    assert kept_head(printed) == kept_head(manifest) == head
    assert verify(kept, Head(head.seq - 1, "0" * 64)).broken.why == "head"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"seq": "x", "hash": 1}', "\xff"])
def test_what_is_no_head_is_said(tmp_path, text):
    file = tmp_path / "head"
    file.write_bytes(text.encode("latin-1"))
    with pytest.raises(NotReady):
        kept_head(file)
    with pytest.raises(NotFound):
        kept_head(tmp_path / "none")
