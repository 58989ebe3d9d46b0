"""Our fonts and nothing else, and letters they lack."""

import re

import pytest

from tracker.exchange.typesetting import FAMILY, FONTS, MISSING, letters_of, printable, typeset

TEMPLATE = '''
#let doc = json(bytes(sys.inputs.document))
#set document(title: doc.title, date: none)
#set text(font: sys.inputs.family, lang: "ko")
#doc.title
'''


@pytest.mark.parametrize(("written", "shown"), [
    ("똠방각하 뷁", "똠방각하 뷁"), ("人工知能", MISSING * 4), ("\u1112\u1161\u11ab글", "한글"), ("가\u202e나\u0000다\u200d", "가나다"),
    ("2조 8,177억\u00a0원 − 3.5%p → ‘끝’", "2조 8,177억\u00a0원 − 3.5%p → ‘끝’"), ("🎉", MISSING)])
def test_only_letters_the_fonts_have_are_printed(written, shown):
    assert printable(written) == shown


def test_both_fonts_have_every_korean_syllable():
    for file in FONTS.glob("*.otf"):
        assert set(range(0xAC00, 0xD7A4)) | set(range(0x20, 0x7F)) | {ord(MISSING)} <= set(letters_of(file.read_bytes()))


def test_the_fonts_come_with_their_licence():
    assert "SIL OPEN FONT LICENSE" in (FONTS / "LICENSE.txt").read_text("utf-8").upper()
    assert all(file.name in (FONTS / "README.md").read_text("utf-8") for file in FONTS.glob("*.otf"))
    assert len(list(FONTS.glob("*.otf"))) == 2


def test_words_are_words_and_never_commands():
    """What is typed into the plan reaches the template as data: it cannot read a file or change the look."""
    evil = {"title": '#read("/etc/passwd") $x$ *b* _i_ @ref <label> "quoted" \\ #pagebreak()'}
    assert typeset(TEMPLATE, evil).count(b"/Type/Page/") == 1
    with pytest.raises(RuntimeError):
        typeset('#read("/etc/passwd")', evil)


def test_no_other_font_is_used():
    """A font the machine may have is not taken from it."""
    for wanted in ('"DejaVu Sans"', '"Noto Sans KR"', "sys.inputs.family"):
        pdf = typeset(TEMPLATE.replace("sys.inputs.family", wanted), {"title": "글 and words"})
        assert set(re.findall(rb"/BaseFont/[A-Z]{6}\+(\w+)", pdf)) == {FAMILY.replace(" ", "").encode()}
