"""An otherwise empty page with as many fields as the tracker's list of milestones, and as many options: what Streamlit itself asks for them."""

import streamlit as st

OPTIONS = (13, 40, 8, 6)

with st.container(key="frame"):
    st.html("<p>empty</p>")
    with st.container(key="filters", horizontal=True):
        for number, options in enumerate(OPTIONS):
            st.selectbox(f"field {number}", ["", *(f"option {option}" for option in range(options))])
        st.text_input("words")
    with st.container(key="main"):
        st.html("<p>empty</p>")
