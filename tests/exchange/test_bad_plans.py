"""Plans that are no good, in every way somebody might bring one: refused with the place and how to mend it, in both
languages, and never with anything but BadInput."""

import io
import json
from collections.abc import Callable
from random import Random
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest

from tests.builders import a_full_plan
from tracker.domain.errors import BadInput
from tracker.exchange import bundle_files, csv_bundle, plan_json
from tracker.exchange.given_plan import read_given
from tracker.exchange.problems import all_in_words
from tracker.text import wording

FILES = csv_bundle.files(a_full_plan())
RECORDS = json.loads(plan_json.plan_bytes(a_full_plan()))
KO, EN = wording("ko"), wording("en")
Made = Callable[[], bytes]


def zipped(files: dict[str, bytes], how: int = ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def table(name: str, old: str, new: str) -> Made:
    """The bundle with one thing in one table written otherwise."""
    return lambda: zipped(FILES | {f"{name}.csv": FILES[f"{name}.csv"].replace(old.encode(), new.encode(), 1)})


def head(old: str, new: str) -> Made:
    def made() -> bytes:
        text = FILES["plan.toml"].decode()
        assert old in text, old
        return zipped(FILES | {"plan.toml": text.replace(old, new, 1).encode()})
    return made


def file(name: str, content: bytes) -> Made:
    return lambda: zipped(FILES | {name: content})


def record(key: str, **changes: object) -> Made:
    """plan.json with one record otherwise; None takes the entry out, no changes the record itself."""
    def made() -> bytes:
        records = {k: dict(v) for k, v in RECORDS["records"].items()}
        if changes:
            records[key] = {k: v for k, v in (records.get(key, {}) | changes).items() if v is not GONE}
        else:
            del records[key]
        return json.dumps({"format": RECORDS["format"], "records": records}).encode()
    return made


def text(change: Callable[[str], str]) -> Made:
    return lambda: change(plan_json.plan_bytes(a_full_plan()).decode()).encode()


def twice() -> bytes:
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive, pytest.warns(UserWarning):
        for _ in range(2):
            archive.writestr("goals.csv", b"code\n")
    return packed.getvalue()


def locked() -> bytes:
    content = bytearray(zipped(FILES))
    place = content.find(b"PK\x01\x02")
    while place >= 0:  # the flag of every member, in both places it stands
        content[place + 8] |= 1
        content[int.from_bytes(content[place + 42:place + 46], "little") + 6] |= 1
        place = content.find(b"PK\x01\x02", place + 4)
    return bytes(content)


def lying() -> bytes:
    """The directory says the first file is shorter than it is."""
    content = bytearray(zipped(FILES, ZIP_STORED))
    place = content.find(b"PK\x01\x02")
    content[place + 24:place + 28] = (3).to_bytes(4, "little")
    return bytes(content)


def nameless() -> bytes:
    """The directory gives a file a name of no length."""
    content = bytearray(zipped({"goals.csv": b"code\n"}, ZIP_STORED))
    place = content.find(b"PK\x01\x02")
    content[place + 28:place + 30] = b"\0\0"
    return bytes(content)


GONE = object()
M, WHERE = "milestone/M01-01", "brought.csv"
LONG = "x" * 20_001
BAD: list[tuple[str, Made, str, str]] = [
    ("cut off", lambda: zipped(FILES)[:900], "brought: 압축 파일이 온전하지 않음. 폴더를 다시 압축할 것", "brought: The zip file is not whole. Zip the folder again"),
    ("lying about a size", lying, "brought: 압축 파일이 온전하지 않음. 폴더를 다시 압축할 것", "brought: The zip file is not whole. Zip the folder again"),
    ("packed another way", lambda: zipped(FILES, ZIP_LZMA), "brought: 압축 파일이 온전하지 않음", "brought: The zip file is not whole"),
    ("a file without a name", nameless, "brought: 압축 파일이 온전하지 않음", "brought: The zip file is not whole"),
    ("locked", locked, "암호로 잠겨 있음. 암호 없이", "is locked with a password. Zip the folder again without one"),
    ("a file twice", twice, "brought: 압축 파일에 goals.csv 파일이 두 번", "brought: The zip file holds goals.csv twice"),
    ("leads outside", lambda: zipped({"../goals.csv": b"code\n"}), "폴더 밖을 가리키는 이름이 있음(../goals.csv)", "leads outside of its folder (../goals.csv)"),
    ("leads to the root", lambda: zipped({"/etc/goals.csv": b"code\n"}), "폴더 밖을 가리키는 이름", "leads outside of its folder"),
    ("leads to a drive", lambda: zipped({"C:\\goals.csv": b"code\n"}), "폴더 밖을 가리키는 이름", "leads outside of its folder"),
    ("unpacks too far", lambda: zipped({"goals.csv": b"0" * (3 * 2**20)}), "brought: 풀면 64MB를 넘음", "brought: Unpacked it is more than 64 MB"),
    ("too many files", lambda: zipped({f"{n}.csv": b"" for n in range(201)}), "든 파일이 200개를 넘음", "holds more than 200 files"),
    ("an unknown table", file("gaols.csv", b"code\n"), "gaols.csv: 계획 폴더에 없는 이름의 표임", "gaols.csv: A plan folder has no table of this name"),
    ("no heading", file("goals.csv", b""), "goals.csv 1행: 머리행이 없음. 첫 행에 열 이름을 적을 것", "goals.csv, line 1: The heading is missing. Write the names of the columns in the first line"),
    ("another encoding", file("goals.csv", b"code\nT\xff\xff\n"), "goals.csv 2행: 글자를 읽을 수 없음. CSV UTF-8 형식으로 저장할 것", "goals.csv, line 2: The text cannot be read. Save the file as CSV UTF-8"),
    ("UTF-16", file("goals.csv", "code\n".encode("utf-16")), "goals.csv 1행: 글자를 읽을 수 없음", "goals.csv, line 1: The text cannot be read"),
    ("NUL", table("goals", "Goal T01 (en)", "Goal \0"), "goals.csv 2행 name_en 열: 보이지 않는 글자가 들어 있음('Goal \\x00'). 지울 것", "goals.csv, line 2, column name_en: The cell holds a character that cannot be shown ('Goal \\x00'). Remove it"),
    ("a cell too long", table("goals", "Goal T01 (en)", LONG), "goals.csv 2행 name_en 열: 한 칸에 20000자를 넘는 글이 있음", "goals.csv, line 2, column name_en: A cell holds more than 20000 characters"),
    ("a cell beyond the reader", table("goals", "Goal T01 (en)", "x" * 140_000), "goals.csv 2행: 한 칸에 20000자를 넘는", "goals.csv, line 2: A cell holds more than 20000 characters"),
    ("a week for a day", table("reports", "2026-05-12", "2026-W20-2"), "reports.csv 2행 on 열: “2026-W20-2” 값이 날짜가 아님", "reports.csv, line 2, column on: “2026-W20-2” is not a day"),
    ("a day without strokes", table("reports", "2026-05-12", "20260512"), "“20260512” 값이 날짜가 아님", "“20260512” is not a day"),
    ("a day before all plans", table("reports", "2026-05-12", "0001-01-01"), "“0001-01-01” 값이 날짜가 아님", "“0001-01-01” is not a day"),
    ("full-width digits", table("milestones", "2026 Q2", "２０２６ Q2"), "“２０２６ Q2” 값이 때가 아님", "“２０２６ Q2” is not a time"),
    ("a serial number for a time", table("milestones", "2026 Q2", "46112"), "“46112” 값이 때가 아님", "“46112” is not a time"),
    ("separators in an amount", table("stage_amounts", "1000000000", '"1,000,000,000"'), "stage_amounts.csv 2행 won 열: “1,000,000,000” 값이 정수가 아님", "stage_amounts.csv, line 2, column won: “1,000,000,000” is not a whole number"),
    ("a unit in an amount", table("stage_amounts", "1000000000", "10억"), "“10억” 값이 정수가 아님. 쉼표와 단위 없이", "“10억” is not a whole number. Write digits only, without commas or units"),
    ("not a number", table("observations", "25", "NaN"), "“NaN” 값이 숫자가 아님", "“NaN” is not a number"),
    ("an exponent", table("observations", "25", "1e308"), "“1e308” 값이 숫자가 아님", "“1e308” is not a number"),
    ("a repeated key", table("milestones", "M01-02,", "M01-01,"), "“M01-01” 값이 2행에 이미 있음", "“M01-01” stands in line 2 already"),
    ("an unknown jurisdiction", table("legal_events", "KR", "XX"), "legal_events.csv 2행 jurisdiction 열: jurisdictions 표에 XX 값이 없음", "legal_events.csv, line 2, column jurisdiction: XX is not in jurisdictions"),
    ("plan.toml of another encoding", file("plan.toml", "code = '북'".encode("cp949")), "plan.toml: 글자를 읽을 수 없음", "plan.toml: The text cannot be read"),
    ("a table that is a number", head("[thresholds]", "thresholds = 5\n[other]"), "thresholds 항목의 꼴이 다름(5)", "thresholds does not have the right form (5)"),
    ("a list that is a table", lambda: zipped(FILES | {"plan.toml": FILES["plan.toml"].replace(b"[[jurisdictions]]", b"[jurisdictions]", 1).replace(b"[[jurisdictions]]", b"[other]")}), "jurisdictions 항목의 꼴이 다름", "jurisdictions does not have the right form"),
    ("a jurisdiction twice", head('code = "EU"', 'code = "KR"'), "plan.toml jurisdictions.code 항목: KR 코드가 두 번 있음", "plan.toml, jurisdictions.code: The code KR stands twice"),
    ("a text there is not", head('"term.budget"', '"term.bugdet"'), "term.bugdet 문구는 이 누리집에 없음", "The site has no text term.bugdet"),
    ("a time zone there is not", head("Asia/Seoul", "Asia/Nowhere"), "plan.toml time_zone 항목: “Asia/Nowhere” 값이 시간대 이름이 아님", "plan.toml, time_zone: “Asia/Nowhere” is not the name of a time zone"),
    ("a way out of the zones", head("Asia/Seoul", "../../etc/passwd"), "값이 시간대 이름이 아님", "is not the name of a time zone"),
    ("a thirteenth month", head("fiscal_year_starts = 1", "fiscal_year_starts = 13"), "“13” 값이 달이 아님", "plan.toml, fiscal_year_starts: “13” is not a month"),
    ("a place there is not", head("Plan budget (en)", "{secret}"), "plan.toml words.term.budget 항목: 이 문구에는 secret 자리가 없음", "plan.toml, words.term.budget: This text has no place for secret"),
    ("a bracket left open", head("Plan budget (en)", "{open"), "문구의 중괄호가 맞지 않음({open)", "The curly brackets of the text do not match ({open)"),
    ("an attribute of a value", head("Plan budget (en)", "{x.__class__}"), "이 문구에는 x.__class__ 자리가 없음", "This text has no place for x.__class__"),
    ("an attribute of a value there is", head("Plan budget (en)", "{the_act.__class__}"), "이 문구에는 the_act.__class__ 자리가", "This text has no place for the_act.__class__"),
    ("a text written as money", head("Plan budget (en)", "{the_act:won}"), "the_act:won 꼴로는 쓸 수 없음", "the_act:won cannot be written that way"),
    ("a text a million wide", head("Plan budget (en)", "{the_act:>1000000}"), "꼴로는 쓸 수 없음", "cannot be written that way"),
    ("a number of thousands of digits", head("code =", "other = " + "1" * 5000 + "\ncode ="), "plan.toml", "plan.toml"),
    ("tables without end", head("[thresholds]", "a." * 3000 + "b = 1\n[thresholds]"), "plan.toml", "plan.toml"),
    ("brackets without end in plan.toml", head("code =", "other = " + "[" * 5000 + "\ncode ="), "plan.toml", "plan.toml"),
    ("a hidden character", head("Plan budget (en)", "\\u0000"), "보이지 않는 글자가 들어 있음('\\x00')", "The cell holds a character that cannot be shown ('\\x00')"),
    ("a licence that is no address", head("https://example.org/licence", "javascript:alert(1)"), "“javascript:alert(1)” 값이 주소가 아님", "“javascript:alert(1)” is not an address"),
    ("JSON cut off", text(lambda t: t[:200]), "JSON이 끊김. 표시된 곳을 고칠 것", "The JSON breaks off at character"),
    ("no plan", lambda: b'{"format":"x"}', "brought: 계획 JSON(national-plan-records/1)이 아님", "brought: This is no plan in JSON (national-plan-records/1)"),
    ("a name twice", text(lambda t: t.replace('"position":0', '"position":0,"position":1', 1)), "position 이름이 한 묶음에 두 번 있음", "The name position stands twice in one bracket"),
    ("infinity", text(lambda t: t.replace('"position":0', '"position":Infinity', 1)), "brought: JSON에 NaN이나 무한대", "brought: The JSON holds NaN, infinity"),
    ("brackets too deep", lambda: b"[" * 200_000, "너무 깊은 묶음이 있음", "brackets too deep"),
    ("half a character", text(lambda t: t.replace("Goal T01 (en)", "\\ud800", 1)), "brought goal/T01 항목: 보이지 않는 글자가", "brought, goal/T01: The cell holds a character that cannot be shown"),
    ("an unknown kind of record", record("gaol/T01", code="T01"), "gaol/T01: 계획에 없는 종류의 기록임", "gaol/T01: a plan has no record of this kind"),
    ("a record without its owner", record("goal/T02/report/R", code="R"), "goal/T02/report/R: 계획에 없는 종류", "goal/T02/report/R: a plan has no record of this kind"),
    ("no head", record("plan/head"), "plan/head 기록이 있으려면", "A record that plan/head needs is missing"),
    ("a number for a text", record(M, title=5), f"brought {M} title 항목: 5 값은 여기에 쓸 수 없음", f"brought, {M} title: 5 cannot stand here"),
    ("a truth for a number", record(M, weight=True), "True 값은 여기에 쓸 수 없음", "True cannot stand here"),
    ("an entry too few", record(M, goal=GONE), f"brought {M} goal 항목: 항목이 없음", f"brought, {M} goal: The entry is missing"),
    ("an entry too many", record(M, boss="x"), f"brought {M} boss 항목: 알 수 없는 항목임", f"brought, {M} boss: This entry is not known"),
    ("a name that says another code", record(M, code="M09-09"), "기록의 이름과 그 안의 코드가 다름", "the name of the record and the code in it differ"),
    ("a code there is not", record(M, goal="T99"), "brought milestones.goal 항목: goals 표에 T99 값이 없음", "brought, milestones.goal: T99 is not in goals"),
    ("a number without end", record("indicator/IND/observation/2026-12-31~2026-12-31", value="1" * 99), "값은 여기에 쓸 수 없음", "cannot stand here"),
]


@pytest.mark.parametrize(("made", "korean", "english"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_what_is_wrong_is_said_with_its_place_in_both_languages(made, korean, english):
    with pytest.raises(BadInput) as bad:
        read_given(made(), "brought")
    assert korean in "\n".join(all_in_words(bad.value, KO)) and english in "\n".join(all_in_words(bad.value, EN))


def test_a_file_beyond_all_plans_is_not_read(tmp_path, monkeypatch):
    monkeypatch.setattr(bundle_files, "MOST_BYTES", 10)
    csv_bundle.write(a_full_plan(), tmp_path)
    with pytest.raises(BadInput) as bad:
        csv_bundle.read(tmp_path)
    assert bad.value.problems[0].key == "file_too_large"


@pytest.mark.parametrize("start", [zipped(FILES, ZIP_STORED), plan_json.plan_bytes(a_full_plan())], ids=["zip", "json"])
def test_no_harm_to_the_bytes_does_more_than_be_refused(start):
    """Bytes changed, cut out, doubled at random places: a plan, or BadInput whose every problem reads."""
    random = Random(7)
    for _ in range(150):
        content = bytearray(start)
        for _ in range(random.randint(1, 4)):
            place = random.randrange(len(content))
            act = random.randrange(3)
            content[place:place + random.choice((1, 1, 4, 60))] = (bytes([random.randrange(256)]), b"", content[place:place + 40] * 2)[act]
        try:
            read_given(bytes(content), "brought")
        except BadInput as bad:
            assert all(all_in_words(bad, t) for t in (KO, EN))


def test_a_zip_of_a_folder_and_one_of_its_files_are_the_same():
    inside = {f"plan/{name}": content for name, content in FILES.items()} | {"plan/README.md": b"about"}
    assert csv_bundle.read_archive(zipped(inside)) == csv_bundle.read_archive(zipped(FILES)) == a_full_plan()


def test_directories_in_an_archive_are_no_files():
    packed = io.BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr(ZipInfo("plan/"), b"")
        for name, content in FILES.items():
            archive.writestr(f"plan/{name}", content)
    assert csv_bundle.read_archive(packed.getvalue()) == a_full_plan()
