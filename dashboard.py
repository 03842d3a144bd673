"""The door: ``streamlit run dashboard.py``, on the samples or, after ``--``, on named paths."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

PAGES = Path(__file__).resolve().parent / "analysis" / "pages"

st.set_page_config(page_title="Stance dashboard", page_icon=str(PAGES / "icon.svg"), layout="wide")
st.navigation(
    [
        st.Page(PAGES / "overview.py", title="Overview", url_path="overview", default=True),
        st.Page(PAGES / "articles.py", title="Articles", url_path="articles"),
        st.Page(PAGES / "accuracy.py", title="Accuracy", url_path="accuracy"),
        st.Page(PAGES / "method.py", title="Method", url_path="method"),
    ],
    position="top",
).run()
