"""Manifests: canonical, read back equal, refused where they are not what they say."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from tracker.domain.log import Head
from tracker.domain.periods import parse_period
from tracker.domain.release import (
    Manifest, Named, Previous, ReleaseId, ReleaseKind, manifest_bytes, next_id, read_manifest, release_id,
)
from tracker.domain.words import Bilingual

FIRST, SECOND = ReleaseId(2026, 3, 1), ReleaseId(2026, 3, 2)
MANIFEST = Manifest(
    SECOND, ReleaseKind.CORRECTION, "KR-AI-2026", date(2026, 9, 30), datetime(2026, 10, 15, 9, tzinfo=UTC), Head(7, "a" * 64),
    {"plan.json": Named("b" * 64, 10), "site/ko/index.html": Named("c" * 64, 5)}, Previous(FIRST, "d" * 64),
    Bilingual("수치를 바로잡음", "A figure was corrected"), "e" * 16)


def test_a_manifest_comes_back():
    assert read_manifest(manifest_bytes(MANIFEST)) == MANIFEST
    first = replace(MANIFEST, previous=None)
    assert read_manifest(manifest_bytes(first)) == first


def test_the_order_files_were_named_in_does_not_matter():
    turned = replace(MANIFEST, files=dict(reversed(MANIFEST.files.items())))
    assert manifest_bytes(turned) == manifest_bytes(MANIFEST)


@pytest.mark.parametrize("text", ["", "2026Q5-r1", "2026Q3-r0", "2026Q3", "2026q3-r1", "2026Q3-r1/..", "..", "2026Q3-r1 "])
def test_what_is_no_id_is_refused(text):
    with pytest.raises(ValueError):
        release_id(text)


def test_ids_order_and_follow_one_another():
    assert release_id("2026Q3-r1") == FIRST and str(SECOND) == "2026Q3-r2"
    assert next_id(parse_period("2026 Q3"), [FIRST, SECOND]) == ReleaseId(2026, 3, 3)
    assert next_id(parse_period("2026 Q4"), [FIRST, SECOND]) == ReleaseId(2026, 4, 1)
    assert sorted([ReleaseId(2027, 1, 1), SECOND, FIRST], key=lambda r: r.order) == [FIRST, SECOND, ReleaseId(2027, 1, 1)]


@pytest.mark.parametrize("path", ["../x", "/etc/passwd", "a/../../b", "a//b", "a\\b", "", "a/./../b"])
def test_a_file_outside_the_folder_is_refused(path):
    said = json.loads(manifest_bytes(MANIFEST))
    said["files"][path] = {"sha256": "0" * 64, "size": 1}
    with pytest.raises(ValueError):
        read_manifest((json.dumps(said, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode())


@pytest.mark.parametrize("harm", [
    b"", b"[]", b"{}", b"nonsense", manifest_bytes(MANIFEST)[:-5], manifest_bytes(MANIFEST) + b" ",
    manifest_bytes(MANIFEST).replace(b'"format": 1', b'"format": 2'), manifest_bytes(MANIFEST).replace(b'"log"', b'"lag"')])
def test_what_is_no_manifest_is_refused(harm):
    with pytest.raises(ValueError):
        read_manifest(harm)
