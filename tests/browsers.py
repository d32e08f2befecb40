"""The system's browser, without a window."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.conftest import require


@contextmanager
def headless(*flags: str) -> Iterator[Browser]:
    """Chromium as Debian or its maker installs it, with more of its flags."""
    program = shutil.which("chromium") or shutil.which("google-chrome")
    require(program, "chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *flags])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One for the tests of a module."""
    with headless() as browser:
        yield browser
