"""Filters of a page drawn as native fields; their values live in the address, so that every view has a link."""

import streamlit as st

from tracker.pages.fields import Choice, Words
from tracker.pages.reader import Reader


def _keep(name: str, key: str) -> None:
    """Carries a changed field into the address; another filter starts the list at its first page again."""
    value = st.session_state[key]
    if value:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]
    if "page" in st.query_params:
        del st.query_params["page"]


def draw(reader: Reader, fields: tuple[Choice | Words, ...]) -> None:
    with st.container(key="filters", horizontal=True):
        for field in fields:
            _draw_one(reader, field)


def _draw_one(reader: Reader, field: Choice | Words) -> None:
    key = f"f_{reader.address.page}_{field.name}_{reader.language}"
    given, label = reader.value(field.name), reader.t(f"filter.{field.name}")
    if isinstance(field, Words):
        st.session_state[key] = given  # the address says what is chosen, also after a link or a step back
        st.text_input(label, key=key, on_change=_keep, args=(field.name, key), width=field.width)
        return
    options = field.options if field.required else (("", reader.t("common.all")), *field.options)
    labels = dict(options)
    st.session_state[key] = given if given in labels else options[0][0]
    st.selectbox(label, list(labels), key=key, format_func=labels.get, on_change=_keep, args=(field.name, key), width=field.width,
                 placeholder=reader.t("common.choose"))
