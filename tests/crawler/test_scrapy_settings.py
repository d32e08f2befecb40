"""Scrapy's settings: what is risky is off, what rasid.toml says is in, and no secret is among them."""

from pathlib import Path

from scrapy.core.downloader.handlers.http11 import HTTP11DownloadHandler
from scrapy.settings import Settings
from scrapy.spidermiddlewares.referer import RefererMiddleware
from scrapy.utils.conf import build_component_list

from crawler.download import GuardedDownloadHandler
from crawler.middlewares import NoReferer
from crawler.scrapy_settings import scrapy_settings
from crawler.settings import CrawlerSettings

OWN = CrawlerSettings.model_validate(
    {
        "store": {"database": "postgresql+psycopg://rasid:geheim@db.example/rasid"},
        "crawler": {
            "user_agent": "Rasid/2.0 (+https://r.example)",
            "allow_private_hosts": ["stand.internal", "127.0.0.1"],
            "delay_per_host": 3.5,
            "timeout": 7,
            "max_bytes": 123_456,
            "concurrency": 5,
            "obey_robots": False,
        },
    }
)


def _settings(given: CrawlerSettings | None = None) -> Settings:
    settings = Settings()
    settings.setdict(scrapy_settings(given or CrawlerSettings()), priority="project")
    return settings


def test_what_runs_code_reads_files_or_tells_too_much_is_off() -> None:
    """Each of these is on in Scrapy's own defaults."""
    settings = _settings()
    for name in (
        "TELNETCONSOLE_ENABLED",
        "REMOTE_CONTROL_ENABLED",
        "HTTPPROXY_ENABLED",
        "COOKIES_ENABLED",
        "DNSCACHE_ENABLED",
        "RETRY_ENABLED",
        "METAREFRESH_ENABLED",
        "HTTPCACHE_ENABLED",
    ):
        assert settings.getbool(name) is False, name
    assert settings.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert settings.getbool("ROBOTSTXT_OBEY")
    assert settings["REFERRER_POLICY"] == "no-referrer"
    handlers = settings.getdict("DOWNLOAD_HANDLERS")
    assert {scheme for scheme, handler in handlers.items() if handler} == {"http", "https"}


def test_the_guard_is_under_and_before_every_request() -> None:
    """The resolver checks addresses, which holds for the http11 handler on Twisted's reactor, and ours is one; the
    middleware comes before robots.txt is fetched. Scrapy's own robots middleware, which allows on errors, is out."""
    settings = _settings()
    assert settings["TWISTED_DNS_RESOLVER"] == "crawler.resolver.GuardedResolver"
    assert settings["TWISTED_REACTOR"].endswith("AsyncioSelectorReactor")
    assert {handler for handler in settings.getdict("DOWNLOAD_HANDLERS").values() if handler} == {
        "crawler.download.GuardedDownloadHandler"
    }
    assert issubclass(GuardedDownloadHandler, HTTP11DownloadHandler)
    chain = build_component_list(settings.get_component_priority_dict_with_base("DOWNLOADER_MIDDLEWARES"))
    assert chain[:2] == ["crawler.middlewares.GuardMiddleware", "crawler.middlewares.RobotsMiddleware"]
    assert "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware" not in chain


def test_nobody_is_told_where_a_link_was_found() -> None:
    """Scrapy's own middleware lets an answer's Referrer-Policy override the setting."""
    settings = _settings()
    chain = build_component_list(settings.get_component_priority_dict_with_base("SPIDER_MIDDLEWARES"))
    assert [one for one in chain if "Refer" in str(one)] == ["crawler.middlewares.NoReferer"]
    assert issubclass(NoReferer, RefererMiddleware)  # else Scrapy complains at every start


def test_nothing_drops_a_request_in_silence() -> None:
    """Whoever waits for a dropped request would wait for ever."""
    settings = _settings()
    spider_chain = build_component_list(settings.get_component_priority_dict_with_base("SPIDER_MIDDLEWARES"))
    assert not [one for one in spider_chain if "httperror" in str(one) or "urllength" in str(one)]
    assert settings["DUPEFILTER_CLASS"] == "scrapy.dupefilters.BaseDupeFilter"


def test_the_configuration_is_followed() -> None:
    """Sizes, times, politeness and the operator's own hosts come from rasid.toml."""
    settings = _settings(OWN)
    assert settings["USER_AGENT"] == "Rasid/2.0 (+https://r.example)"
    assert settings.getfloat("DOWNLOAD_DELAY") == 3.5
    assert settings.getfloat("DOWNLOAD_DELAY_JITTER") == 0
    assert settings.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert (settings.getfloat("DOWNLOAD_TIMEOUT"), settings.getint("DOWNLOAD_MAXSIZE")) == (7, 123_456)
    assert settings.getbool("ROBOTSTXT_OBEY") is False
    assert settings.getdict("DOWNLOAD_SLOTS") == {"stand.internal": {"concurrency": 5, "delay": 0.0, "jitter": 0.0}}
    assert settings.getlist("RASID_ALLOW_PRIVATE_HOSTS") == ["stand.internal", "127.0.0.1"]


def test_no_secret_is_in_settings_that_scrapy_prints() -> None:
    """Scrapy logs the settings that differ from its own."""
    assert "geheim" not in repr(scrapy_settings(OWN))


def test_the_project_file_leads_here() -> None:
    """`scrapy crawl` from the project's folder finds these settings."""
    text = (Path(__file__).parents[2] / "scrapy.cfg").read_text(encoding="utf-8")
    assert "default = crawler.scrapy_settings" in text
