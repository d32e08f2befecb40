"""What the crawler's room may be told: [store], [crawler], [flags] and [[feed]] of rasid.toml.

This is the only module of the room that reads the environment. Scrapy's own settings are in `scrapy_settings.py`.
"""

import codecs
import hashlib
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from crawler.configuration import Section, read_configuration, resolve_secret
from crawler.news import Feed, FeedKind
from crawler.urls import is_web_url

# Sections of the rooms downstream, left alone when only the crawler's are wanted (scrapy crawl …).
OTHER_SECTIONS = ("alerts", "subscription", "scheduler", "websub", "health", "console")

MAX_SOCKET_PATH = 100  # bytes; Linux allows 107, macOS 103


def web_url(value: str) -> str:
    """The value, if it is an http or https address."""
    if not is_web_url(value):
        raise ValueError("must be an http or https address")
    return value


def zone_name(value: str) -> str:
    """The value, if it is an IANA time zone."""
    try:
        ZoneInfo(value)
    except (KeyError, ValueError, OSError):
        raise ValueError("must be an IANA time zone such as 'Asia/Damascus'") from None
    return value


def country_code(value: str) -> str:
    """The value in capitals, if it looks like an ISO 3166-1 alpha-2 code."""
    if len(value) != 2 or not value.isascii() or not value.isalpha():
        raise ValueError("must be a two-letter ISO country code such as 'SY'")
    return value.upper()


def regular_expression(value: str | None) -> str | None:
    """The value, if it is a regular expression."""
    try:
        re.compile(value or "")
    except re.error as error:
        raise ValueError(f"must be a regular expression ({error})") from None
    return value


def css_selector(value: str | None) -> str | None:
    """The value, if it is a CSS selector."""
    from cssselect import HTMLTranslator, SelectorError

    try:
        HTMLTranslator().css_to_xpath(value or "a")
    except (SelectorError, RecursionError) as error:
        raise ValueError(f"must be a CSS selector such as '.headlines a' ({error})") from None
    return value


def charset_name(value: str | None) -> str | None:
    """The value, if Python knows a charset of this name."""
    try:
        codecs.lookup(value or "utf-8")
    except LookupError:
        raise ValueError("must be a charset such as 'windows-1256'") from None
    return value


def _database_url(value: str) -> str:
    if value.startswith(("env:", "file:")):
        return value
    try:
        backend = make_url(value).get_backend_name()
    except ArgumentError:
        raise ValueError(
            "must be a database address such as 'sqlite:///rasid.db' or 'postgresql+psycopg://user@host/db'"
        ) from None
    if backend not in ("sqlite", "postgresql"):
        raise ValueError("must be a sqlite or postgresql+psycopg address")
    return value


def _redis_url(value: str) -> str:
    if value == "embedded" or value.startswith(("redis://", "rediss://", "unix://", "env:", "file:")):
        return value
    raise ValueError("must be 'embedded' or an address such as 'redis://host:6379/0'")


def _model_name(value: str) -> str:
    kind, _, place = value.partition(":")
    if value in ("auto", "shipped") or (kind == "onnx" and place):
        return value
    raise ValueError("must be 'auto', 'shipped' or 'onnx:FOLDER'")


WebUrl = Annotated[str, AfterValidator(web_url)]
Zone = Annotated[str, AfterValidator(zone_name)]
Country = Annotated[str, AfterValidator(country_code)]


class StoreSection(Section):
    """[store]: where everything is kept."""

    database: Annotated[str, AfterValidator(_database_url)] = "sqlite:///rasid.db"
    redis: Annotated[str, AfterValidator(_redis_url)] = "embedded"


class CrawlerSection(Section):
    """[crawler]: how the web is fetched and read."""

    user_agent: Annotated[str, Field(min_length=3, pattern=r"^[\x20-\x7e]+$")] = (
        "Rasid/1.0 (+https://example.org/contact)"
    )
    concurrency: Annotated[int, Field(ge=1, le=256)] = 16
    obey_robots: bool = True
    allow_private_hosts: tuple[str, ...] = ()
    delay_per_host: Annotated[float, Field(ge=0, le=60)] = 2.0  # seconds between two requests to one host
    timeout: Annotated[float, Field(gt=0, le=120)] = 25.0  # seconds for one whole answer
    max_bytes: Annotated[int, Field(ge=10_000, le=50_000_000)] = 5 * 1024 * 1024
    readers: Annotated[int, Field(ge=1, le=64)] = max(1, os.cpu_count() or 1)  # processes that read pages
    reading_timeout: Annotated[float, Field(gt=0, le=120)] = 10.0  # seconds of one page in a reader
    min_interval: Annotated[int, Field(ge=1)] = 60  # seconds between two visits of one feed
    max_interval: Annotated[int, Field(ge=1)] = 6 * 3600
    catalogue: bool = False  # watch the whole bundled catalogue (seeds/feeds.toml) as well


