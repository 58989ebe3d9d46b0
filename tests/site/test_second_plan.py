"""Another country's plan: nothing of the first one's country, years, money or law is in anything it is read by."""

import re
from datetime import date, datetime

import pytest

from tests.site.editions import read
from tests.site.second import TODAY, its_info, second_plan
from tracker.site.feeds import files_feeds
from tracker.site.open_data import files_open_data
from tracker.site.static_edition import files_static
from tracker.text import wording
from tracker.views import law
from tracker.views.datasets import datasets, table

FIRST = re.compile(
    r"(?<![\d.,])20[0-2]\d(?!\d)|Korea(?!n)|대한민국|한국(?!어)|(?<![A-Za-z])AI(?![A-Za-z])|인공지능|국회|National Assembly|KRW|\d[조억만]?[\s\u00a0]원"
    r"|\bin won\b|\(won\)|\(원\)|원 단위|MSIT|MOIS|NABO|과기정통부|기획재정부|KOGL|공공누리|aikorea|서울|Seoul|시행령|Decree|기본법|Basic Act|국무회의|GPU|행동계획|Action Plan"
    r"|설명자료|booklet")
# Ways to write a day or a period, the standards the program follows, and the day of the rules' first edition.
ALLOWED = re.compile(
    r"20260225|2026-0[26]-(25|30)|2026-0[26]|2026 [QH][124]|Q2 2026|2026년 2분기|2026Q[34]-r1|한국형 웹|Lipke 2003|2026\. 11\. 22\.|22 Nov 2026"
    r"|w3\.org/\d{4}|sha256:[0-9a-f]+|lead=MSIT|과기정통부가|MSIT leads|led by MSIT")
EXAMPLES = ("gallery", "help", "assets/", "LICENSE", "plotly")  # drawn from invented rows, or about the program itself


@pytest.fixture(scope="module")
def files():
    plan, info = second_plan(), its_info()
    return files_static(plan, info) | files_open_data(plan, info) | files_feeds(plan, info)


def said(path: str, content: bytes) -> str:
    return read(content.decode()).words if path.endswith(".html") else content.decode("utf-8-sig")


def leaks(text: str) -> list[str]:
    return [text[max(0, m.start() - 30):m.end() + 30] for m in FIRST.finditer(ALLOWED.sub("…", text))]


def test_nothing_of_the_first_plan_is_in_any_page_or_file(files):
    read_by = {p: c for p, c in files.items() if p.endswith((".html", ".csv", ".json", ".jsonld", ".atom", ".ics", ".toml")) and not any(e in p for e in EXAMPLES)}
    assert len(read_by) > 400
    assert {path: found[:3] for path, content in read_by.items() if (found := leaks(said(path, content)))} == {}


def test_what_the_plan_calls_things_is_said(files):
    page, korean = (said(p, files[p]) for p in ("en/funding.html", "funding.html"))
    assert "canal budget" in page and "MRC 6.8 billion" in page and "Voted budget" in page and "budget papers" in page
    assert "수로 예산" in korean and "68억 MRC" in korean and "확정 예산" in korean
    law = said("x.html", files["en/committee.html"])
    assert "2 committee plenaries, 2 items adopted" in law.replace("\u00a0", " ") and "Waterways Council" in law and "Borea" in law and "Waterways Act" in law


def test_the_law_at_home_is_that_of_its_own_country():
    plan, t = second_plan(), wording("en").of(second_plan().head)
    assert law.coming(plan, TODAY).code == "E3"
    for key in ("next_dates", "changes"):
        told = [row["title"] for row in table(plan, date(2033, 2, 1) if key == "changes" else TODAY, t, key, {}).rows]
        assert "Toll articles in force" in told and "Borean canal treaty" not in told


@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_dataset_has_rows_of_it_or_says_there_are_none(language):
    t = wording(language).of(second_plan().head)
    for key in datasets():
        found = table(second_plan(), TODAY, t, key, {})
        assert all(c.label(t) for c in found.columns)
    columns = [c.key for c in table(second_plan(), TODAY, t, "funding", {}).columns if c.amount]
    assert columns == ["won_2031_enacted", "won_2031_settled", "won_2032_request", "won_2032_proposal", "won_2032_enacted", "won_2032_disbursed"]


def test_days_are_those_of_its_own_time_zone(files):
    """Wherever a release tells when it came out, and where its feeds date what is known to the day."""
    english = [said(p, c).replace("\u00a0", " ") for p, c in files.items() if p.startswith("en/") and p.endswith(".html") and "/embed/" not in p]
    assert english and all("Published 20 May 2032" in page for page in english) and not any("21 May 2032" in page for page in english)
    told = re.findall(r"\d{4}-\d\d-\d\dT[0-9:]+(?:Z|[+-]\d\d:\d\d)", files["feeds/en/changes.atom"].decode())
    assert {stamp[-6:] for stamp in told} == {"-03:00", "+00:00"} and "T00:00:00-03:00" in "".join(told)
    assert datetime.fromisoformat(next(s for s in told if s.endswith("+00:00"))) == its_info().published_at


def test_its_fiscal_years_begin_in_april_and_are_named_so(files):
    page, korean = (said(p, files[p]).replace("\u00a0", " ") for p in ("en/funding.html", "funding.html"))
    assert "13.7% of fiscal year 2032/33 has gone by" in page and "2032/33 회계연도 13.7% 경과" in korean
    whole = " ".join(said(p, c) for p, c in files.items() if p.endswith(".html") and not any(e in p for e in EXAMPLES))
    assert re.findall(r"[Ff]iscal year \d{4}(?!/)|\d{4} 회계연도|\d{4}년 본예산|\b\d{4} enacted|enacted for \d{4}(?!/)", whole) == []
    method, korean = (said(p, files[p]) for p in ("en/methodology.html", "methodology.html"))
    assert "Fiscal years run from Apr to Mar" in method and "회계연도는 4월부터 이듬해 3월까지" in korean


def test_a_leak_would_be_found():
    assert leaks("KRW 5 trillion") and leaks("the AI budget of 2027") and leaks("9조 원") and not leaks("MRC 5 trillion in 2032")
