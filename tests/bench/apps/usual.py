"""The overview as it is usually written: read the database, pandas, plotly.express, draw; nothing kept."""

import os
import sqlite3

import pandas as pd
import plotly.express as px
import streamlit as st

DATABASE = os.environ["BENCH_SQLITE"]
TABLES = ("milestones", "goals", "areas", "programmes", "stage_amounts")

st.title("Overview")
with sqlite3.connect(DATABASE) as connection:
    tables = {name: pd.read_sql(f"select * from {name}", connection) for name in TABLES}
chosen = st.selectbox("one", ["a", "b"])
milestones = tables["milestones"].rename(columns={"original_due_first": "due"})
joined = milestones.merge(tables["goals"], left_on="goal", right_on="code", suffixes=("", "_goal"))
joined["due"] = joined["due"].astype(str)
by_area = joined.groupby(["area", "due"]).size().reset_index(name="count")
st.plotly_chart(px.bar(by_area, x="count", y="area", color="due", orientation="h"))
planned = joined.groupby("due").size().cumsum().reset_index(name="planned")
st.plotly_chart(px.line(planned, x="due", y="planned"))
money = tables["stage_amounts"].merge(tables["programmes"], left_on="programme", right_on="code", suffixes=("", "_p"))
st.plotly_chart(px.bar(money.groupby(["ministry", "stage"], as_index=False)["won"].sum(), x="won", y="ministry", color="stage"))
st.dataframe(joined)
