"""Figures as SVG: the same points, words escaped, and a refusal of what cannot be drawn."""

import re
from importlib import import_module
from xml.etree import ElementTree

import pytest

from tracker.charts.drawing import Scale, drawing
from tracker.charts.look import THEMES, Look
from tracker.text import wording

SVG = "{http://www.w3.org/2000/svg}"


def drawn(name: str, language: str = "ko", theme: str = "light"):
    module, t = import_module(f"tracker.charts.{name}"), wording(language)
    figure = module.figure(module.EXAMPLE, t, Look(theme))
    svg = drawing(figure, module.sentence(module.EXAMPLE, t), module.HEIGHT)
    return figure, ElementTree.fromstring(svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1))


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("name", ["burn_up", "indicator_detail", "indicator_path"])
def test_every_label_and_line_of_the_figure_is_there(name, language, theme):
    figure, svg = drawn(name, language, theme)
    said = "".join(svg.itertext())
    for note in figure["layout"]["annotations"]:
        for line in re.sub(r"</?b>", "", note["text"]).split("<br>"):
            assert line.replace("&amp;", "&").replace("&lt;", "<").replace("&gt;", ">") in said
    lines = [t for t in figure["data"] if t["mode"] == "lines" and t["x"]]
    assert len(svg.findall(f"{SVG}path[@fill='none']")) == len(lines)
    assert svg.find(f"{SVG}title").text


def test_marks_stand_where_their_numbers_are():
    figure, svg = drawn("burn_up")
    x, y = (figure["layout"][axis]["range"] for axis in ("xaxis", "yaxis"))
    point = next(t for t in figure["data"] if t["mode"] == "markers")
    circle = svg.find(f"{SVG}circle")
    field = Scale(y[0], y[1], 380 - 44, 28)
    assert float(circle.get("cy")) == field.at(point["y"][0])
    assert float(circle.get("cx")) > 0 and x


def test_a_scale_runs_the_way_of_its_pixels():
    scale = Scale(0, 10, 100, 0)
    assert (scale.at(0), scale.at(10), scale.at(5)) == (100, 0, 50)


@pytest.mark.parametrize("trace", [{"type": "pie"}, {"type": "scatter", "mode": "text", "x": [], "y": []}])
def test_what_it_does_not_know_it_refuses(trace):
    figure, _ = drawn("burn_up")
    with pytest.raises(ValueError):
        drawing(figure | {"data": [trace]}, "x", 100)


def test_words_from_data_are_escaped():
    figure, _ = drawn("burn_up")
    note = figure["layout"]["annotations"][0] | {"text": "&lt;script&gt;"}
    svg = drawing(figure | {"layout": figure["layout"] | {"annotations": [note]}}, "<b>", 380)
    assert "<script" not in svg and "&lt;script&gt;" in svg
