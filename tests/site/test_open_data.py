"""The open data of a release: complete, described truly, the same on every machine, and never alive in a spreadsheet."""

import csv
import hashlib
import io
import json
import sqlite3
import subprocess
import sys
from dataclasses import replace

import openpyxl
import pytest
import rdflib
from frictionless import Package, system

from tests.builders import a_full_plan
from tests.serving import ROOT
from tests.site.releases import ADDRESS, AS_OF, an_info, real_files, real_plan
from tracker.domain.words import Bilingual
from tracker.exchange import csv_bundle
from tracker.exchange.downloads import csv_bytes, json_bytes
from tracker.exchange.formulas import FORMULA_STARTS
from tracker.exchange.xlsx import Sheet, workbook_bytes
from tracker.site.open_data import files_open_data
from tracker.site.open_data_schema import KEYS, links
from tracker.text import wording
from tracker.views.datasets import datasets, table

LIVE = ('=HYPERLINK("http://evil.example","x")', "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\uff1d1+1", "\uff0b1", "\uff0d1", "\uff201", "\t=1", "\r=1",
        "=cmd|'/C calc'!A0", "'=1+1", "#N/A", "#REF!")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    place = tmp_path_factory.mktemp("release")
    for path, content in real_files().items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_bytes(content)
    return place


def small(plan=None) -> dict[str, bytes]:
    return files_open_data(plan or a_full_plan(), an_info())


def test_every_dataset_in_both_languages_and_formats():
    expected = {f"data/{language}/{key}.{form}" for language in ("ko", "en") for key in datasets() for form in ("csv", "json")}
    assert expected <= real_files().keys()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("key", ["milestones", "funding", "indicators", "plan", "changes"])
def test_a_file_holds_exactly_what_the_pages_download(key, language):
    asked = table(real_plan(), AS_OF, wording(language), key, {})
    assert real_files()[f"data/{language}/{key}.csv"] == csv_bytes(asked)
    assert real_files()[f"data/{language}/{key}.json"] == json_bytes(asked)


def test_the_same_plan_gives_the_same_bytes_in_another_process():
    """Another hash seed, another time zone and no memory of the first."""
    words = ("from tests.site.test_open_data import small; import hashlib;"
             "print(hashlib.sha256(b''.join(k.encode() + v for k, v in small().items())).hexdigest())")
    run = subprocess.run([sys.executable, "-c", words], cwd=ROOT, text=True, capture_output=True, check=True,
                         env={"PYTHONHASHSEED": "7", "TZ": "America/Lima", "PATH": "/usr/bin:/bin"})
    assert run.stdout.strip() == hashlib.sha256(b"".join(k.encode() + v for k, v in small().items())).hexdigest()


@pytest.mark.slow
@pytest.mark.parametrize("package", ["data", "bundle"])
def test_a_frictionless_validator_accepts_the_package(folder, package):
    with system.use_context(trusted=False):
        report = Package(str(folder / package / "datapackage.json")).validate()
    assert report.valid, report.flatten(["fieldName", "rowNumber", "type", "note"])[:10]
    assert len(report.tasks) == (2 * len(datasets()) if package == "data" else len(csv_bundle.TABLES))


def test_the_package_names_every_csv_with_hash_licence_and_keys(folder):
    said = json.loads((folder / "data/datapackage.json").read_bytes())
    assert said["licenses"][0]["name"] == "KOGL-1" and said["sources"] and said["contributors"]
    for resource in said["resources"]:
        content = (folder / "data" / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}" and resource["bytes"] == len(content)
        assert [f["name"] for f in resource["schema"]["fields"]] == next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    milestones = next(r for r in said["resources"] if r["name"] == "en-milestones")
    assert milestones["schema"]["primaryKey"] == ["code"]
    assert {"fields": ["goal"], "reference": {"resource": "en-goals", "fields": ["code"]}} in milestones["schema"]["foreignKeys"]


@pytest.mark.parametrize("plan", [real_plan(), a_full_plan()], ids=["real", "invented"])
def test_keys_and_links_are_true(plan):
    tables = {key: table(plan, AS_OF, wording("en"), key, {}).rows for key in datasets()}
    for key, columns in KEYS.items():
        values = [tuple(row[c] for c in columns) for row in tables[key]]
        assert len(set(values)) == len(values) and all(None not in v for v in values), key
    for dataset in datasets().values():
        for column, (to, code) in links(dataset).items():
            assert {row.get(column) for row in tables[dataset.key]} - {None} <= {row[code] for row in tables[to]}, (dataset.key, column)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # rdflib's own
def test_the_catalogue_is_dcat(folder):
    graph = rdflib.Graph().parse(data=real_files()["data/dcat.jsonld"], format="json-ld")
    dcat, dct = rdflib.Namespace("http://www.w3.org/ns/dcat#"), rdflib.Namespace("http://purl.org/dc/terms/")
    found = set(graph.subjects(rdflib.RDF.type, dcat.Dataset))
    assert len(found) == len(datasets()) + 1
    for dataset in found:
        assert {x.language for x in graph.objects(dataset, dct.title)} == {"ko", "en"}
        for file in graph.objects(dataset, dcat.distribution):
            address = str(graph.value(file, dcat.downloadURL))
            content = (folder / "data" / address.removeprefix(f"{ADDRESS}/r/2026Q4-r1/data/")).read_bytes()
            assert int(graph.value(file, dcat.byteSize)) == len(content)
            assert graph.value(file, dct.license) is not None


