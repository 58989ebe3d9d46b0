"""`release`: a quarter from the command line by two people, every mistake in words of both languages, and keys."""

import stat
from dataclasses import replace

import pytest
from typer.testing import CliRunner

from tests.builders import a_report
from tests.services.entrance import HASHED, PASSWORD
from tests.services.press import a_house
from tracker.cli.commands import app
from tracker.config import now, settings
from tracker.domain.release import release_id
from tracker.domain.workspace import ReleaseState
from tracker.exchange.release_folder import ids, read_release
from tracker.exchange.signing import public_of
from tracker.store import accounts
from tracker.store.engine import writing

CODE = "2026Q4-r1"


@pytest.fixture
def house(sqlite_engine, tmp_path):
    """Pia and ella know their passwords; there is one thing to be looked at."""
    house = a_house(sqlite_engine, tmp_path / "releases")
    done = a_report(state="completed", completed_on="2026-05-01", grade="V1")
    house.desk.put(replace(house.desk.now.plan.milestones[0], reports=(done,)))
    with writing(sqlite_engine) as session:
        for name in ("pia", "ella"):
            accounts.keep_password(session, name, HASHED, now())
    return house


def release(house, *words: str, language: str = "en", typed: str = ""):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_DATABASE_URL", house.engine.url.render_as_string(hide_password=False))
        patch.setenv("TRACKER_RELEASES", str(house.folder))
        patch.setenv("TRACKER_AS_OF", "2026-11-22")
        patch.setenv("TRACKER_LANGUAGE", language)
        settings.cache_clear()
        try:
            return CliRunner().invoke(app, ["release", *words], input=f"{typed}\n")
        finally:
            settings.cache_clear()


def says(done, words: str, code: int = 0) -> None:
    assert (done.exit_code, words in done.output.replace("\u00a0", " ")) == (code, True), done.output
    assert "Traceback" not in done.output


def test_a_quarter_by_two_people(house):
    says(release(house, "list"), "no release yet")
    says(release(house, "draft"), f"Opened {CODE}")
    says(release(house, "approve", "--read"), "cannot be approved at this stage", 2)
    says(release(house, "check"), "Nothing is public yet. 3 milestones become public")
    says(release(house, "freeze"), f"Froze {CODE}")
    says(release(house, "approve"), "Tick that you have read", 2)
    says(release(house, "approve", "--read"), "1 of 2 approvals")
    says(release(house, "approve", "--read", language="ko"), "같은 사람이 두 번 승인할 수 없다", 2)
    says(release(house, "publish"), "Two people approve it first", 2)
    says(release(house, "approve", "--read", "--as", "ella", typed=PASSWORD), "do not have the right", 2)
    says(release(house, "approve", "--read", "--as", "pia", typed="some other words"), "pia:", 2)
    says(release(house, "reopen"), f"Opened {CODE} again")
    says(release(house, "reopen", language="ko"), "다시 열 수 없다", 2)
    release(house, "freeze")
    release(house, "approve", "--read")
    says(release(house, "approve", "--read", "--as", "pia", typed=PASSWORD), "2 of 2 approvals")
    says(release(house, "publish", "--at", "2020-01-01 10:00", language="ko"), "이미 지났다", 2)
    says(release(house, "publish", "--at", "2126-01-01 10:00"), "published at the time set")
    says(release(house, "publish", "--due"), "Finished 0")
    says(release(house, "list"), "due 1 Jan 2126")
    says(release(house, "publish"), f"Published {CODE}")
    made, _ = read_release(house.folder, release_id(CODE))
    assert made and house.draft(CODE).manifest == made.manifest_sha256
    says(release(house, "seed"), "release already", 2)
    says(release(house, "draft"), "say in Korean and English what is put right", 2)
    says(release(house, "withdraw", CODE, "--ko", "", "--en", ""), "why it is withdrawn", 2)
    says(release(house, "withdraw", CODE, "--ko", "다시 본다", "--en", "Checked again", "--as", "pia", typed=PASSWORD), f"Withdrew {CODE}")
    assert house.draft(CODE).state is ReleaseState.WITHDRAWN and ids(house.folder) == (release_id(CODE),)


@pytest.mark.parametrize("words", [("freeze", "2026Q9-r1"), ("check", "nonsense"), ("approve", "2026Q9-r1"), ("publish", "2026Q9-r1"), ("reopen", "x"),
                                   ("withdraw", "2026Q9-r1", "--ko", "가", "--en", "b"), ("draft", "2026 Q9"), ("freeze",)])
@pytest.mark.parametrize(("language", "letters"), [("ko", "가나다없은는을를"), ("en", "aeiou")])
def test_what_is_not_there_is_told_in_words(house, words, language, letters):
    done = release(house, *words, language=language)
    assert done.exit_code == 2 and len(done.output.splitlines()) == 1 and set(letters) & set(done.output), done.output
    assert "Error" not in done.output


def test_a_key_is_for_its_owner_and_never_overwritten(house, tmp_path):
    file = tmp_path / "release.key"
    done = release(house, "key", str(file))
    private = file.read_text().strip()
    says(done, public_of(private))
    assert private not in done.output and stat.S_IMODE(file.stat().st_mode) == 0o600
    says(release(house, "key", str(file), language="ko"), "덮어쓰지 않는다", 2)
    assert file.read_text().strip() == private
