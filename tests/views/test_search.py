"""Search over the real plan: what people type and what must come first."""

from datetime import date

import pytest

from tracker.text import wording
from tracker.views import search as view
from tracker.views.search_index import entries, stem

LANGUAGES = (wording("ko"), wording("en"))

# (what is typed, kind and code of the first hit)
FIRST = [
    ("T07", "goal", "T07"), ("t7", "goal", "T07"), ("m07-01", "milestone", "M07-01"), ("M7-1", "milestone", "M07-01"),
    ("7.1", "milestone", "M07-01"), ("57.3", "milestone", "M57-03"), ("FP001", "programme", "FP001"), ("gpu_alloc", "indicator", "GPU_ALLOC"),
    ("A01", "area", "A01"), ("R08", "resolution", "R08"), ("AI 고속도로", "area", "A01"), ("AI고속도로", "area", "A01"),
    ("인공지능 고속도로", "area", "A01"), ("고속 도로", "area", "A01"), ("MSIT", "ministry", "MSIT"), ("msit", "ministry", "MSIT"),
    ("과기부", "ministry", "MSIT"), ("과기정통부", "ministry", "MSIT"), ("과학기술정보통신부", "ministry", "MSIT"),
    ("행안부", "ministry", "MOIS"), ("중기부", "ministry", "MSS"), ("기재부", "ministry", "MOEF"), ("FSC", "ministry", "FSC"),
    ("제7조", "article", "Art. 7"), ("7조", "article", "Art. 7"), ("article 7", "article", "Art. 7"), ("Art. 22-2", "article", "Art. 22-2"),
    ("제22조의2", "article", "Art. 22-2"), ("예산", "page", "funding"), ("전체회의", "body", "OR01"), ("K-문샷", "milestone", "M07-01"),
]
# (what is typed, a kind and code that must be among the hits)
AMONG = [
    ("국방", "ministry", "MND"), ("국방", "area", "A10"), ("인재", "area", "A03"), ("k문샷", "milestone", "M07-01"), ("데이터 센터", "goal", "T02"),
    ("데이터센터", "goal", "T02"), ("data centers", "goal", "T02"), ("Data Centre", "goal", "T02"), ("humanoid robot", "indicator", "HUMANOID_RANK"),
    ("안전연구소", "body", "AISI"), ("safety institute", "body", "AISI"), ("defense", "ministry", "MND"), ("입법 프레임워크", "resolution", "R17"),
    ("CAIO", "meeting", "M2026-10C"), ("GPU", "indicator", "GPU_GOV"), ("행동게획", "resolution", "R08"), ("접근성", "page", "help"),
    ("반도체실증", "programme", "FP034"), ("피지컬 AI", "milestone", "M12-01"), ("모두의AI실험실", "indicator", "AILAB_SITES"),
]


@pytest.mark.parametrize(("typed", "kind", "code"), FIRST)
def test_what_comes_first(real_plan, typed, kind, code):
    first_kind, hits = view.groups(view.find(real_plan, typed))[0]
    assert (first_kind, hits[0].entry.code) == (kind, code)


@pytest.mark.parametrize(("typed", "kind", "code"), AMONG)
def test_what_is_found(real_plan, typed, kind, code):
    assert (kind, code) in {(h.entry.kind, h.entry.code) for h in view.find(real_plan, typed).hits}


def test_a_code_finds_that_one_thing_only(real_plan):
    assert [h.entry.code for h in view.find(real_plan, "7.1").hits] == ["M07-01"]


def test_a_ministry_brings_all_it_leads(real_plan):
    found = {kind: len(hits) for kind, hits in view.groups(view.find(real_plan, "MSIT"))}
    assert found["goal"] == sum("MSIT" in g.leads for g in real_plan.goals)
    assert found["milestone"] >= sum(m.lead == "MSIT" for m in real_plan.milestones)


def test_spacing_and_plural_do_not_matter(real_plan):
    for one, other in (("데이터 센터", "데이터센터"), ("AI 고속도로", "AI고속도로"), ("robot", "Robots"), ("data centre", "data centres")):
        codes = [{h.entry.code for h in view.find(real_plan, typed).hits} for typed in (one, other)]
        assert codes[0] & codes[1] and len(codes[0] ^ codes[1]) <= 4, (one, other)


@pytest.mark.parametrize("typed", ["", "   ", "쀍뷁", "zzzzqq", "<script>alert(1)</script>", "%", "e", "[", "\\", "()" * 40])
def test_nothing_found_is_said(real_plan, typed):
    found = view.find(real_plan, typed)
    for t in LANGUAGES:
        assert view.finding(found, t)
    assert not found.hits or found.near


def test_hits_are_marked_across_blanks():
    assert view.marked("AI 고속도로 구축", ("ai", "고속도로")) == [("AI", True), (" ", False), ("고속도로", True), (" 구축", False)]
    assert view.marked("데이터 센터", ("데이터센터",)) == [("데이터 센터", True)]
    assert view.marked("training AI", ("ai",)) == [("training ", False), ("AI", True)]
    assert view.marked("abc", ()) == [("abc", False)]


def test_marking_loses_no_letter(real_plan):
    for entry in entries(real_plan)[:400]:
        assert "".join(piece for piece, _ in view.marked(entry.name.ko, ("ai", "계획", "데이터"))) == entry.name.ko


@pytest.mark.parametrize(("word", "wanted"), [("robots", "robot"), ("policies", "policy"), ("class", "class"), ("status", "status"),
                                              ("boxes", "box"), ("analysis", "analysis"), ("bus", "bus"), ("gas", "gas")])
def test_english_plurals(word, wanted):
    assert stem(word) == wanted


def test_every_kind_has_its_word():
    for t in LANGUAGES:
        assert all(f"search.kind_{kind}" in t for kind in view.KINDS)


def test_the_index_is_built_once(real_plan):
    assert entries(real_plan) is entries(real_plan)
    assert len(entries(real_plan)) > 1100


def test_the_download_holds_what_the_page_shows(real_plan):
    rows = view.rows(real_plan, date(2026, 11, 22), LANGUAGES[0], {"q": "국방"})
    assert [r["code"] for r in rows] == [h.entry.code for _, hits in view.groups(view.find(real_plan, "국방")) for h in hits]
    assert rows[0]["address"].startswith("/")


def test_letters_that_meet_at_a_space_are_no_word(real_plan):
    """The end of one word and the beginning of the next: 재생에너지 연계 does not say 지연, nor using public GPU."""
    hits = {h.entry.code for h in view.find(real_plan, "지연").hits}
    assert "milestones" in hits and "M02-03" not in hits
    assert "FP522" not in {h.entry.code for h in view.find(real_plan, "GPU").hits}
