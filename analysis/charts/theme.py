"""How charts look: one scale of type, two sets of ink, colours that the colour-blind tell apart.

Colours of targets are those of Okabe & Ito (2008), "Color universal design"; stance has the orange
and purple ends of ColorBrewer's PuOr with a grey middle. Nothing is told by colour alone: targets
have shapes, labels of shares stand in words, cells hold their number.
"""

from __future__ import annotations

from dataclasses import dataclass

import altair as alt

# Altair's theme is one for the whole process, in which pages are drawn by many threads; so it is
# switched off once, and every chart carries its own configuration.
alt.theme.enable("none")

FONT = "Noto Sans CJK KR, Noto Sans KR, Apple SD Gothic Neo, Malgun Gothic, Yu Gothic, sans-serif"
"""One family that covers Latin, Korean and Japanese first, else a text changes its face midway."""

TITLE_SIZE = 17
SUBTITLE_SIZE = 12
LABEL_SIZE = 12
SMALL_SIZE = 10.5

EXPORT_WIDTH = 700
"""Width of an exported chart in pixels, with labels, without padding."""
SCREEN_WIDTH = 322
"""Width for which words are broken on a screen: that of a telephone without
padding, since a chart cannot break them itself."""
PADDING = 18

SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down", "triangle-right")
"""One more than the colours, so that 42 targets differ in colour or in shape."""


@dataclass(frozen=True, slots=True)
class Theme:
    """The inks of a chart, for light or for dark pages."""

    paper: str
    ink: str
    muted: str
    grid: str
    zero: str
    targets: tuple[str, ...]
    unfavorable: str
    middle: str
    favorable: str
    on_ends: str

    @property
    def labels(self) -> tuple[str, str, str]:
        """The colours of unfavorable, neutral, favorable."""
        return (self.unfavorable, self.middle, self.favorable)

    def colour(self, number: int) -> str:
        """The colour of the target of that number."""
        return self.targets[number % len(self.targets)]


LIGHT = Theme(
    paper="#ffffff",
    ink="#1f2328",
    muted="#59636e",
    grid="#e7e9ec",
    zero="#9aa1a9",
    targets=("#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9"),
    unfavorable="#b35806",
    middle="#dcdde0",
    favorable="#542788",
    on_ends="#ffffff",
)
DARK = Theme(
    paper="#0e1117",
    ink="#f0f2f5",
    muted="#a9b1bb",
    grid="#272c35",
    zero="#6a727d",
    targets=("#4da3d9", "#f0b341", "#2fbf95", "#e39bc4", "#f0874a", "#93d1f5"),
    unfavorable="#e08214",
    middle="#3f4550",
    favorable="#998ec3",
    on_ends="#0e1117",
)


def theme(dark: bool) -> Theme:
    """Give the inks for a light or a dark page."""
    return DARK if dark else LIGHT


def shape(number: int) -> str:
    """The shape of the target of that number."""
    return SHAPES[number % len(SHAPES)]


def config(inks: Theme) -> alt.Config:
    """Give the configuration that every chart carries itself, so that no global theme is needed."""
    return alt.Config(
        font=FONT,
        background=inks.paper,
        padding=PADDING,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(
            labelColor=inks.muted,
            labelFontSize=SMALL_SIZE,
            titleColor=inks.muted,
            titleFontSize=SMALL_SIZE,
            titleFontWeight="normal",
            gridColor=inks.grid,
            domainColor=inks.zero,
            tickColor=inks.zero,
        ),
        title=alt.TitleConfig(
            color=inks.ink,
            subtitleColor=inks.muted,
            fontSize=TITLE_SIZE,
            fontWeight=600,
            subtitleFontSize=SUBTITLE_SIZE,
            subtitlePadding=5,
            lineHeight=TITLE_SIZE + 4,
            subtitleLineHeight=SUBTITLE_SIZE + 4,
        ),
        text=alt.MarkConfig(color=inks.ink, fontSize=LABEL_SIZE),
        customFormatTypes=False,
    )
