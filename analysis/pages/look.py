"""The style sheet of what the pages draw themselves: cards, evidence, whole articles."""

from __future__ import annotations

import streamlit as st

_COLOURS = {
    "light": {
        "against": "#8a4500",
        "for": "#542788",
        "even": "#4a5058",
        "against-tint": "253,184,99",
        "for-tint": "178,171,210",
        "line": "#d5d9de",
        "soft": "#59616b",
        "here": "#f3f4f6",
    },
    "dark": {
        "against": "#f5a34a",
        "for": "#b9afe0",
        "even": "#b6bdc6",
        "against-tint": "224,130,20",
        "for-tint": "128,115,172",
        "line": "#3a424a",
        "soft": "#a3abb5",
        "here": "#20262c",
    },
}
"""The ends of the PuOr scale, darkened or lightened until text in them has contrast AA."""

_SHEET = """
.stMainBlockContainer { max-width: 84rem; }
[data-testid="stCaptionContainer"] :is(p, div), [data-testid="stCaptionContainer"] {
  color: var(--soft); opacity: 1; }
[data-testid="stPageLink"] p { text-decoration: underline; text-underline-offset: .2em; }
.card { border: 1px solid var(--line); border-radius: .375rem; padding: .9rem 1rem .75rem;
  overflow-wrap: anywhere; line-height: 1.5; }
.card .verdict { display: flex; flex-wrap: wrap; gap: .15rem .6rem; align-items: baseline; }
.card .label { font-weight: 600; border-left: .3rem solid var(--tone); padding-left: .5rem;
  color: var(--tone); }
.card .soft, .article .soft, .legend { color: var(--soft); font-size: .875rem; }
.card .text { margin: .55rem 0; font-size: 1rem; white-space: pre-line; }
.card dl { display: flex; flex-wrap: wrap; gap: .1rem 1.25rem; margin: 0; font-size: .875rem;
  padding: 0 !important; }
.card dl div { display: flex; gap: .35rem; }
.card dt { color: var(--soft); font-weight: 400; }
.card dd { margin: 0; }
.card details, .article details { margin-top: .5rem; font-size: .9375rem; }
.card summary, .article summary { cursor: pointer; color: var(--soft); font-size: .875rem; }
.card summary:hover, .article summary:hover { text-decoration: underline; }
.against { --tone: var(--against); } .for { --tone: var(--for); } .even { --tone: var(--even); }
mark.ev { color: inherit; border-radius: .15rem; padding: 0 .1rem;
  text-decoration-line: underline; text-underline-offset: .2em; }
mark.ev.against { background: rgba(var(--against-tint), .28); text-decoration-style: wavy;
  text-decoration-color: var(--against); }
mark.ev.for { background: rgba(var(--for-tint), .34); text-decoration-style: solid;
  text-decoration-color: var(--for); }
mark.ev.w1 { text-decoration-thickness: 1px; background: none; }
mark.ev.w2 { text-decoration-thickness: 2px; }
mark.ev.w3 { text-decoration-thickness: 3px; font-weight: 600; }
mark.ev sup { font-weight: 700; color: var(--tone); padding-left: .1em; line-height: 0; }
.article p { display: grid; grid-template-columns: 6.5rem 1fr; gap: .75rem; margin: 0;
  padding: .35rem .5rem; font-size: .9375rem; }
.article p.here { background: var(--here); border-left: .25rem solid var(--soft); }
.article p.out .words { text-decoration: line-through; color: var(--soft); }
.article .role { color: var(--soft); font-size: .8125rem; }
.facts { overflow-x: auto; font-size: .9375rem; }
.facts table { border-collapse: collapse; }
.facts caption { text-align: left; padding-bottom: .35rem; font-weight: 600; }
.facts th { text-align: left; font-weight: 400; color: var(--soft); padding-right: 1rem; }
.facts td, .facts th { padding: .2rem .75rem .2rem 0; vertical-align: top; border: 0; }
.facts .soft { color: var(--soft); font-size: .875rem; }
@media (max-width: 640px) {
  .article p { grid-template-columns: 1fr; gap: 0; }
  .facts tr { display: grid; grid-template-columns: 5rem 1fr; padding-bottom: .35rem; }
  .facts td.soft { grid-column: 2; }
  .facts td:empty { display: none; }
}
"""


def dark() -> bool:
    """Whether the page is shown in a dark theme."""
    return st.context.theme.type == "dark"


def dress() -> None:
    """Put the style sheet on the page, in the colours of the theme that is shown."""
    colours = _COLOURS["dark" if dark() else "light"]
    variables = "".join(f"--{name}:{value};" for name, value in colours.items())
    st.html(f"<style>:root{{{variables}}}{_SHEET}</style>")
