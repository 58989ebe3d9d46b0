"""The only room of Streamlit: what fills the canvas of the reading pages, the work pages, and the frame around both."""

from tracker.pages.canvas import usually
from tracker.ui.streamlit_canvas import StreamlitCanvas

usually(StreamlitCanvas())
