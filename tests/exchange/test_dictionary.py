"""The data dictionary describes every column that is written, in both languages, and nothing else."""

import re

from tracker.exchange import csv_bundle
from tracker.exchange.dictionary import about, dictionary
from tracker.exchange.tables import TABLES
from tracker.text import wording

HANGUL = re.compile("[\uac00-\ud7a3]")


def test_every_column_is_described_in_both_languages():
    for entry in dictionary():
        assert HANGUL.search(entry.meaning_ko), entry
        assert entry.meaning_en and not HANGUL.search(entry.meaning_en), entry


def test_every_table_is_described_in_both_languages():
    for table in TABLES:
        assert about(table.name).ko and about(table.name).en


def test_the_dictionary_names_the_columns_that_are_written(real_plan):
    described = {(entry.table, entry.column) for entry in dictionary()}
    for table in TABLES:
        heading = next(iter(csv_bundle.as_rows(real_plan, table)))
        written = {(table.name, re.sub(r"_(20[0-9]{2})$", "_<year>", name)) for name in heading}
        assert written <= described
        unwritten = {pair for pair in described - written if pair[0] == table.name}
        assert unwritten <= {("programmes", "ai_counted_won_<year>")}  # no such amount has been published


def test_no_description_is_left_over():
    used = {(e.table, e.column) for e in dictionary()}
    columns = {(table, re.sub("_(ko|en|<year>)$", "", column)) for table, column in used} | used
    for key in wording("en").keys():
        if key.startswith("dictionary."):
            _, table, column = key.split(".")
            assert (table, column) in columns or column == "about" or table == "any" and (
                column in {c for _, c in columns} | {"korean", "english", "yearly"}), key
