"""Configuration: defaults, file, environment; every mistake is one sentence with its place."""

from pathlib import Path

import pytest

from alerts.settings import resolve_secrets
from crawler.configuration import ConfigurationProblems, resolve_secret
from crawler.errors import ConfigurationError
from crawler.settings import CrawlerSettings, embedded_folder, load_crawler_settings, redis_address
from scheduler.settings import Settings, load_settings

GOOD = """
[store]
database = "sqlite:///news.db"

[crawler]
concurrency = 4
allow_private_hosts = ["127.0.0.1"]

[[feed]]
name = "one"
url = "https://one.example/feed"
country = "sy"

[[subscription]]
name = "desk"
to = ["mailto:desk@example.org"]

[alerts]
smtp = "smtp://mail.example.org:25"
"""


def _load(folder: Path, text: str, environ: dict[str, str] | None = None) -> Settings:
    file = folder / "rasid.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file, environ or {})


def test_a_good_file_is_read(tmp_path: Path) -> None:
    """Values come as written, the rest by default."""
    settings = _load(tmp_path, GOOD)
    assert settings.crawler.concurrency == 4
    assert settings.crawler.obey_robots is True
    assert settings.feeds()[0].country == "SY"
    assert settings.feeds()[0].outlet == "one"
    assert settings.subscription[0].to == ("mailto:desk@example.org",)


