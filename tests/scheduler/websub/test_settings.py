"""[websub] of rasid.toml."""

from pathlib import Path

import pytest

from crawler.errors import ConfigurationError
from crawler.settings import load_crawler_settings
from scheduler.settings import load_settings


def written(folder: Path, section: str) -> Path:
    """A configuration with this section."""
    file = folder / "rasid.toml"
    file.write_text(f"[websub]\n{section}\n", encoding="utf-8")
    return file


def test_it_is_off_until_a_callback_is_set(tmp_path: Path) -> None:
    """The default asks no hub; a slash at the end makes no difference, and the crawler alone does not mind it."""
    assert load_settings(written(tmp_path, ""), {}).websub.callback is None
    file = written(tmp_path, 'callback = "https://news.example.org/websub/"')
    assert load_settings(file, {}).websub.callback == "https://news.example.org/websub"
    assert load_crawler_settings(file, {}).feed == ()


@pytest.mark.parametrize(
    "line",
    [
        'callback = "news.example.org"',
        'callback = "ftp://news.example.org"',
        'callback = "https://news.example.org/?a=b"',
        'callback = "https://news.example.org/#a"',
        'listen = "8001"',
        'listen = "127.0.0.1:http"',
        'listen = "127.0.0.1:70000"',
        "lease_seconds = 1",
    ],
)
def test_a_mistake_is_named(tmp_path: Path, line: str) -> None:
    """With its line in the file."""
    with pytest.raises(ConfigurationError, match="rasid.toml:2"):
        load_settings(written(tmp_path, line), {})
