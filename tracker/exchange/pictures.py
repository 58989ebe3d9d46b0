"""Pictures made smaller: what is drawn in few colours needs no more bytes than it has colours."""

from io import BytesIO

from PIL import Image

COLOURS = 128  # with fewer a pale grey takes on a colour


def fewer_colours(png: bytes) -> bytes:
    """A drawing without transparency as PNG with a palette; the same picture gives the same bytes."""
    with Image.open(BytesIO(png)) as drawn:
        flat = drawn.convert("RGB").quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    made = BytesIO()
    flat.save(made, "PNG", compress_level=9)
    return made.getvalue()