class FlagsSection(Section):
    """[flags]: what decides whether a story is about casualties or diplomacy."""

    # auto: the model that the desk has trained, where one is installed, else the shipped one
    model: Annotated[str, AfterValidator(_model_name)] = "auto"

    @property
    def onnx_folder(self) -> Path | None:
        """Where the transformer lies; None where another kind of model is asked for."""
        kind, _, place = self.model.partition(":")
        return Path(place) if kind == "onnx" else None


class FeedSection(Section):
    """[[feed]]: one feed to watch."""

    name: Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[\w.-]+$")]
    url: WebUrl
    outlet: str | None = None
    country: Country | None = None
    language: str = "ar"
    section: str | None = None
    tier: Literal["A", "B", "C", "D"] | None = None
    zone: Zone | None = None
    tags: tuple[str, ...] = ()
    checked: str | None = None  # when and how the address was last seen to work, in words
    kind: FeedKind = FeedKind.FEED
    link_selector: Annotated[str | None, AfterValidator(css_selector)] = None  # of a page: where its links stand
    link_pattern: Annotated[str | None, AfterValidator(regular_expression)] = None  # what a link's address must hold
    charset: Annotated[str | None, AfterValidator(charset_name)] = None  # what its bytes are in, whatever it declares

    def feed(self) -> Feed:
        """This entry as the noun of the room."""
        return Feed(
            name=self.name,
            url=self.url,
            outlet=self.outlet or self.name,
            country=self.country,
            language=self.language,
            section=self.section,
            tier=self.tier,
            zone=self.zone,
            tags=self.tags,
            kind=self.kind,
            link_selector=self.link_selector,
            link_pattern=self.link_pattern,
            charset=self.charset,
        )


class CrawlerSettings(Section):
    """All sections of the crawler's room."""

    store: StoreSection = StoreSection()
    crawler: CrawlerSection = CrawlerSection()
    flags: FlagsSection = FlagsSection()
    feed: tuple[FeedSection, ...] = ()

    def feeds(self) -> tuple[Feed, ...]:
        """The configured feeds."""
        return tuple(section.feed() for section in self.feed)


def load_crawler_settings(path: Path | None = None, environ: Mapping[str, str] | None = None) -> CrawlerSettings:
    """The crawler's sections of rasid.toml and the environment; raises ConfigurationError."""
    return read_configuration(
        CrawlerSettings, path=path, environ=os.environ if environ is None else environ, others=OTHER_SECTIONS
    )


def database_address(store: StoreSection, environ: Mapping[str, str] | None = None) -> str:
    """The database address with its secret resolved."""
    return resolve_secret(store.database, environ=os.environ if environ is None else environ, key="store.database")


def redis_address(store: StoreSection, environ: Mapping[str, str] | None = None) -> str:
    """The Redis address with its secret resolved; for 'embedded' the unix socket of the bundled server."""
    environ = os.environ if environ is None else environ
    if store.redis == "embedded":
        return f"unix://{embedded_socket(embedded_folder(store, environ))}"
    return resolve_secret(store.redis, environ=environ, key="store.redis")


def embedded_folder(store: StoreSection, environ: Mapping[str, str] | None = None) -> Path:
    """The folder of the bundled Redis-compatible server: beside the SQLite database, else in the working directory."""
    address = make_url(database_address(store, environ))
    if address.get_backend_name() == "sqlite" and address.database:
        database = Path(address.database).absolute()
        return database.parent / f"{database.stem}-redis"
    return Path("rasid-redis").absolute()


def embedded_socket(folder: Path) -> Path:
    """The socket of the bundled server. A socket's path may have about 100 characters: a longer one moves to the
    system's folder for temporary files, under a name drawn from the folder's."""
    path = folder / "redis.sock"
    if len(os.fsencode(path)) <= MAX_SOCKET_PATH:
        return path
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"rasid-{os.getuid()}-{name}" / "redis.sock"
