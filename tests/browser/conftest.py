"""The real app in a real browser: a server on a free port, Debian's Chromium, and what it did."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, cast

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from analysis.reading.workspace import VARIABLE

Scheme = Literal["light", "dark"]
ROOT = Path(__file__).parent.parent.parent
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 120_000
"""Milliseconds to wait for anything."""


@contextmanager
def serve(*paths: str, home: Path | None = None) -> Iterator[str]:
    """Run the app on ``paths`` (none: the samples) and give its address.

    What it keeps lies in ``home``; by default in a folder that is deleted at the end.
    """
    with ExitStack() as stack:
        folder = home or Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))
        yield from _serving(paths, folder)


def _serving(paths: Sequence[str], home: Path) -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(ROOT / "dashboard.py")]
    options = ["--server.port", str(port), "--server.headless", "true"]
    options += ["--server.address", "127.0.0.1", "--server.fileWatcherType", "none"]
    server = subprocess.Popen(
        [*command, *options, "--", *paths],
        cwd=ROOT,
        env={**os.environ, VARIABLE: str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait_until_healthy(f"{url}/_stcore/health")
        yield url
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the app runs, on the samples."""
    with serve() as url:
        yield url


def _wait_until_healthy(url: str) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(url, timeout=1) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise RuntimeError(f"no answer from {url}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it there is nothing to drive."""
    if CHROMIUM is None:
        pytest.skip("no chromium on this machine: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


@dataclass
class Visit:
    """A page with what went wrong on it."""

    page: Page
    address: str
    errors: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)

    def open(self, path: str = "") -> None:
        """Go to a page of the app and wait until it is drawn."""
        self.page.goto(f"{self.address}/{path}")
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run."""
        self.page.wait_for_selector(
            '[data-testid="stApp"][data-test-script-state="notRunning"]', timeout=PATIENCE
        )

    def chart(self) -> None:
        """Wait until a chart is drawn."""
        self.page.wait_for_selector('[data-testid="stVegaLiteChart"] svg.marks', timeout=PATIENCE)

    @property
    def overflow(self) -> int:
        """By how many pixels the page is wider than the window."""
        width: int = self.page.evaluate(
            "Math.max(document.documentElement.scrollWidth,"
            " ...[...document.querySelectorAll('[data-testid=stMain]')].map(e => e.scrollWidth))"
            " - document.documentElement.clientWidth"
        )
        return width


@pytest.fixture
def visit(address: str, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """A fresh visit; ``@pytest.mark.parametrize("visit", [(390, "dark")], indirect=True)``."""
    width, scheme = cast("tuple[int, Scheme]", getattr(request, "param", (1440, "light")))
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    seen = Visit(page, address)
    page.on("console", lambda m: seen.errors.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    page.on(
        "request",
        lambda r: (
            None
            if r.url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))
            else seen.elsewhere.append(r.url)
        ),
    )
    yield seen
    context.close()
    assert not seen.errors
    assert not seen.elsewhere
