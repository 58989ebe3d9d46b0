"""The only room of Streamlit: the reader, the components, the pages and the frame around them."""
