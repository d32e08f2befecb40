"""rasid feeds import, export, list and remove: lists of feeds in and out without a loss."""

import pytest

from crawler.feeds.opml import read_opml
from tests.crawler.spiders.crawls import configure
from tests.scheduler.cli.rasid import Desk

pytestmark = pytest.mark.slow

LIST = """<opml version="2.0"><body>
  <outline text="سوريا"><outline text="يومية">
    <outline text="الميناء" type="rss" xmlUrl="https://mina.example/feed"/>
  </outline></outline>
  <outline text="الرصيف" type="rss" xmlUrl="https://rasif.example/rss"/>
  <outline text="الرصيف" type="rss" xmlUrl="https://rasif.example/sport"/>
  <outline text="ملف" type="rss" xmlUrl="file:///etc/passwd"/>
</body></opml>"""


def test_a_list_comes_in_with_its_folders(desk: Desk) -> None:
    """Folders become tags, names are unique, what cannot be watched is told with its line: exit 1."""
    (desk.folder / "list.opml").write_text(LIST, encoding="utf-8")
    done = desk("feeds", "import", "list.opml")
    assert done.code == 1
    assert done.out.splitlines() == [
        "added: الميناء https://mina.example/feed",
        "added: الرصيف https://rasif.example/rss",
        "added: الرصيف-2 https://rasif.example/sport",
    ]
    assert "rasid: list.opml:7: 'ملف' is skipped: its address is not an http or https address" in done.err
    assert "3 added, 0 known, 1 skipped" in done.err
    rows = desk.feeds()
    assert {name: row["tags"] for name, row in rows.items()}["الميناء"] == ["سوريا", "يومية"]
    assert {row["origin"] for row in rows.values()} == {"added"}


def test_what_is_known_stays_as_it_is(desk: Desk) -> None:
    """By its address, however it is written; also feeds of the configuration. A second time nothing is new."""
    configure(desk.folder, ("mina", "http://www.mina.example/feed/"))
    good = LIST.replace('<outline text="ملف" type="rss" xmlUrl="file:///etc/passwd"/>', "")
    done = desk("feeds", "import", "-", "--json", stdin=good.encode())
    assert done.code == 0
    assert [(line["outcome"], line["name"]) for line in done.lines] == [
        ("added", "الرصيف"), ("added", "الرصيف-2"), ("known", "mina"),
    ]  # fmt: skip
    again = desk("feeds", "import", "-", "--json", stdin=good.encode())
    assert {line["outcome"] for line in again.lines} == {"known"}
    assert desk.feeds()["mina"]["tags"] == []


def test_a_dry_run_adds_nothing(desk: Desk) -> None:
    """It only says what would be added."""
    done = desk("feeds", "import", "-", "--dry-run", stdin=LIST.encode())
    assert "would be added: الميناء https://mina.example/feed" in done.out
    assert desk.feeds() == {}


def test_export_and_import_lose_nothing(desk: Desk) -> None:
    """The watched feeds of one desk are those of another, down to selectors and charsets; removed ones are not told."""
    add = ("feeds", "add", "--no-check")
    assert desk(
        *add, "https://mina.example/world", "--name", "mina", "--outlet", "الميناء & الساحل", "--country", "lb",
        "--zone", "Asia/Beirut", "--section", "عالم", "--tag", "لبنان", "--tag", "يومية", "--kind", "page",
        "--selector", "main a[href*='/n/']", "--pattern", r"/n/\d+", "--charset", "windows-1256", "--language", "fa",
    ).code == 0  # fmt: skip
    assert desk(*add, "https://rasif.example/rss", "--name", "rasif").code == 0
    assert desk(*add, "https://gone.example/rss", "--name", "gone").code == 0
    assert desk("feeds", "remove", "gone").code == 0
    assert desk("feeds", "export", "out.opml").code == 0
    written = (desk.folder / "out.opml").read_bytes()
    assert [feed.name for feed in read_opml(written).feeds] == ["mina", "rasif"]
    before = desk.feeds()
    (desk.folder / "rasid.db").unlink()
    assert desk.feeds() == {}
    assert desk("feeds", "import", "out.opml").code == 0
    told = ("url", "outlet", "country", "zone", "section", "tags", "kind", "link_selector", "link_pattern", "charset")
    keys = (*told, "language")
    after = desk.feeds()
    assert {n: {k: row[k] for k in keys} for n, row in after.items()} == {
        n: {k: row[k] for k in keys} for n, row in before.items()
    }
    piped = desk("feeds", "export")
    assert set(read_opml(piped.out.encode()).feeds) == set(read_opml(written).feeds)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "the file is empty"),
        (b"<html><body>404</body></html>", "the file is no OPML"),
        (b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "the file defines entities, which is refused"),
    ],
)
def test_a_file_that_is_no_list(desk: Desk, body: bytes, words: str) -> None:
    """One sentence, exit 2."""
    done = desk("feeds", "import", "-", stdin=body)
    assert (done.code, done.err) == (2, f"rasid: -: {words}\n")


def test_an_ill_formed_list_is_taken_as_far_as_it_goes(desk: Desk) -> None:
    """And said to be: exit 1."""
    done = desk(
        "feeds", "import", "-", stdin=b'<opml><body><outline text="A & B" xmlUrl="https://a.example/f"/></body>'
    )
    assert done.code == 1
    assert "is not well-formed (line 1: " in done.err
    assert list(desk.feeds()) == ["A-B"]


@pytest.mark.parametrize("arguments", [("import", "nowhere.opml"), ("export", "no/such/folder.opml"), ("import",)])
def test_files_that_are_not_there(desk: Desk, arguments: tuple[str, ...]) -> None:
    """Exit 2 with a sentence."""
    done = desk("feeds", *arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err


def test_a_configured_feed_is_removed_where_it_is_configured(desk: Desk) -> None:
    """The sentence names file and line; an unknown name is unknown."""
    configure(desk.folder, ("mina", "https://mina.example/feed"))
    done = desk("feeds", "remove", "mina")
    line = (desk.folder / "rasid.toml").read_text(encoding="utf-8").splitlines().index('name = "mina"') + 1
    assert (done.code, done.err) == (
        2, f"rasid: 'mina' is configured, not added: take it out of rasid.toml, line {line}\n",
    )  # fmt: skip
    unknown = desk("feeds", "remove", "nobody")
    assert (unknown.code, "there is no watched feed named 'nobody'" in unknown.err) == (2, True)


def test_the_list_shows_what_is_no_longer_watched_only_if_asked(desk: Desk) -> None:
    """A removed feed's history stays."""
    assert desk("feeds", "add", "https://mina.example/feed", "--name", "mina", "--no-check").code == 0
    shown = desk("feeds", "list").out
    assert ("https://mina.example/feed" in shown, "new" in shown) == (True, True)
    [line] = desk("feeds", "list", "--json").lines
    assert (line["name"], line["state"], line["kind"], line["active"]) == ("mina", "new", "feed", True)
    assert desk("feeds", "remove", "mina").out == "mina is not watched any more\n"
    assert "mina" not in desk("feeds", "list").out
    assert "not watched" in desk("feeds", "list", "--inactive").out
    assert desk("feeds", "remove", "mina").code == 2
