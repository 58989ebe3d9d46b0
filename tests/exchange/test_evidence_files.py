"""Attached files: the right kinds pass by content, pictures lose their metadata, disguises and bombs are refused."""

from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from PIL import Image

from tracker.exchange.evidence_files import LARGEST, BadFile, bare_name, checked, words_in
from tracker.exchange.zipped import PIECE

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
SECRET = "Camera of the reporter"
DOCX = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w:p><w:t>Done</w:t></w:p>"}
XLSX = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>"}
HWPX = {"mimetype": "application/hwp+zip", "Contents/content.hpf": "<package/>", "Contents/section0.xml": "<p>Done</p>"}


def zipped(members: dict, packing: int = ZIP_DEFLATED) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return written.getvalue()


def a_picture(form: str, mode: str = "RGB", size=(40, 20), orientation: int = 1) -> bytes:
    image = Image.new(mode, size, 90)
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = SECRET, orientation
    exif.get_ifd(0x8825)[2] = (37.0, 33.0, 59.0)  # where it was taken
    written = BytesIO()
    image.save(written, form, exif=exif, **({"comment": SECRET.encode()} if form == "JPEG" else {}))
    return written.getvalue()


def reason(name: str, content: bytes) -> str:
    with pytest.raises(BadFile) as caught:
        checked(name, content)
    return caught.value.key.removeprefix("evidence.")


@pytest.mark.parametrize(("name", "content", "stored", "media_type"), [
    ("plan.pdf", PDF, "plan.pdf", "application/pdf"), ("plan.png", PDF, "plan.pdf", "application/pdf"), ("plan", PDF, "plan.pdf", "application/pdf"),
    ("a.docx", zipped(DOCX), "a.docx", "wordprocessingml"), ("a.zip", zipped(XLSX), "a.xlsx", "spreadsheetml"), ("a.hwpx", zipped(HWPX, ZIP_STORED), "a.hwpx", "hwp+zip"),
    ("a.hwp", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + b"HWP Document File" + b"\0" * 99, "a.hwp", "x-hwp"),
    ("a.png", a_picture("PNG"), "a.png", "image/png"), ("a.gif", a_picture("JPEG"), "a.jpg", "image/jpeg"), ("a.jpeg", a_picture("JPEG"), "a.jpg", "image/jpeg"),
    ("a.txt", b"plain words\n", "a.txt", "text/plain"), ("a.csv", "\uacfc\uc81c,1\n".encode("cp949"), "a.csv", "text/csv"), ("a.md", b"\xef\xbb\xbfwords", "a.txt", "text/plain")])
def test_what_it_is_decides_not_what_it_is_called(name, content, stored, media_type):
    found = checked(name, content)
    assert found.name == stored and media_type in found.media_type and found.sha256 == sha256(found.content).hexdigest()


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_picture_loses_what_its_camera_wrote(form):
    given = a_picture(form)
    assert SECRET.encode() in given
    kept = checked("photo", given).content
    assert SECRET.encode() not in kept and b"Exif" not in kept
    with Image.open(BytesIO(kept)) as image:
        assert not image.getexif() and image.size == (40, 20)


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
def test_a_turned_picture_is_stored_upright(form):
    with Image.open(BytesIO(checked("x", a_picture(form, orientation=6)).content)) as image:
        assert image.size == (20, 40)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "P", "1"])
def test_every_way_of_keeping_colours_survives(mode):
    image, written = Image.new(mode, (3, 3), 1), BytesIO()
    image.save(written, "PNG")
    with Image.open(BytesIO(checked("x.png", written.getvalue()).content)) as kept:
        assert kept.convert("RGBA").tobytes() == image.convert("RGBA").tobytes()


def test_the_same_picture_is_the_same_file_twice():
    assert checked("a", a_picture("JPEG")).sha256 == checked("b", a_picture("JPEG")).sha256


@pytest.mark.parametrize("behind", [b"<script>alert(1)</script>", zipped({"x": "y"}), b"MZ\x90\0"])
def test_what_hangs_behind_a_picture_is_gone(behind):
    assert behind not in checked("a.png", a_picture("PNG") + behind).content


