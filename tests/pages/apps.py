"""The app as the tests run it, and articles written for the tests."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

ROOT = Path(__file__).parent.parent.parent
TIMEOUT = 60


def app() -> AppTest:
    """The whole app, on the samples, not yet run."""
    return AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=TIMEOUT)


FERRY = """Ferry talks end without a deal

The Harbor Gazette
March 9, 2021

TOKYO, March 9 -- Japan accused South Korea on Tuesday of breaking its promise to reopen the
ferry line between the two ports.

A Japanese transport official called Seoul's explanation dishonest and said that it had wrecked
months of careful work.

South Korea praised the United States for its patient and generous help in the talks.

The ferries carried 40,000 passengers a year before they were stopped, according to port records.
"""

HOSTILE = """Tariff talks <script>alert(1)</script> ![pixel](http://example.org/p.png)

Japan blamed South Korea for the <img src=x onerror=alert(2)> delay and called its answer
reckless, ![pixel](http://example.org/p.png) **bold** $x^2$ :red[red]
\u202eesrever\u202c \u0007 \u05e9\u05dc\u05d5\u05dd.

South Korea blamed Japan for the {long} silence and called its answer reckless.
""".replace("{long}", "very" * 400)

NORDIC = """hide = []

[[target]]
name = "Norland"
names = ["Norland"]
demonyms = ["Norlander", "Norlanders"]
capitals = ["Norby"]

[[target]]
name = "Sudland"
names = ["Sudland"]
demonyms = ["Sudlander", "Sudlanders"]
capitals = ["Sudstad"]
"""

CANAL = """Canal dispute grows

Norland accused Sudland of blocking the canal and called its conduct reckless.

Sudland praised Norland for its generous offer of help.
"""
