"""Every chart drawn from its example, with the question it answers: for maintainers."""

from inspect import getdoc

from tracker.charts import gallery
from tracker.charts.markup import Markup, div, p, tag
from tracker.pages import components as c


def render(reader) -> None:
    t, charts = reader.t, gallery()
    c.heading(reader, t("pages.gallery"), t("gallery.finding", n=len(charts)), t("gallery.note"))
    for i, (name, module) in enumerate(charts.items()):
        _chart(reader, name, module, first=i == 0)


def _chart(reader, name: str, module, first: bool) -> None:
    """The picture as the pages show it, but from the example: no source and no download, because no fact is shown."""
    t, rows = reader.t, module.EXAMPLE
    c.section(module.title(rows, t), module.subtitle(rows, t), p(tag("code", name), " ", tag("span", _question(module), lang="en"), class_="small"), first=first)
    figure, sentence = module.figure(rows, t, reader.look), module.sentence(rows, t)
    if isinstance(figure, Markup):
        c.html(figure)
    else:
        c.plot(figure, sentence, module.HEIGHT, key=f"gallery_{name}")
    c.html(div(p(sentence, class_="small"), c.twin(reader, module.table(rows, t), module.title(rows, t))))


def _question(module) -> str:
    return getdoc(module).split("\n\n")[0]
