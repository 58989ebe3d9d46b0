"""An empty Streamlit page with the tracker's settings: the floor."""

import streamlit as st

st.selectbox("one", ["a", "b"])
st.html("<p>empty</p>")
