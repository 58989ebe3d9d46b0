"""A chart is shown whole or not at all: finding, words, table, source, date, downloads."""

from dataclasses import replace
from types import SimpleNamespace

import pytest
from streamlit.testing.v1 import AppTest

from tracker.charts import status_strip
from tracker.pages import components


def _script():
    import tracker.ui  # its canvas is the usual one
    from tests.ui.test_components import a_reader
    from tracker.charts import status_strip
    from tracker.pages import components
    components.chart(a_reader(), status_strip, status_strip.EXAMPLE, source="The plan", dataset="overview")


def a_reader():
    from tests.ui.test_reading_pages import reader
    return reader("overview", "en")


def test_a_chart_brings_everything_with_it():
    app = AppTest.from_function(_script, default_timeout=30).run()
    shown = "".join(block.proto.body for block in app.get("html"))
    t = a_reader().t
    for part in (status_strip.title(status_strip.EXAMPLE, t), status_strip.subtitle(status_strip.EXAMPLE, t), "<table", "Source: The plan",
                 t("common.as_of", as_of=a_reader().as_of), "/data/overview.csv", "/data/overview.json", t("common.cite")):
        assert str(part) in shown, part
    assert status_strip.sentence(status_strip.EXAMPLE, t) in shown


def test_a_citation_names_the_thing_and_the_release_it_was_read_in():
    from tests.ui.test_reading_pages import reader
    working = reader("indicator", "en", code="GPU_ALLOC")
    line = components.source_line(working, "x", "indicator_values")
    assert "“Government GPUs allocated to industry, academia and institutes”" in line and "release=" not in line
    held = replace(working, published=SimpleNamespace(manifest=SimpleNamespace(id="2026Q4-r1")))
    assert f"as_of={held.as_of.isoformat()}&amp;release=2026Q4-r1" in components.source_line(held, "x", "indicator_values")


@pytest.mark.parametrize("missing", ["source", "dataset"])
def test_no_chart_without_its_source_and_data(missing):
    given = {"source": "x", "dataset": "overview"} | {missing: ""}
    with pytest.raises(ValueError, match="source and its dataset"):
        components.chart(a_reader(), status_strip, status_strip.EXAMPLE, **given)


@pytest.mark.parametrize("missing", ["title", "sentence"])
def test_no_chart_without_words(missing):
    mute = SimpleNamespace(**{name: getattr(status_strip, name) for name in ("title", "sentence", "subtitle", "figure", "table")} | {missing: lambda rows, t: ""},
                           __name__="mute")
    with pytest.raises(ValueError, match="no title or sentence"):
        components.chart(a_reader(), mute, status_strip.EXAMPLE, source="x", dataset="overview")
