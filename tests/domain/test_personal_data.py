"""Personal data is found where it is, and not where a document, a date or an amount is. All numbers are made up."""

import pytest

from tracker.domain.personal_data import NEVER, Personal, check_digit_fits, findings, luhn_fits

BANK, PASSPORT = "\uad6d\ubbfc\uc740\ud589 \uacc4\uc88c", "\uc5ec\uad8c"


def numbered(first12: str) -> str:
    """Thirteen digits with the check digit that fits."""
    return next(first12 + d for d in "0123456789" if check_digit_fits(first12 + d))


RRN, FOREIGN = numbered("900101123456"), numbered("900101512345")
WRONG = RRN[:-1] + str((int(RRN[-1]) + 1) % 10)


def kinds(text: str) -> list[str]:
    return [f.kind.value for f in findings(text)]


@pytest.mark.parametrize(("text", "kind"), [
    (RRN, "resident"), (f"{RRN[:6]}-{RRN[6:]}", "resident"), (f"no. {RRN[:6]} - {RRN[6:]}.", "resident"), ("010203-4567891", "resident"),
    (FOREIGN, "foreigner"), ("900101-5123456", "foreigner"), ("010101-7123456", "foreigner"),
    ("010-1234-5678", "mobile"), ("01012345678", "mobile"), ("010 1234 5678", "mobile"), ("+82 10-1234-5678", "mobile"), ("010.1234.5678", "mobile"), ("011-123-4567", "mobile"),
    ("02-1234-5678", "phone"), ("044-202-1234", "phone"), ("(02) 2110-1234", "phone"), ("+82-2-2110-1234", "phone"), ("070-1234-5678", "phone"),
    ("kim@naver.com", "email"), ("k.d+x@gmail.com", "email"), ("kim@kaist.ac.kr", "email"), ("kim@msit.go.kr", "office_email"), ("KIM@KOREA.KR", "office_email"),
    ("4111 1111 1111 1111", "card"), ("4111-1111-1111-1111", "card"), ("5555555555554444", "card"), ("378282246310005", "card"),
    (f"{BANK} 123-456789-01-234", "account"), (f"{BANK}: 12345678901234", "account"), ("Bank account number 110-123-456789", "account"),
    ("M12345678", "passport"), ("M123A4567", "passport"), (f"{PASSPORT} M20260225", "passport")])
def test_it_is_found(text, kind):
    assert kinds(f"see {text} here") == [kind]


@pytest.mark.parametrize("text", [
    "2026-02-25", "2026. 2. 25.", "20260225", "\uc81c20676\ud638", "2206772", "9,900,000,000,000", "9900000000000", "KRW 27,537,241,000,000",
    "https://zdnet.co.kr/view/?no=20260224183212", "https://nwww.newsis.com/view/NISX20260303_0003532105", "https://biz.heraldcorp.com/article/10638855",
    WRONG, "1234567890123", "901301-1234567", "4111 1111 1111 1112", "1111-2222-3333-4444", "M07-01", "R-M07-01-1", "S20260225", "FP0012345678",
    "1234-301", "110-123-456789", "2026-0225-0001", "3.14.15", "192.168.0.1", "2026 Q4", "GPU 50,000", "\u00a722-3", "a@b", "@handle", "1-2-3",
    "1566-0000", "ISBN 978-89-123-4567-8", "041231", "28.5%", "260,000", "2024-2025-2026"])
def test_it_is_not_seen_where_it_is_not(text):
    assert kinds(f"see {text} here") == []


def test_every_kind_is_tried():
    tried = {"resident", "foreigner", "mobile", "phone", "email", "office_email", "card", "account", "passport"}
    assert tried == {p.value for p in Personal}


def test_only_what_carries_a_number_of_a_person_cannot_be_confirmed():
    assert {f.kind for f in findings(f"{RRN} {FOREIGN} 010-1234-5678 kim@naver.com M12345678") if not f.confirmable} == set(NEVER)


def test_a_finding_is_shown_masked_and_marked_without_its_text():
    [found] = findings("call 010-1234-5678")
    assert found.masked == "010-••••-••••" and "1234" not in found.mark and found.mark == findings("010 1234 5678")[0].mark
    assert findings("kim.lee@naver.com")[0].masked == "ki•••@naver.com" and findings(f"{RRN[:6]}-{RRN[6:]}")[0].masked == "900101-•••••••"
    assert findings("010-1234-5678")[0].mark != findings("010-1234-5679")[0].mark


def test_several_are_told_in_order_each_once():
    assert kinds(f"02-1234-5678, {RRN}, kim@msit.go.kr, 010-1234-5678") == ["phone", "resident", "office_email", "mobile"]


def test_the_real_plan_holds_none(real_plan):
    """The public texts of the plan: a check on false alarms with real prose."""
    texts = [w for m in real_plan.milestones for r in m.reports for w in (r.summary.ko, r.summary.en, r.obstacle.ko, r.origin.url)]
    texts += [w for m in real_plan.milestones for w in (m.title.ko, m.title.en, m.origin.url)] + [s.url for s in real_plan.sources]
    texts += [w for p in real_plan.programmes for w in (p.name.ko, p.code, p.executor.ko)]
    assert [(text, kinds(text)) for text in texts if kinds(text)] == [] and len(texts) > 1000


def test_the_check_digits():
    assert luhn_fits("4111111111111111") and not luhn_fits("4111111111111112")
    assert sum(check_digit_fits("900101123456" + d) for d in "0123456789") == 1
