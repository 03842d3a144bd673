"""Download buttons: a figure in each format, a table as CSV; made only when they are clicked."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from analysis.summary.tables import table_bytes

MIME = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "html": "text/html",
    "csv": "text/csv",
}


def table(frame: pd.DataFrame, name: str, *, label: str = "CSV", about: str | None = None) -> None:
    """A button that saves ``frame`` as ``name.csv``."""
    st.download_button(
        label,
        partial(table_bytes, frame, ".csv"),
        f"{name}.csv",
        MIME["csv"],
        key=f"csv_{name}",
        help=about,
        on_click="ignore",
    )
