"""The words: both languages complete and alike, no key undefined or idle, and numbers, dates and money as official prose has them."""

import re
import string
import tomllib
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.builders import a_head
from tracker.domain.periods import parse_period
from tracker.domain.plan import PlanHead
from tracker.text import FOLDER, SHARED, wording
from tracker.text.particles import with_particle

ROOT = Path(__file__).parent.parent
KO, EN = wording("ko"), wording("en")
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
HANGUL_IN_ENGLISH = {"common.language_ko"}  # a language is named in itself
EMPTY = {("en", "overview.unit")}  # a counting word English lacks
LITERAL = re.compile(r"""\bt\(\s*(?:\n\s*)?["']([a-z_]+\.[A-Za-z0-9_.]+)["']""")


def placeholders(sentence: str) -> set[str]:
    return {re.split(r"[.\[]", name)[0] for _, name, _, _ in string.Formatter().parse(sentence) if name}


def python_sources() -> list[tuple[str, str]]:
    return [(path.relative_to(ROOT).as_posix(), path.read_text("utf-8")) for path in sorted((ROOT / "tracker").rglob("*.py"))]


def test_both_languages_have_the_same_keys():
    """But for counts of units: English needs singular and plural where Korean writes the unit as the plan does."""
    apart = set(KO.keys()) ^ set(EN.keys())
    assert {key for key in apart if not key.startswith("indicators.amount_")} == set()


def test_both_languages_fill_the_same_places():
    """Terms apart, which a language may need where the other does not."""
    own = {key: [placeholders(t.sentence(key)) - KO.terms.keys() for t in (KO, EN)] for key in KO.keys() if key in EN}
    differ = {key: places for key, places in own.items() if places[0] != places[1]}
    assert differ == {}


def test_no_hangul_in_english():
    assert [key for key in EN.keys() if HANGUL.search(EN.sentence(key)) and key not in HANGUL_IN_ENGLISH] == []


def test_no_sentence_is_empty():
    assert [(t.language, key) for t in (KO, EN) for key in t.keys() if not t.sentence(key) and (t.language, key) not in EMPTY] == []


def test_no_honorifics_in_korean():
    polite = re.compile("(습니다|하세요|십시오|해요|입니다)")
    assert [key for key in KO.keys() if polite.search(KO.sentence(key))] == []


@pytest.mark.parametrize("language", ["ko", "en"])
def test_shared_tables_never_contradict_one_another(language):
    """A shared name defined in two files must say the same, or one silently overwrites the other."""
    said: dict[str, dict[str, str]] = {}
    for file in sorted((FOLDER / language).glob("*.toml")):
        for name, entries in tomllib.loads(file.read_text("utf-8")).items():
            if isinstance(entries, dict) and name in SHARED:
                for key, words in entries.items():
                    said.setdefault(f"{name}.{key}", {})[file.stem] = words
    for file in ("column", "word", "filter", "dataset"):  # a file of the name of a shared table counts too
        path = FOLDER / language / f"{file}.toml"
        for key, words in (tomllib.loads(path.read_text("utf-8")) if path.exists() else {}).items():
            said.setdefault(f"{file}.{key}", {})[f"({file})"] = words
    assert {key: files for key, files in said.items() if len(set(files.values())) > 1} == {}


def test_every_key_named_in_the_code_is_defined():
    """A key that ends in an underscore is the beginning of several."""
    missing = [(path, key) for path, source in python_sources() if "/text/" not in path for key in LITERAL.findall(source)
               if key not in KO and not (key.endswith("_") and any(k.startswith(key) for k in KO.keys()))]
    assert missing == []


def test_every_key_is_used_somewhere():
    """A key counts as used when the code names it, or names its beginning or its last part in a string."""
    code = "\n".join(source for _, source in python_sources())
    stems = set(re.findall(r"""["']([a-z_]+\.[a-z0-9_.]*)[{"']""", code))
    words = set(re.findall(r"""["'{ ]([A-Za-z0-9_]+)["'}]""", code))
    begun = lambda key: any(key.startswith(stem) for stem in stems if stem.endswith((".", "_")))
    named = lambda key: any(f'"{k}"' in code for k in (key, key.removesuffix("_title"), key.removesuffix("_text")))
    idle = [key for key in KO.keys() if not named(key) and not begun(key) and key.rsplit(".", 1)[1] not in words]
    assert idle == []


