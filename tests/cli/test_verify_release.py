"""`verify-release`: what a stranger can find out from the files alone."""

import functools
import http.server
import shutil
import threading

import pytest
from typer.testing import CliRunner

from tests.builders import words
from tests.services.press import NOTICE, a_house, a_key
from dataclasses import replace
from tracker.cli.commands import app
from tracker.services import publishing
from tracker.exchange.signing import public_of

ONE, TWO = "2026Q4-r1", "2026Q4-r2"


@pytest.fixture
def key() -> str:
    return a_key()


@pytest.fixture
def house(sqlite_engine, tmp_path, key):
    house = a_house(sqlite_engine, tmp_path / "releases", None, key)
    house.published()
    house.desk.put(replace(house.desk.now.plan.milestones[0], title=words("Said otherwise")))
    house.published(NOTICE)
    return house


def said(*given) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["verify-release", *map(str, given), "--lang", "en"])
    return result.exit_code, result.output


def test_sound_releases_and_their_chain(house, key):
    assert said(house.folder)[0] == 0
    code, words = said(house.folder / TWO, "--key", public_of(key))
    assert code == 0 and "made with the given key" in words and f"back to {ONE}" in words and "sound" in words
    assert CliRunner().invoke(app, ["verify-release", str(house.folder), "--lang", "ko"]).output.endswith("결과: 이상 없음\n")


@pytest.mark.parametrize(("harm", "words"), [
    (lambda f: (f / TWO / "plan.json").write_bytes((f / TWO / "plan.json").read_bytes().replace(b"Said", b"Sung")), "is not what was published"),
    (lambda f: (f / TWO / "changes.json").unlink(), "is missing"),
    (lambda f: (f / TWO / "more.txt").write_text("more"), "not in the manifest"),
    (lambda f: shutil.copy(f / ONE / "manifest.json", f / TWO / "manifest.json"), "Name"),
    (lambda f: (f / TWO / "manifest.json").write_bytes((f / TWO / "manifest.json").read_bytes().replace(b'"Put right"', b'"Put wrong"')), "Signature: wrong"),
    (lambda f: (f / TWO / "manifest.sig").write_text("00" * 64), "Signature: wrong"),
    (lambda f: (f / TWO / "manifest.json").unlink(), "manifest.json is missing"),
    (lambda f: (f / ONE / "manifest.json").write_bytes((f / ONE / "manifest.json").read_bytes().replace(b"KOREA", b"OTHER")), "Chain: broken"),
])
def test_what_was_changed_is_found(house, harm, words):
    harm(house.folder)
    code, found = said(house.folder / TWO)
    assert code == 1 and words in found, found


def test_another_key_and_a_whole_release_made_anew(house):
    assert "not made with the given key" in said(house.folder / TWO, "--key", public_of(a_key()))[1]


def test_a_release_alone_says_that_its_chain_was_not_seen(house, tmp_path):
    shutil.copytree(house.folder / TWO, tmp_path / TWO)
    code, words = said(tmp_path / TWO)
    assert code == 0 and "not seen" in words


def test_a_withdrawal_says_whether_it_is_signed(house, key):
    publishing.withdraw(house.caller("pia"), TWO, house.version(TWO), NOTICE, house.folder, "w", key)
    mark, trusted = house.folder / f"{TWO}.withdrawn", ("--key", public_of(key))
    for given in ((), trusted):
        code, found = said(house.folder / TWO, *given)
        assert code == 0 and NOTICE.en in found and "Withdrawal: signed" in found
    assert "ithdraw" not in said(house.folder / ONE)[1]
    mark.write_text(mark.read_text().replace(NOTICE.en, "Never mind"))
    assert said(house.folder / TWO)[0] == 1 and "Withdrawal: wrong" in said(house.folder / TWO)[1]
    mark.write_text("틀린 금액\nWrong amounts\n")
    code, found = said(house.folder / TWO, *trusted)
    assert code == 0 and "Wrong amounts" in found and "Withdrawal: unsigned" in found


def test_over_the_web(house):
    serve = functools.partial(_Quiet, directory=str(house.folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), serve) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        root = f"http://127.0.0.1:{server.server_port}"
        assert said(f"{root}/{TWO}")[0] == 0
        (house.folder / TWO / "plan.json").write_text("{}")
        assert said(f"{root}/{TWO}")[0] == 1
        assert said(f"{root}/2026Q4-r9")[0] == 1
        server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing on the screen of the tests."""


def test_nothing_there(tmp_path):
    assert said(tmp_path)[0] == 2 and said("http://127.0.0.1:9/r")[0] == 2
