"""docs/api.md: every address in it answers, everything there is stands in it, and what it promises is held."""

import re

import pytest

from tests.server.desks import a_client
from tests.server.releases import a_public_desk
from tests.serving import ROOT
from tests.site.releases import real_plan
from tracker.server.api_table import COLLECTIONS, MOST, PAGING, SHARED, USUAL
from tracker.server.release_files import PACKAGE
from tracker.text import wording

TEXT = (ROOT / "tracker/docs/api.md").read_text("utf-8")
ADDRESSES = re.findall(r"^GET (\S+)$", TEXT, re.MULTILINE)
# What v1 promises: the columns of every list as they were when it was published. Adding is free, taking away is v2.
PROMISED = {
    "areas": "code title pillar goals milestones past_due completed completed_late on_track watch delayed not_started no_report_past_due no_report_ahead"
             " no_report_undated closed next_due next_due_period next_due_count source_url confidence",
    "goals": "code title pillar area leads cooperating committee_unit milestones past_due completed completed_late on_track watch delayed not_started closed"
             " first_due last_due next_due source_url source_date confidence",
    "milestones": "code title goal area lead cooperating status timing reason due due_period original_due original_due_period quarters_named completed_on"
                  " forecast days_late days_late_current reported_on reported_state summary verification_grade report_url source_url source_date confidence",
    "funding": "code title ministry ministry_name is_rnd support area goal won_2026_proposal won_2026_enacted account forms executor budget_code source_url confidence",
    "indicators": "code name unit origin lead milestone linked_goals direction shape baseline_value target_value latest_value verdict lack attainment path_ratio"
                  " pace_ratio source_url confidence",
    "meetings": "code body kind meeting_number on place chair attendance agenda outcome source_url confidence",
    "resolutions": "code meeting on title decision adopted responsible deadline note source_url confidence",
    "changes": "date on kind code title detail status_before status_after status_now source_url",
}


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    return a_client(a_public_desk(tmp_path_factory.mktemp("public"), real_plan(), whole=True))


def test_every_address_answers_with_something(client):
    for address in ADDRESSES:
        answer = client.get(address)
        assert answer.status_code == 200 and answer.content, address
        if address.startswith("/api/v1/") and "items" in answer.json():
            assert answer.json()["items"], address


def test_everything_there_is_stands_in_it():
    assert {f"/api/v1/{c.name}" for c in COLLECTIONS} | {f"/data/{name.replace('.ko.', '.en.')}" for name in PACKAGE} <= {a.split("?")[0] for a in ADDRESSES}
    assert all(f"`{name}`" in TEXT for name in (*SHARED, *PAGING)) and f"at most {MOST}, {USUAL} if" in TEXT
    codes = {key.removeprefix("api.").removesuffix("_how") for key in wording("en").keys() if key.startswith("api.") and key.endswith("_how")}
    assert {code for code in codes if f"`{code}`" not in TEXT} == set()


def test_the_example_of_a_refusal_is_real(client):
    assert client.get("/api/v1/goals?as_of=2026-13-01&lang=en").text.strip().replace(":", ": ").replace(",", ", ").replace("day:  ", "day: ") in TEXT


@pytest.mark.parametrize("collection", COLLECTIONS, ids=lambda c: c.name)
def test_what_was_promised_is_still_there(client, collection):
    item = client.get(f"/api/v1/{collection.name}?limit=1").json()["items"][0]
    assert set(PROMISED[collection.name].split()) <= item.keys()
