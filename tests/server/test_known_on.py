"""What was known on a day, over HTTP: pages, downloads, tags, canonical addresses, and days nobody recorded."""

from datetime import date

import pytest

from tests.builders import a_full_plan, a_milestone, a_plan, words
from tests.server.desks import CountingShelf, Edition, a_client, a_desk
from tracker.domain.errors import NotFound
from tracker.server.asking import BadAddress, asked_of

FIRST = date(2026, 11, 10)


class Remembering(CountingShelf):
    """A shelf whose plan had other words until 15 November, and nothing before the 10th."""

    def __init__(self) -> None:
        super().__init__(a_full_plan())
        self.then = Edition(a_plan(milestones=(a_milestone(title=words("Former words")),)), "r0")

    def edition(self, known_on=None):
        if known_on and known_on < FIRST:
            raise NotFound("error.nothing_known_then", first=FIRST)
        return self.then if known_on and known_on <= date(2026, 11, 15) else super().edition()


@pytest.fixture
def client(tmp_path):
    return a_client(a_desk(tmp_path, shelf=Remembering()))


def test_a_download_says_what_was_known_then(client):
    now, then = client.get("/data/milestones.csv"), client.get("/data/milestones.csv?known_on=2026-11-15")
    assert "Former words" in then.text and "Former words" not in now.text
    assert "known-2026-11-15" in then.headers["content-disposition"] and "2026-11-15-known" in then.headers["content-disposition"]
    assert now.headers["etag"] != then.headers["etag"]
    assert client.get("/data/milestones.csv?known_on=2026-11-15", headers={"If-None-Match": then.headers["etag"]}).status_code == 304


def test_each_day_of_knowledge_has_its_own_tag(client):
    places = ("/goals", "/goals?known_on=2026-11-15", "/goals?known_on=2026-11-16", "/goals?as_of=2026-11-15", "/goals?known_on=2026-11-15&as_of=2026-11-20")
    assert len({client.get(place).headers["etag"] for place in places}) == len(places)


def test_a_page_tells_the_plan_of_then_and_has_no_address_of_its_own(client):
    then = client.get("/milestone?code=M01-01&known_on=2026-11-15&lang=en").text
    assert "Former words (en)" in then and '<link rel="canonical" href="http://testserver/milestone?code=M01-01&amp;lang=en">' in then


@pytest.mark.parametrize("place", ["/goals?known_on=2026-11-01&lang=en", "/data/goals.csv?known_on=2026-11-01&lang=en", "/?known_on=2026-01-01&lang=en"])
def test_a_day_before_the_record_is_a_page_in_words(client, place):
    answer = client.get(place)
    assert answer.status_code == 404 and "No record of that day" in answer.text and "10\u00a0Nov\u00a02026" in answer.text


@pytest.mark.parametrize("place", ["/goals?known_on=x", "/goals?known_on=2026-02-30", "/data/goals.csv?known_on=20261115"])
def test_an_unreadable_day_is_said_with_its_name(client, place):
    answer = client.get(place)
    assert answer.status_code == 400 and "known_on" in answer.text


def test_as_of_follows_what_was_known_unless_it_is_given(desk):
    ask = lambda **given: (lambda a: (str(a.as_of), a.known_on and str(a.known_on)))(asked_of(given, desk.settings))  # noqa: E731
    assert ask() == ("2026-11-22", None) and ask(known_on="2026-11-15") == ("2026-11-15", "2026-11-15")
    assert ask(known_on="2026-11-15", as_of="2026-06-30") == ("2026-06-30", "2026-11-15")
    assert ask(known_on="2026-11-22") == ask(known_on="2027-01-01") == ("2026-11-22", None)  # today's knowledge is the present one
    with pytest.raises(BadAddress):
        ask(known_on="x")


def test_the_reader_of_a_page_reads_the_same_days():
    from tracker.pages.reader import read_address

    def read(**given):
        address, readable = read_address("goals", given, "ko", date(2026, 11, 22))
        return str(address.as_of), address.known_on and str(address.known_on), readable, {k: v for k, v in address.kept.items() if v}
    assert read(known_on="2026-11-15") == ("2026-11-15", "2026-11-15", True, {"lang": "ko", "known_on": "2026-11-15"})
    assert read(known_on="2026-11-15", as_of="2026-06-30")[:3] == ("2026-06-30", "2026-11-15", True)
    assert read(known_on="x")[:3] == ("2026-11-22", None, False) and read(as_of="x", known_on="2026-11-15")[:3] == ("2026-11-15", "2026-11-15", False)
    assert read(known_on="2026-11-23")[:3] == ("2026-11-22", None, True)
