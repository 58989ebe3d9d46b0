"""Evidence files over HTTP: only to save, never to open, and a stranger learns nothing."""

from dataclasses import replace
from datetime import date

import pytest

from tests.builders import a_full_plan
from tests.releases import OUT
from tests.server.desks import a_client, a_desk
from tests.services.reporters import reporters
from tests.services.test_evidence import TEXT, accept, handed_in
from tracker.config import now
from tracker.domain.log import Head
from tracker.domain.release import PLAN, Manifest, ReleaseId, ReleaseKind
from tracker.exchange.plan_json import plan_bytes
from tracker.exchange.release_folder import write_release
from tracker.server.evidence import naming
from tracker.server.inside import Insiders
from tracker.services.accounts import cookie_name
from tracker.services.signing import seal_of
from tracker.store.accounts import add_session, new_token
from tracker.store.engine import writing


@pytest.fixture
def asking(tmp_path, sqlite_engine):
    """(desk of people, a way to ask for a file as one of them)."""
    people = reporters(sqlite_engine)
    place = a_desk(tmp_path)
    settings = replace(place.settings, database_url=str(sqlite_engine.url))
    client = a_client(replace(place, settings=settings, inside=Insiders(settings)))
    tokens = {name: new_token() for name in ("rita", "rolf", "ella")}  # the server goes by the clock
    with writing(sqlite_engine) as session:
        for name, token in tokens.items():
            add_session(session, token, name, now(), "test", "local")

    def ask(sha: str, who: str = ""):
        cookies = {cookie_name(settings): seal_of(settings).sealed("session", tokens[who])} if who else {}
        return client.get(f"/evidence/{sha}", headers={"Cookie": "; ".join(f"{k}={v}" for k, v in cookies.items())} if cookies else {})

    return people, ask, place


def test_a_reader_gets_it_as_something_to_save_and_nobody_opens_it(asking):
    people, ask, _ = asking
    answer = ask(handed_in(people), "rita")
    assert answer.status_code == 200 and answer.content == TEXT
    assert answer.headers["content-type"] == "application/octet-stream" and answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-disposition"].startswith('attachment; filename="plan.txt"') and answer.headers["cache-control"] == "private, no-store"


def test_a_stranger_and_another_ministry_are_told_it_is_not_there(asking):
    people, ask, _ = asking
    sha = handed_in(people)
    answers = [ask(sha), ask(sha, "rolf"), ask("0" * 64), ask("0" * 64, "ella"), ask("x"), ask("..%2f..%2fetc"), ask(sha.upper(), "rita")]
    assert {a.status_code for a in answers} == {404} and not any(TEXT in a.content for a in answers)


def test_public_evidence_is_for_who_is_signed_in_once_accepted_and_for_everybody_once_published(asking):
    people, ask, place = asking
    sha = handed_in(people)
    accept(people)
    assert ask(sha, "rolf").content == TEXT and ask(sha).status_code == 404
    manifest = Manifest(ReleaseId(2026, 3, 1), ReleaseKind.QUARTER, "x", date(2026, 9, 30), OUT, Head(1, "a" * 64), {})
    write_release(place.rack.folder, manifest, {PLAN: plan_bytes(a_full_plan()), f"evidence/{sha}.txt": TEXT})
    answer = ask(sha)
    assert answer.content == TEXT and answer.headers["content-type"] == "application/octet-stream"
    assert ask("0" * 64).status_code == 404


@pytest.mark.parametrize(("name", "plain"), [("plan.pdf", "plan.pdf"), ('a"b\r\nX: y.pdf', "a_b__X__y.pdf"), ("\uacc4\ud68d.pdf", "__.pdf")])
def test_a_name_cannot_write_headers(name, plain):
    header = naming(name)
    assert header.startswith(f'attachment; filename="{plain}"; filename*=UTF-8') and "\r" not in header and "\n" not in header and header.isascii()
