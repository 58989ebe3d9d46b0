"""Files: compressed once, kept forever where the address changes with the content, never outside their folder."""

import gzip

import pytest

from tracker.server.files import Bundle, compress_in_background
from tracker.server.middleware import FOREVER


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "files"
    (place / "deep").mkdir(parents=True)
    (place / "big.js").write_text("let a = 1;\n" * 1000)
    (place / "small.css").write_text("a{}")
    (place / "deep/picture.png").write_bytes(b"\x89PNG" * 1000)
    (tmp_path / "secret.js").write_text("secret")
    return place


def test_only_what_gains_is_compressed(folder, tmp_path):
    bundle = Bundle(folder, tmp_path / "cache", hashed=True)
    compress_in_background(bundle).join()
    assert gzip.decompress(bundle["big.js"].prepared.packed) == (folder / "big.js").read_bytes()
    assert bundle["small.css"].prepared.packed is None and bundle["deep/picture.png"].prepared.packed is None
    assert [p.name for p in (tmp_path / "cache").iterdir()] == [f"{bundle['big.js'].digest}.gz"]


def test_a_kept_copy_is_used_and_a_changed_file_makes_a_new_one(folder, tmp_path):
    cache = tmp_path / "cache"
    first = Bundle(folder, cache, hashed=True)["big.js"]
    assert first.prepared.packed
    kept = cache / f"{first.digest}.gz"
    kept.write_bytes(b"kept")
    assert Bundle(folder, cache, hashed=True)["big.js"].prepared.packed == b"kept"
    (folder / "big.js").write_text("let b = 2;\n" * 1000)
    assert gzip.decompress(Bundle(folder, cache, hashed=True)["big.js"].prepared.packed).startswith(b"let b")


def test_a_cache_that_cannot_be_written_costs_nothing_else(folder, tmp_path):
    (tmp_path / "cache").write_text("a file in the way")
    assert Bundle(folder, tmp_path / "cache", hashed=True)["big.js"].prepared.packed


def test_no_name_leaves_the_folder(folder, tmp_path):
    bundle = Bundle(folder, tmp_path / "cache", hashed=True)
    assert all(bundle.get(name) is None for name in ("../secret.js", "/etc/passwd", "deep/../../secret.js", "deep", ""))


def test_a_file_the_program_writes_is_served_like_any_other(folder, tmp_path):
    bundle = Bundle(folder, tmp_path / "cache", hashed=False, made={"look.css": b"b{}" * 1000})
    assert bundle["look.css"].content == b"b{}" * 1000 and gzip.decompress(bundle["look.css"].prepared.packed) == b"b{}" * 1000
    assert "look.css" in bundle.names() and "small.css" in bundle.names()


def test_the_pages_style_sheet_is_in_every_head_and_last(client, desk):
    head = client.get("/nowhere").text
    assert head.index("fonts.css") < head.index("base.css") < head.index(f'/assets/style.css?v={desk.assets["style.css"].digest}')


def test_style_sheets_are_compressed_and_named_by_content(client, desk):
    address = f"/assets/fonts.css?v={desk.assets['fonts.css'].digest}"
    answer = client.get(address, headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip" and answer.headers["cache-control"] == FOREVER
    assert answer.headers["content-type"] == "text/css; charset=utf-8" and "Pretendard GOV" in answer.text
    assert client.get("/assets/fonts.css").headers["cache-control"] == "no-cache"
    plain = client.get(address, headers={"accept-encoding": "identity"})
    assert "content-encoding" not in plain.headers and plain.text == answer.text
    again = client.get(address, headers={"if-none-match": answer.headers["etag"]})
    assert again.status_code == 304 and again.content == b""


def test_every_font_the_style_sheet_names_is_there(client, desk):
    import re

    named = set(re.findall(r"url\(/assets/([^)]+)\)", desk.assets["fonts.css"].content.decode()))
    there = {name for name in desk.assets.names() if name.endswith(".woff2")}
    assert named == there and len(there) == 120
    answer = client.get(f"/assets/{min(there)}")
    assert (answer.headers["content-type"], answer.headers["cache-control"]) == ("font/woff2", FOREVER)
    assert "fonts/pretendard-gov-1.3.9/LICENSE.txt" in desk.assets.names()