@pytest.mark.parametrize(("name", "content", "why"), [
    ("a.pdf", b"", "empty"), ("a.pdf", PDF + b"\0" * LARGEST, "too_large"), ("a.txt", b"x" * (LARGEST + 1), "too_large"),
    ("a.pdf", b"%PDF-1.7 no end", "not_whole"), ("a.pdf", PDF + b"<html>", "not_whole"), ("a.pdf", PDF + zipped({"a": "b"}), "not_whole"),
    ("a.pdf", PDF[:-7] + b"/S /JavaScript\n%%EOF", "active"), ("a.pdf", PDF[:-7] + b"<</S /Launch>>\n%%EOF", "active"),
    ("a.pdf", b"GIF89a" + PDF, "active"), ("a.gif", b"GIF89a\x01\0\x01\0\0\0\0;", "wrong_type"), ("a.exe", b"MZ\x90\0\x03\0\0\0", "wrong_type"),
    ("a.pdf", b"\x7fELF\x02\x01\x01\0", "wrong_type"), ("a.webp", b"RIFF\x24\0\0\0WEBPVP8 ", "wrong_type"),
    ("a.txt", b"<html><script>alert(1)</script>", "active"), ("a.csv", b"x\n<ScRipt src=1>", "active"), ("a.svg", b'<?xml version="1.0"?><svg/>', "active"),
    ("a.txt", b"#!/bin/sh\nrm -rf /", "active"), ("a.txt", b"a\0b", "wrong_type"), ("a.txt", b"\xff\xfe\xfa", "wrong_type"),
    ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + b"WordDocument", "old_office"),
    ("a.png", b"\x89PNG\r\n\x1a\n" + b"junk", "not_whole"), ("a.png", a_picture("PNG")[:60], "not_whole"), ("a.jpg", b"\xff\xd8\xff\xe0junk", "not_whole"),
    ("a.zip", zipped({"readme.txt": "x"}), "wrong_type"), ("a.docx", b"PK\x03\x04junk", "not_whole"), ("a.docx", zipped(DOCX)[:-30], "not_whole"),
    ("a.docx", zipped(DOCX) + b"<html>", "not_whole"), ("a.docx", zipped(DOCX | {"word/vbaProject.bin": "x"}), "active"),
    ("a.docx", zipped(DOCX | {"word/embeddings/a.exe": "x"}), "active"), ("a.docx", zipped(DOCX | {"../../etc/passwd": "x"}), "not_whole"),
    ("a.docx", zipped(DOCX | {"/etc/passwd": "x"}), "not_whole"), ("a.docx", zipped(DOCX | {"inner.zip": zipped(DOCX)}), "active"),
    ("a.docx", zipped(DOCX | {"word/x.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "active"),
    ("a.docx", zipped(DOCX | {f"word/{n}.xml": "" for n in range(2_001)}), "unpacks_too_far")])
def test_what_is_refused_and_why(name, content, why):
    assert reason(name, content) == why


@pytest.mark.parametrize("in_the_first", [0, 1, 5, 8, 9])
def test_a_declaration_between_two_readings_is_found(in_the_first):
    words = "<a/>" + " " * (PIECE - 4 - in_the_first) + "<!DOCTYPE a>"
    assert reason("a.docx", zipped(DOCX | {"word/x.xml": words}, ZIP_STORED)) == "active"


def test_a_bomb_is_refused_before_it_is_unpacked():
    assert reason("a.docx", zipped(DOCX | {"word/media/image1.bmp": b"\0" * (60 * 2**20)})) == "unpacks_too_far"
    many = {f"word/media/{n}.bmp": bytes(range(256)) * 80 * 2**8 for n in range(25)}  # each within the ratio, not together
    assert reason("a.xlsx", zipped(XLSX | many)) == "unpacks_too_far"


def test_a_bomb_that_lies_about_its_size_is_refused():
    honest = zipped(DOCX | {"word/big.xml": b"\0" * (3 * 2**20)})
    size = (3 * 2**20).to_bytes(4, "little")
    assert reason("a.docx", honest.replace(size, (100).to_bytes(4, "little"))) == "not_whole"


def test_a_picture_of_too_many_pixels_is_refused():
    wide = Image.new("1", (10_000, 6_001))
    written = BytesIO()
    wide.save(written, "PNG")
    assert reason("a.png", written.getvalue()) == "too_many_pixels"


@pytest.mark.parametrize(("given", "kept"), [
    ("../../etc/passwd.pdf", "passwd.pdf"), ("C:\\Users\\kim\\plan.pdf", "plan.pdf"), ("a\x00b\r\n.pdf", "ab.pdf"), ("\u202efdp.exe", "fdp.pdf"),
    ("", "file.pdf"), (".pdf", "pdf.pdf"), ("...", "file.pdf"), ("x" * 300, "x" * 100 + ".pdf"), ('a"b<c>.pdf', "abc.pdf"), ("\u1100\u1161.pdf", "\uac00.pdf")])
def test_a_name_is_only_a_name(given, kept):
    assert bare_name(given, "pdf") == kept


def test_the_words_of_a_file_can_be_searched():
    assert "Done" in words_in(zipped(DOCX), checked("a", zipped(DOCX)).media_type)
    assert "Done" in words_in(zipped(HWPX), checked("a", zipped(HWPX)).media_type)
    assert words_in("\uacfc\uc81c".encode("cp949"), "text/csv") == "\uacfc\uc81c" and words_in(PDF, "application/pdf") == ""
