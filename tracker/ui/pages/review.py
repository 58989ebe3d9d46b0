"""The page review: its heading until the rest is built."""

from tracker.ui import components as c


def render(reader) -> None:
    c.heading(reader, reader.t("pages.review"))
