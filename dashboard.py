"""The tracker's entry, in two modes: imported by a server it builds the application, run by Streamlit it draws a page.

`streamlit run dashboard.py`, `uvicorn dashboard:app` and `python -m tracker serve` all start here.
"""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

if get_script_run_ctx(suppress_warning=True) is None:
    from tracker.server.app import parts

    # `streamlit run` looks for exactly this assignment before it imports the file.
    app = st.App(__file__, **parts(st.get_option))
else:
    from tracker.ui.app import draw

    draw()