@pytest.mark.parametrize("amount, korean, english", [
    (9_900_000_000_000, "9조 9,000억 원", "KRW 9.9 trillion"), (27_537_241_000_000, "27조 5,372억 원", "KRW 27.54 trillion"),
    (10_139_800_000_000, "10조 1,398억 원", "KRW 10.14 trillion"), (10**12, "1조 원", "KRW 1 trillion"),
    (220_812_000_000, "2,208억 원", "KRW 220.81 billion"), (10**8, "1억 원", "KRW 100 million"), (50_000_000, "5,000만 원", "KRW 50 million"),
    (0, "0 원", "KRW 0"), (-280_000_000_000, "\u22122,800억 원", "KRW \u2212280 billion"), (None, "자료 없음", "n/a")])
def test_money(amount, korean, english):
    assert KO.won(amount).replace("\u00a0", " ") == korean
    assert EN.won(amount).replace("\u00a0", " ") == english


@pytest.mark.parametrize(("starts", "names"), [(1, ["2026", "2099"]), (4, ["2026/27", "2099/00"]), (10, ["2026/27", "2099/00"])])
def test_fiscal_years_are_named_as_the_plan_counts_them(starts, names):
    for t in (KO, EN):
        own = t.of(a_head(fiscal_year_starts=starts))
        assert [own.fiscal(year) for year in (2026, 2099)] == names == [own.format("{year:fy}", year=year) for year in (2026, 2099)]


def test_instants_are_told_on_the_clocks_of_the_plan():
    at = datetime(2026, 11, 22, 15, 30, tzinfo=UTC)
    told = {zone: EN.of(a_head(time_zone=zone)).moment(at).replace("\u00a0", " ") for zone in ("Asia/Seoul", "America/Montevideo")}
    assert told == {"Asia/Seoul": "23 Nov 2026 00:30", "America/Montevideo": "22 Nov 2026 12:30"} and EN.day(at).day == 22


@pytest.mark.parametrize("written, korean, english", [
    ("2026-06-30", "2026. 6. 30.", "30 Jun 2026"), ("2026 Q2", "2026년 2분기", "Q2 2026"), ("2026-10", "2026년 10월", "Oct 2026"),
    ("2026 H2", "2026년 하반기", "H2 2026"), ("2028", "2028년", "2028")])
def test_periods(written, korean, english):
    period = parse_period(written)
    assert KO.period(period).replace("\u00a0", " ") == korean and EN.period(period).replace("\u00a0", " ") == english


def test_dates_and_sums_never_break_across_lines():
    for t in (KO, EN):
        assert " " not in t.date(date(2026, 11, 22)) + t.won(9_900_000_000_000) + t.period(parse_period("2026 Q4"))


def test_numbers_shares_and_differences():
    assert KO.percent(0.413) == EN.percent(0.413) == "41.3%"
    assert KO.points(0.05) == "+5.0%p" and EN.points(-0.05) == "\u22125.0\u00a0pp"
    assert KO.number(12345) == "12,345" and KO.number(None) == "자료 없음" and EN.percent(None) == "n/a"


@pytest.mark.parametrize("word, pair, whole", [
    ("과기정통부", "은/는", "과기정통부는"), ("기상청", "은/는", "기상청은"), ("교육부", "이/가", "교육부가"), ("국방", "을/를", "국방을"),
    ("서울", "으로/로", "서울로"), ("경찰청", "으로/로", "경찰청으로"), ("GPU", "은/는", "GPU는"), ("3", "은/는", "3은"), ("2", "은/는", "2는"),
    ("1", "으로/로", "1로"), ("T07", "이/가", "T07이"), ("(가칭)연구소", "과/와", "(가칭)연구소와"), ("AI", "을/를", "AI를")])
def test_particles(word, pair, whole):
    assert with_particle(word, pair) == whole


def test_english_counts_agree_with_their_word():
    assert EN("common.days", n=1) == "1\u00a0day" and EN("common.days", n=2) == "2\u00a0days"


def test_none_is_no_data_and_never_zero():
    assert KO.show(None) == "자료 없음" and EN.show(None) == "n/a" and KO.show(0) == "0"


def test_the_head_of_the_plan_has_words_in_both_languages(real_plan):
    from tracker.domain.words import Bilingual
    head: PlanHead = real_plan.head
    said = {name: getattr(head, name) for name in head.__dataclass_fields__ if isinstance(getattr(head, name), Bilingual)}
    assert [name for name, words in said.items() if not (words.ko and words.en)] == []
    assert [name for name, words in said.items() if HANGUL.search(words.en)] == []
