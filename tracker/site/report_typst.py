"""A report on paper: its parts as the template reads them."""

from functools import cache
from pathlib import Path

from tracker.charts.look import LIGHT, Look
from tracker.charts.shapes import SVG
from tracker.charts.strip_svg import PARTS, swatch
from tracker.exchange.typesetting import FAMILY, typeset
from tracker.site.report_parts import Document, plain

TEMPLATE = Path(__file__).parent / "assets" / "report.typ"


def printed(document: Document, form: str = "pdf") -> bytes:
    """The document as pdf; as png or svg its first page."""
    return typeset(TEMPLATE.read_text("utf-8"), plain(document) | {"shapes": shapes(), "colours": LIGHT}, form)


@cache
def shapes() -> dict[str, str]:
    """The marks of statuses and of the parts of a strip, as SVG."""
    look = Look()
    squares = {kind: str(swatch(kind, look)) for kind in (*PARTS, "scheduled", "judged") if kind not in SVG}
    return squares | {name: mark(name) for name in SVG}


def mark(shape: str) -> str:
    """The shape of a status or verdict as SVG."""
    drawn = SVG[shape].format(c=LIGHT["no_report" if shape.startswith("no_report") else shape], b=LIGHT["bg"])
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20">{drawn}</svg>'


def with_font(svg: str) -> str:
    """A drawing whose words are set in the font of the page."""
    return svg.replace("<svg ", f'<svg xmlns="http://www.w3.org/2000/svg" font-family="{FAMILY}" ', 1)