def test_without_an_address_the_catalogue_is_relative():
    text = files_open_data(a_full_plan(), an_info(address=""))["data/dcat.jsonld"].decode()
    assert "http:///" not in text and '"dcat:downloadURL": {\n            "@id": "plan.ko.xlsx"' in text


def test_checksums_hold(folder):
    assert subprocess.run(["sha256sum", "-c", "--quiet", "SHA256SUMS"], cwd=folder / "data", check=False).returncode == 0
    named = {line.split("  ")[1] for line in (folder / "data/SHA256SUMS").read_text().splitlines()}
    assert named == {p.removeprefix("data/") for p in real_files() if p.startswith("data/")} - {"SHA256SUMS"}


def test_the_bundle_gives_the_plan_back(folder):
    assert csv_bundle.read(folder / "bundle") == real_plan()


def test_the_dictionary_explains_every_column_of_every_file(folder):
    for language in ("ko", "en"):
        rows = list(csv.DictReader(io.StringIO(real_files()[f"data/dictionary.{language}.csv"].decode("utf-8-sig"))))
        assert all(row["meaning"] for row in rows)
        explained = {(row["file"], row["column"]) for row in rows}
        for path in (p for p in real_files() if p.startswith(f"data/{language}/") and p.endswith(".csv")):
            heading = next(csv.reader(io.StringIO(real_files()[path].decode("utf-8-sig"))))
            assert {(path, name) for name in heading} <= explained


def test_the_database_opens_whole_and_its_references_hold(tmp_path):
    (tmp_path / "plan.sqlite").write_bytes(real_files()["data/plan.sqlite"])
    with sqlite3.connect(tmp_path / "plan.sqlite") as database:
        one = lambda ask: database.execute(ask).fetchall()
        assert one("PRAGMA integrity_check") == [("ok",)] and one("PRAGMA foreign_key_check") == []
        assert one("SELECT count(*) FROM milestones") == one("SELECT count(*) FROM ko_milestones") == [(len(real_plan().milestones),)]
        assert one("SELECT value FROM about WHERE language = 'en' AND item = 'Release'") == [("2026Q4-r1",)]
        late = sum(1 for r in table(real_plan(), AS_OF, wording("en"), "milestones", {}).rows if r["status"] == "delayed")
        assert one("SELECT count(*) FROM en_milestones JOIN milestones USING (code) WHERE status = 'delayed'") == [(late,)]
    database.close()


@pytest.mark.parametrize("language", ["ko", "en"])
def test_the_workbook_opens_with_every_dataset_and_its_numbers(language):
    book = openpyxl.load_workbook(io.BytesIO(real_files()[f"data/plan.{language}.xlsx"]), read_only=True)
    assert set(book.sheetnames[1:]) == set(datasets())
    rows = list(book["stage_amounts"].iter_rows(values_only=True))
    asked = table(real_plan(), AS_OF, wording(language), "stage_amounts", {})
    assert list(rows[0]) == [c.label(wording(language)) for c in asked.columns]
    assert [row[5] for row in rows[1:]] == [row["amount"] for row in asked.rows]
    due = [row[9] for row in book["milestones"].iter_rows(values_only=True)][1:]
    assert [d and d.date() for d in due] == [r["due"] for r in table(real_plan(), AS_OF, wording(language), "milestones", {}).rows]


@pytest.fixture(scope="module")
def poisoned():
    """A release whose plan has a body of every dangerous name."""
    plan = a_full_plan()
    bodies = tuple(replace(plan.bodies[0], code=f"X{i}", name=Bilingual(words, words)) for i, words in enumerate(LIVE))
    return small(replace(plan, bodies=(*plan.bodies, *bodies)))


@pytest.mark.parametrize("number", range(len(LIVE)))
def test_no_text_is_alive_in_a_spreadsheet(poisoned, number):
    words, code = LIVE[number], f"X{number}"
    for path, column in (("data/ko/bodies.csv", "body"), ("data/en/bodies.csv", "body"), ("bundle/bodies.csv", "name_ko"), ("bundle/bodies.csv", "name_en")):
        rows = csv.DictReader(io.StringIO(poisoned[path].decode("utf-8-sig"), newline=""))
        cell = next(row[column] for row in rows if row["code"] == code)
        assert not cell.startswith(FORMULA_STARTS) and cell.lstrip("'") == words.lstrip("'")


def test_every_cell_of_the_workbook_is_plain(poisoned):
    book = openpyxl.load_workbook(io.BytesIO(poisoned["data/plan.ko.xlsx"]))
    cells = [cell for page in book for row in page.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d", "b"}
    texts = [cell.value for cell in cells if cell.data_type == "s"]
    assert not [text for text in texts if text.startswith(FORMULA_STARTS)]
    assert {text.lstrip("'") for text in texts} >= {words.lstrip("'") for words in LIVE}


def test_control_characters_do_not_break_the_workbook():
    odd = "a\x00b\x0bc\ufffe<&>\""
    content = workbook_bytes([Sheet("x", ["y"], ["text"], [[odd]])], odd, an_info().published_at)
    assert openpyxl.load_workbook(io.BytesIO(content))["x"]["A2"].value == 'abc<&>"'
