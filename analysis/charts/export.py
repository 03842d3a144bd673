"""Charts as files: PNG, SVG, PDF and HTML, with the data behind each as CSV."""

from __future__ import annotations

import html
import io
import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Literal

import altair as alt
import vl_convert
from pandas import DataFrame

from analysis.charts import FIGURES
from analysis.charts.theme import EXPORT_WIDTH
from analysis.errors import StanceError
from analysis.summary.selection import View
from analysis.summary.tables import write_table, write_whole

Format = Literal["png", "svg", "pdf", "html"]
FORMATS: tuple[Format, ...] = ("png", "svg", "pdf", "html")

PPI = 200

LIBRARY = "window.vegaEmbed = vegaEmbed;"

VEGA_LITE = "v6.4"
"""The version whose library an HTML page holds: the one that Altair writes for."""

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
script-src 'unsafe-inline' 'unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>body {{ margin: 0; background: {paper}; }}</style>
</head>
<body>
<div id="chart" role="img" aria-label="{description}"></div>
<script>{library}</script>
<script>
vegaEmbed(document.getElementById("chart"), {spec}, {{actions: false, renderer: "svg"}});
</script>
</body>
</html>
"""


def render(chart: alt.LayerChart, fmt: Format, *, ppi: int = PPI) -> bytes:
    """Give a chart as the content of a file; an SVG of the same chart is the same to the byte.

    The HTML page holds all that it needs and may load nothing else.
    Raises ``StanceError`` for another format.
    """
    if fmt == "png":
        return _saved_bytes(chart, fmt, ppi)
    if fmt == "pdf":
        return _saved_bytes(chart, fmt, None)
    if fmt == "svg":
        text = io.StringIO()
        chart.save(text, format="svg")
        return text.getvalue().encode()
    if fmt == "html":
        return _page(chart).encode()
    raise _unknown(fmt)


def export(
    stances: DataFrame,
    directory: Path,
    *,
    formats: Iterable[Format] = FORMATS,
    view: View | None = None,
) -> list[Path]:
    """Write every figure in every format, and its data as CSV; give the paths in that order.

    Raises ``StanceError`` for another format, and where the folder or a file cannot be written.
    """
    chosen, wanted = view or View(), tuple(dict.fromkeys(formats))
    for fmt in wanted:
        if fmt not in FORMATS:
            raise _unknown(fmt)
    try:
        directory.mkdir(parents=True, exist_ok=True)
        written: list[Path] = []
        for figure in FIGURES:
            chart = figure.draw(stances, chosen, width=EXPORT_WIDTH)
            for fmt in wanted:
                path = directory / f"{figure.key}.{fmt}"
                write_whole(path, render(chart, fmt))
                written.append(path)
            data = directory / f"{figure.key}.csv"
            write_table(figure.table(stances, chosen), data)
            written.append(data)
    except OSError as error:
        raise StanceError(
            str(directory),
            f"cannot be written ({error.strerror or error})",
            "Choose a folder that you may write to.",
        ) from error
    return written


def _unknown(fmt: str) -> StanceError:
    return StanceError(fmt, "is not a format of charts", f"Choose from {', '.join(FORMATS)}.")


def _saved_bytes(chart: alt.LayerChart, fmt: Literal["png", "pdf"], ppi: int | None) -> bytes:
    buffer = io.BytesIO()
    if ppi is None:
        chart.save(buffer, format=fmt)
    else:
        chart.save(buffer, format=fmt, ppi=ppi)
    return buffer.getvalue()


@cache
def _library() -> str:
    """Give the code that draws in a browser, which takes a second to put together."""
    return str(vl_convert.javascript_bundle(LIBRARY, VEGA_LITE))


def _page(chart: alt.LayerChart) -> str:
    spec = chart.to_dict()
    title = spec["title"]["text"]
    return PAGE.format(
        title=html.escape(" ".join(title)),
        description=html.escape(str(spec.get("description", ""))),
        paper=html.escape(spec["config"]["background"]),
        library=_library(),
        # A "<" in a name could otherwise end the script.
        spec=json.dumps(spec).replace("<", "\\\\u003c"),
    )
