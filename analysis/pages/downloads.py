"""Download buttons: a figure in each format, a table as CSV; made only when they are clicked."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from analysis.charts import Figure
from analysis.charts.export import FORMATS, Format, render
from analysis.charts.theme import EXPORT_WIDTH
from analysis.pages.corpus import Loaded
from analysis.summary.selection import View
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


def figure(chosen: Figure, loaded: Loaded, view: View, data: pd.DataFrame) -> None:
    """Buttons that save a figure, as ``stance export`` would for the same view, and its table."""
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.caption("Save as", width="content")
        for form in FORMATS:
            st.download_button(
                form.upper(),
                partial(file_of, chosen, loaded.stances, view, form),
                f"{chosen.key}.{form}",
                MIME[form],
                key=f"{form}_{chosen.key}",
                help=f"Save this chart as {form.upper()}",
                on_click="ignore",
            )
        table(data, chosen.key, about="Save the numbers of this chart")


def file_of(chosen: Figure, stances: pd.DataFrame, view: View, form: Format) -> bytes:
    """A figure as a file: the same bytes as ``stance export`` writes for the same view."""
    return render(chosen.draw(stances, view, width=EXPORT_WIDTH), form)