def test_defaults_need_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without rasid.toml everything has its default."""
    monkeypatch.chdir(tmp_path)
    assert load_settings(None, {}).store.database == "sqlite:///rasid.db"


def test_the_environment_wins(tmp_path: Path) -> None:
    """RASID_SECTION__KEY stands over the file, lists as JSON."""
    environ = {"RASID_CRAWLER__CONCURRENCY": "9", "RASID_CRAWLER__ALLOW_PRIVATE_HOSTS": '["10.0.0.1"]'}
    settings = _load(tmp_path, GOOD, environ)
    assert settings.crawler.concurrency == 9
    assert settings.crawler.allow_private_hosts == ("10.0.0.1",)


@pytest.mark.parametrize("text", ["", "[[feed]]\nname = 'a'\nurl = 'https://a.example/feed'\n"])
def test_a_variable_for_one_of_many_is_refused(tmp_path: Path, text: str) -> None:
    """Which of the feeds it were for nobody can say; it is neither passed over nor laid to the file."""
    with pytest.raises(ConfigurationProblems, match=r"^environment variable RASID_FEED__NAME: there may be many"):
        _load(tmp_path, text, {"RASID_FEED__NAME": "b"})


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("\ufeff[crawler]\r\nconcurrency = 'x'\r\n", 2),  # as an editor on Windows writes it
        ("# one\u2028line\n[crawler]\nconcurrency = 'x'\n", 3),
        ("\ncrawler.concurrency = 'x'\n", 2),
    ],
)
def test_the_line_is_found_however_the_file_is_written(tmp_path: Path, text: str, line: int) -> None:
    """A byte order mark, a separator that ends no line of TOML, and a dotted key."""
    with pytest.raises(ConfigurationProblems, match=rf"rasid.toml:{line}: crawler.concurrency"):
        _load(tmp_path, text)


def test_the_crawler_alone_leaves_other_sections_alone(tmp_path: Path) -> None:
    """`scrapy crawl` reads the same file and is not bothered by what alerts would complain of."""
    file = tmp_path / "rasid.toml"
    file.write_text(GOOD + "\n[scheduler]\nnonsense = 1\n", encoding="utf-8")
    assert load_crawler_settings(file, {}).crawler.concurrency == 4


@pytest.mark.parametrize("section", sorted(set(Settings.model_fields) - set(CrawlerSettings.model_fields)))
def test_the_crawler_alone_leaves_each_section_downstream_alone(tmp_path: Path, section: str) -> None:
    """Every section that a room downstream adds is known to `scrapy crawl`, in the file and in the environment."""
    file = tmp_path / "rasid.toml"
    file.write_text(f"[crawler]\nconcurrency = 4\n[{section}]\nanything = 1\n", encoding="utf-8")
    environ = {f"RASID_{section.upper()}__ANYTHING": "1"}
    assert load_crawler_settings(file, environ).crawler.concurrency == 4


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[crawler]\nuser_agnt = 'x'\n", 2, ["unknown key 'crawler.user_agnt'", "did you mean 'user_agent'"]),
        ("[crawlr]\nconcurrency = 3\n", 1, ["unknown section 'crawlr'", "did you mean 'crawler'"]),
        ("[crawler]\n\nconcurrency = 'many'\n", 3, ["crawler.concurrency", "'many'"]),
        ("[crawler]\nconcurrency = 0\n", 2, ["crawler.concurrency", "greater than or equal to 1"]),
        ("[[feed]]\nname = 'a'\nurl = 'ftp://x/'\n", 3, ["feed.url", "http or https", "'ftp://x/'"]),
        ("[[feed]]\nname = 'a'\n", 1, ["feed.url is missing"]),
        (
            "[[feed]]\nname='a'\nurl='http://a/'\n[[feed]]\nname='b'\nurl='http://b/'\ncuntry='SY'\n",
            7,
            ["feed.cuntry", "'country'"],
        ),
        ("[[feed]]\nname='a'\nurl='http://a/'\ncountry='Syria'\n", 4, ["feed.country", "two-letter ISO", "'Syria'"]),
        ("[[feed]]\nname='a'\nurl='http://a/'\nlink_selector='a['\n", 4, ["feed.link_selector", "CSS selector"]),
        ("[[feed]]\nname='a'\nurl='http://a/'\nlink_pattern='('\n", 4, ["feed.link_pattern", "regular expression"]),
        ("[[feed]]\nname='a'\nurl='http://a/'\n[[feed]]\nname='a'\nurl='http://b/'\n", 5, ["two feeds named 'a'"]),
        ("[store]\ndatabase = 'mysql://x/y'\n", 2, ["store.database", "sqlite or postgresql"]),
        ("[store]\nredis = 'localhost'\n", 2, ["store.redis", "'embedded'"]),
        ("[[subscription]]\nname='s'\nto=['telegram:abc']\n", 3, ["subscription.to", "telegram:"]),
        ("[[subscription]]\nname='s'\nto=['mailto:a@b\\nc']\n", 3, ["subscription.to", "mailto:"]),
        ("[[subscription]]\nname='s'\nto=['telegram:1']\nwhen='weekly'\n", 4, ["subscription.when", "'weekly'"]),
        ("[[subscription]]\nname='s'\nto=['telegram:1']\nquiet='late'\n", 4, ["subscription.quiet", "'late'"]),
        ("[[subscription]]\nname='s'\nto=['telegram:1']\ntimezone='Mars/X'\n", 4, ["subscription.timezone", "IANA"]),
        ("[crawler\n", 1, ["is not valid TOML"]),
        ("[crawler]\nconcurrency = \n", 2, ["is not valid TOML"]),
    ],
)
def test_each_mistake_names_its_line(tmp_path: Path, text: str, line: int, words: list[str]) -> None:
    """File, line, key and what would be right, in one sentence."""
    with pytest.raises(ConfigurationProblems) as caught:
        _load(tmp_path, text)
    sentence = str(caught.value)
    assert f"rasid.toml:{line}: " in sentence
    for word in words:
        assert word in sentence
    assert "\n" not in sentence


def test_all_mistakes_are_listed(tmp_path: Path) -> None:
    """`config check` shows every problem, not only the first."""
    with pytest.raises(ConfigurationProblems) as caught:
        _load(tmp_path, "[crawler]\nconcurrency = 0\nobey = true\n[alerts]\non_ambiguous = 'maybe'\n")
    assert [problem.place.rpartition(":")[2] for problem in caught.value.problems] == ["2", "3", "5"]
    assert "2 more" in str(caught.value)


@pytest.mark.parametrize(("to", "words"), [('["mail:x@y.z"]', "must begin with"), ("[]", "must not be empty")])
def test_a_list_without_a_good_item_is_one_mistake(tmp_path: Path, to: str, words: str) -> None:
    """That it is too short because its only item is wrong helps nobody."""
    with pytest.raises(ConfigurationProblems) as raised:
        _load(tmp_path, f'[[subscription]]\nname = "desk"\nto = {to}\n')
    assert [words in str(problem) for problem in raised.value.problems] == [True]


def test_a_wrong_variable_is_named(tmp_path: Path) -> None:
    """An unknown section or key in the environment is an error that names the variable."""
    with pytest.raises(ConfigurationError, match="environment variable RASID_CRAWLR__X.*'crawler'"):
        _load(tmp_path, GOOD, {"RASID_CRAWLR__X": "1"})
    with pytest.raises(ConfigurationError, match="environment variable RASID_CRAWLER__CONCURENCY.*'concurrency'"):
        _load(tmp_path, GOOD, {"RASID_CRAWLER__CONCURENCY": "1"})


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    """Only the default file may be absent."""
    with pytest.raises(ConfigurationError, match="cannot be read: No such file"):
        load_settings(tmp_path / "other.toml", {})


def test_two_of_one_name_are_refused(tmp_path: Path) -> None:
    """Feeds are known by their names."""
    feed = "[[feed]]\nname='a'\nurl='http://a/'\n"
    with pytest.raises(ConfigurationError, match="two feeds named 'a'"):
        _load(tmp_path, feed + feed)


def test_secrets_come_from_environment_and_files(tmp_path: Path) -> None:
    """env:NAME, file:PATH, or the value itself; a missing one is named."""
    (tmp_path / "secret").write_text("from file\n", encoding="utf-8")
    assert resolve_secret("env:X", environ={"X": "from environment"}, key="k") == "from environment"
    assert resolve_secret(f"file:{tmp_path / 'secret'}", environ={}, key="k") == "from file"
    assert resolve_secret("itself", environ={}, key="k") == "itself"
    with pytest.raises(ConfigurationError, match="alerts.k: the environment variable X is not set"):
        resolve_secret("env:X", environ={}, key="alerts.k")


@pytest.mark.parametrize(
    ("body", "wrong"), [(b"\xff\xfe\x00", "is not UTF-8 text"), (b"\xef\xbb\xbf \r\n", "is empty")]
)
def test_a_file_that_holds_no_secret_is_named(tmp_path: Path, body: bytes, wrong: str) -> None:
    """Bytes that are no text, and nothing, are one sentence; a byte order mark is no part of a secret."""
    file = tmp_path / "secret"
    file.write_bytes(body)
    with pytest.raises(ConfigurationError, match=f"alerts.k: the file .*secret {wrong}"):
        resolve_secret(f"file:{file}", environ={}, key="alerts.k")
    file.write_bytes(b"\xef\xbb\xbf12:ab\r\n")
    assert resolve_secret(f"file:{file}", environ={}, key="alerts.k") == "12:ab"


def test_only_secrets_that_are_used_must_be_there(tmp_path: Path) -> None:
    """No token is asked for where nobody subscribes to Telegram; where somebody does, it is."""
    settings = _load(tmp_path, GOOD)
    assert resolve_secrets(settings.alerts, settings.subscription, {}).telegram_token is None
    settings = _load(tmp_path, "[[subscription]]\nname='s'\nto=['telegram:1']\n")
    with pytest.raises(ConfigurationError, match="RASID_TELEGRAM_TOKEN is not set"):
        resolve_secrets(settings.alerts, settings.subscription, {})
    settings = _load(tmp_path, "[[subscription]]\nname='s'\nto=['mailto:a@example.org']\n")
    with pytest.raises(ConfigurationError, match=r"alerts\.smtp is missing"):
        resolve_secrets(settings.alerts, settings.subscription, {})


def test_the_embedded_server_lives_beside_the_database(tmp_path: Path) -> None:
    """Its folder and socket follow from the database's place."""
    settings = _load(tmp_path, f"[store]\ndatabase = 'sqlite:///{tmp_path}/x/news.db'\n")
    assert embedded_folder(settings.store, {}) == tmp_path / "x" / "news-redis"
    assert redis_address(settings.store, {}).startswith("unix:///")


def test_mistakes_are_told_as_they_stand_in_the_file(tmp_path: Path) -> None:
    """By line, whichever section is looked at first."""
    with pytest.raises(ConfigurationProblems) as raised:
        _load(tmp_path, "[[feed]]\nname = 'a'\nurl = 5\n[crawler]\nconcurrency = 'x'\nobey_robots = 7\n")
    lines = [int(problem.place.rpartition(":")[2]) for problem in raised.value.problems]
    assert lines == sorted(lines)
    assert len(lines) > 2
