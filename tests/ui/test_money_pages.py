"""The money pages drawn as a reader sees them: their findings, their filters, and wrong codes."""

from contextlib import nullcontext
from datetime import date
from pathlib import Path

import pytest

from tracker.domain.errors import NotFound
from tracker.exchange.csv_bundle import read
from tracker.pages import funding, programme, supports
from tracker.pages.canvas import drawing_on
from tracker.pages.reader import read_address, reader_for

TODAY = date(2026, 11, 22)
DAYS = ["2025-06-01", "2026-02-25", "2026-06-30", "2026-07-01", "2026-11-22", "2030-01-01"]


@pytest.fixture(scope="module")
def plan():
    return read(Path(__file__).parents[2] / "seed_data")


@pytest.fixture
def drawn(plan):
    """Draws a page and gives the HTML of every block; figures count by themselves."""
    paper = Paper()

    def draw(module, key: str, **query: str) -> str:
        paper.blocks.clear()
        address, _ = read_address(key, query, "ko", TODAY)
        with drawing_on(paper):
            module.render(reader_for(address, plan, "r", TODAY))
        return "".join(paper.blocks)

    return draw


class Paper:
    """A canvas that keeps what is drawn."""

    def __init__(self) -> None:
        self.blocks: list[str] = []

    def html(self, markup) -> None:
        self.blocks.append(markup)

    def plot(self, figure, sentence, height, key) -> None:
        self.blocks.append(f"<figure>{sentence}</figure>")

    def columns(self, count: int):
        return [nullcontext()] * count

    def alone(self, name: str):
        return nullcontext()


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("lang", ["ko", "en"])
def test_every_page_draws_on_every_day(drawn, day, lang):
    assert drawn(funding, "funding", lang=lang, as_of=day).count("<section") >= 9
    assert drawn(supports, "supports", lang=lang, as_of=day).count("<section") == 4
    assert "<h1" in drawn(programme, "programme", lang=lang, as_of=day, code="FP475")


def test_both_sums_and_the_reason_stand_on_the_page(drawn):
    page = drawn(funding, "funding", lang="en")
    assert all(words in page for words in ("KRW\u00a027.54\u00a0trillion", "KRW\u00a09.9\u00a0trillion", "KRW\u00a017.64\u00a0trillion", "has not been published"))


def test_what_was_sought_comes_first(drawn):
    sought, whole = drawn(funding, "funding", lang="en", ministry="MSS"), drawn(funding, "funding", lang="en")
    assert sought.index("16\u00a0programmes, KRW") < sought.index("totals for the same year") < whole.index("The 10 largest of 533\u00a0programmes</h2>")
    assert "/data/funding.csv?ministry=MSS" in sought


def test_without_a_wish_the_largest_lead_to_all(drawn):
    page = drawn(funding, "funding", lang="en")
    assert "page=1\"" in page and "Show all 533\u00a0programmes" in page
    assert "533\u00a0programmes</h2>" in drawn(funding, "funding", lang="en", page="1")


def test_a_table_of_bars_is_not_repeated_as_a_table(drawn):
    assert drawn(programme, "programme", lang="en", code="FP475").count("Show as table") == 0
    assert drawn(funding, "funding", lang="en").count("Show as table") == 2  # the proposals of the bodies, the flows


def test_a_search_without_result_says_so(drawn):
    assert "No programme matches" in drawn(funding, "funding", lang="en", q="<script>alert(1)</script>")


def test_the_unit_changes_every_amount_of_the_tables(drawn):
    assert "87,924\uc5b5" in drawn(funding, "funding", unit="eok") and "8.79\uc870" in drawn(funding, "funding", unit="jo")


def test_every_figure_has_its_download(drawn, plan):
    page = drawn(funding, "funding")
    for key in ("reconciliation", "money_by_stage", "money_by_ministry", "money_by_support", "programme_links", "stage_amounts", "spending_clock",
                "execution", "funding", "totals", "budget_lines", "money_flows"):
        assert f"/data/{key}.csv" in page and f"/data/{key}.json" in page


@pytest.mark.parametrize("code", ["FP999", "", "<b>"])
def test_a_wrong_code_is_not_found(drawn, code):
    with pytest.raises(NotFound):
        drawn(programme, "programme", code=code)


def test_choices_name_every_body_and_kind_with_programmes(plan):
    address, _ = read_address("funding", {}, "ko", TODAY)
    ministry, support, words, unit = funding.choices(reader_for(address, plan, "r", TODAY))
    assert (len(ministry.options), len(support.options), words.name, len(unit.options)) == (41, 15, "q", 3)
