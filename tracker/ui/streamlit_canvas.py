"""The canvas of a Streamlit run: every piece leaves as a message to the browser."""

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

import streamlit as st

from tracker.charts.markup import Markup
from tracker.config import settings
from tracker.pages.canvas import PLOT_CONFIG


class StreamlitCanvas:
    """Draws where Streamlit's run stands."""

    @property
    def root(self) -> str:
        return settings().address

    @property
    def correcting(self) -> str:
        return settings().correcting

    def html(self, markup: Markup) -> None:
        st.html(markup)

    def plot(self, figure: dict, sentence: str, height: int, key: str | None) -> None:
        st.plotly_chart(figure, theme=None, config=PLOT_CONFIG, alt=sentence, height=height, key=key)

    def columns(self, count: int) -> Sequence[AbstractContextManager]:
        return st.columns(count, gap="medium")

    def alone(self, name: str) -> AbstractContextManager:
        return nullcontext()
