"""rasid read and rasid crawl decide flags with the model that is configured or installed."""

import json
from typing import Any

import pytest

from crawler.flags.sources import load_model
from crawler.store.database import writing
from crawler.store.flag_models import install_model
from tests.crawler.spiders.stand import Stand
from tests.scheduler.cli.history import NOW, database, install, rows
from tests.scheduler.cli.rasid import Desk

pytestmark = pytest.mark.slow

LINES = "\n".join(
    json.dumps({"id": str(number), "title": "أمطار", "text": "هطلت أمطار غزيرة على الساحل والجبال مساء الأحد. " * 3})
    for number in range(3)
)


def models(lines: list[dict[str, Any]]) -> set[str]:
    """Who decided the flags of an answer's stories."""
    return {story["flags"]["casualty"]["model"] for line in lines for story in line["stories"]}


@pytest.mark.parametrize("workers", ["1", "2"])
def test_lines_are_read_with_the_installed_model(desk: Desk, workers: str) -> None:
    """In every process; its doubts are told."""
    install(desk)
    done = desk("read", "--jsonl", "--workers", workers, stdin=LINES.encode())
    assert (done.code, done.err) == (0, "")
    assert [line["id"] for line in done.lines] == ["0", "1", "2"]
    assert models(done.lines) == {"desk 1"}
    assert all(story["flags"]["diplomacy"]["review"] for line in done.lines for story in line["stories"])


def test_an_address_is_read_with_the_installed_model(desk: Desk, stand: Stand) -> None:
    """Though the crawl that fetches it has a database of its own."""
    install(desk)
    done = desk("read", stand.publish(1))
    assert (done.code, models(done.lines)) == (0, {"desk 1"})


def test_a_crawl_reads_with_the_installed_model(desk: Desk, stand: Stand) -> None:
    """What it keeps says so; a dry run as well."""
    install(desk, casualty=0.3)
    url = stand.publish(1)
    for more in (("--dry-run",), ()):
        done = desk("crawl", url, "--json", *more)
        assert done.code == 0, done.err
        (line,) = done.lines
        assert line["flags"]["casualty"]["model"] == "desk 1"
    assert [(row["casualty"], row["review"]) for row in rows(desk)] == [(False, True)]


def test_a_crawl_goes_on_without_an_installed_model_that_cannot_be_used(desk: Desk, stand: Stand) -> None:
    """As after an upgrade: it is told, and the shipped model decides; history is not read again by another model than
    the one that was asked for."""
    with database(desk) as engine, writing(engine) as connection:
        install_model(connection, name="desk 0", card="{}", data=b"of another version", made_at=NOW, now=NOW)
    done = desk("crawl", stand.publish(1), "--json")
    assert done.code == 0, done.err
    assert "installed_model_not_used" in done.err
    (line,) = done.lines
    assert line["flags"]["casualty"]["model"] == load_model().name
    refused = desk("reread")
    assert (refused.code, refused.out) == (2, "")
    assert refused.err.startswith(
        "rasid: the model of the flags cannot be used: the trained model is no model of Rasid"
    )


def test_the_shipped_model_can_be_asked_for(desk: Desk) -> None:
    """Whatever is installed."""
    install(desk)
    desk.config.write_text(desk.config.read_text() + '\n[flags]\nmodel = "shipped"\n')
    assert not any(name.startswith("desk") for name in models(desk("read", "--jsonl", stdin=LINES.encode()).lines))


def test_reading_makes_no_database(desk: Desk) -> None:
    """Where there is none, no trained model is installed."""
    done = desk("read", "--jsonl", stdin=LINES.encode())
    assert done.code == 0, done.err
    assert not (desk.folder / "rasid.db").exists()


def test_a_model_that_cannot_be_used_is_one_sentence(desk: Desk) -> None:
    """For reading, for a crawl and for the check of the configuration, which names the folder."""
    desk.config.write_text(desk.config.read_text() + '\n[flags]\nmodel = "onnx:models/none"\n')
    for workers in ("1", "2"):
        done = desk("read", "--jsonl", "--workers", workers, stdin=LINES.encode())
        assert (done.code, done.out) == (2, "")
        assert "models/none" in done.err
        assert len(done.err.splitlines()) == 1
    for command in (("crawl", "https://127.0.0.1:1/x"), ("watch",), ("config", "check")):
        done = desk(*command)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"rasid: flags.model: {desk.folder / 'models' / 'none'} is not a folder\n"
    (desk.folder / "models" / "none").mkdir(parents=True)
    assert desk("config", "check").code == 0
    crawled = desk("crawl", "https://127.0.0.1:1/x")
    assert crawled.code == 1
    assert "the model of the flags cannot be used" in crawled.err
