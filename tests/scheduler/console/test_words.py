"""The fixed words: each there in both languages, each used."""

import re
from pathlib import Path

from alerts.alert import DeliveryState
from alerts.events.event import Regrouped
from alerts.events.revisions import Reason
from alerts.events.standing import Standing
from alerts.events.toll_ledger import Kept
from crawler.facts.act import ActStatus
from crawler.facts.figure import Group, Outcome, Qualifier
from crawler.feeds.state import FeedState
from crawler.flags.flag import Label
from crawler.news import FeedKind
from scheduler.console import rendering
from scheduler.console.cards import Turn
from scheduler.console.finding import KINDS, SEVERITIES, SPANS
from scheduler.console.reader import LANGUAGES
from scheduler.console.searching import PLACES
from scheduler.console.subscriptions_page import FILTERS as RULES
from scheduler.console.wording import words_in

PAGES = Path(rendering.__file__).parent / "pages"
SETS = {
    "regrouped": Regrouped, "standing": Standing, "apart": Kept, "status": ActStatus, "outcome": Outcome,
    "group": Group, "qualifier": Qualifier, "flag": Label, "kind": KINDS, "severity": SEVERITIES, "since": SPANS,
    "why": [*Reason, *Turn], "feed": FeedState, "delivery": DeliveryState,
    "way": ("read", "sent", "from_kept", "from_published"), "disk": ("database", "bodies", "free"),
    "unit": ("ms", "s", "min", "h", "d", "kB", "MB", "GB", "TB"),
    "place": PLACES, "source": ("any", *FeedKind), "rule": RULES, "when": ("now", "hourly", "daily"),
    "tongue": LANGUAGES,
    "role": ("running", "restarting", "stopped", "silent"),
}  # fmt: skip


def test_every_word_of_a_closed_set_is_there() -> None:
    """A new cause or reason without its words would be an error on some page, some day."""
    missing = [f"{kind}.{one}" for kind, some in SETS.items() for one in some if f"{kind}.{one}" not in words_in("ar")]
    assert missing == []


def test_templates_ask_for_words_that_exist() -> None:
    """Every fixed word that a template names is in the list, and none of the list is unused."""
    text = "".join(path.read_text(encoding="utf-8") for path in PAGES.glob("*.html"))
    named = set(re.findall(r"w\['([\w.]+)'\]", text))
    assert named - set(words_in("ar")) == set()
    plain = {key for key in words_in("ar") if key.partition(".")[0] not in {*SETS, "severity_from", "error", "count"}}
    made = {
        *(f"nav.{one}" for one in ("now", "search", "review", "feeds", "subscriptions", "alerts", "status")),
        *(key for key in plain if key.startswith(("filter.", "colours."))),
    }
    assert plain - named - made == set()


def test_both_languages_say_something() -> None:
    """Arabic in Arabic letters, English without them."""
    for key, word in words_in("ar").items():
        english = words_in("en")[key]
        assert word
        assert english
        assert not re.search("[\u0600-\u06ff]", english.replace("،", "")), key
