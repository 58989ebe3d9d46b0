"""The page history: its heading until the rest is built."""

from tracker.ui import components as c


def render(reader) -> None:
    c.heading(reader, reader.t("pages.history"))
