"""Receivers as the configuration writes them, and the secrets that they need."""

from pathlib import Path

import pytest

from alerts.settings import AlertsSection, SubscriptionSection, recipient_address, resolve_secrets
from alerts.subscriptions import recipient
from crawler.configuration import ConfigurationProblems
from crawler.errors import ConfigurationError
from scheduler.settings import load_settings

SLACK = "slack://T1JJ3T3L2/A1BRTD4JD/TIiajkdnlazkcOXrIdevi7FQ"


@pytest.mark.parametrize(
    "address",
    [
        "console:",
        "file:alerts.txt",
        "file:/var/log/my alerts.txt",
        f"apprise:{SLACK}",
        "apprise:env:DESK",
        "apprise:file:k",
    ],
)
def test_receivers_for_trying_out_and_services_are_taken(address: str) -> None:
    """As they stand."""
    assert recipient_address(address) == address


@pytest.mark.parametrize(
    "address",
    ["console:x", "console", "file:", "file:a\nb", "apprise:", "apprise:slack", "apprise:env:", "apprise:a://b c"],
)
def test_what_is_none_is_refused(address: str) -> None:
    """In a sentence that shows how it is written."""
    with pytest.raises(ValueError, match=r"must be|must begin"):
        recipient_address(address)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        (f"apprise:{SLACK}", "apprise:slack://…"),
        ("apprise:env:DESK", "apprise:env:DESK"),
        ("webhook:https://example.org/hook", "webhook:https://example.org/hook"),
        ("console:", "console:"),
    ],
)
def test_the_keys_of_a_service_are_not_shown(address: str, shown: str) -> None:
    """Lists show what kind it is, or where it is found."""
    assert recipient(address).shown == shown


def test_services_are_found_where_they_say() -> None:
    """What is missing is told by name when the daemon starts; other channels ask for none of their secrets."""
    subscription = SubscriptionSection(name="s", to=("apprise:env:DESK", f"apprise:{SLACK}", "console:"))
    secrets = resolve_secrets(AlertsSection(), (subscription,), {"DESK": "json://127.0.0.1/"})
    assert secrets.services == {"env:DESK": "json://127.0.0.1/", SLACK: SLACK}
    assert secrets.telegram_token is None
    with pytest.raises(ConfigurationError, match="apprise:env:DESK: the environment variable DESK is not set"):
        resolve_secrets(AlertsSection(), (subscription,), {})


@pytest.mark.parametrize("url", ["http://news.example.org/leave", "https://news.example.org/leave?x=1"])
def test_leaving_by_a_click_needs_https_and_room_for_a_path(url: str) -> None:
    """RFC 8058 asks for https; the token stands behind the last slash."""
    with pytest.raises(ValueError, match="must be an https:// address"):
        AlertsSection(unsubscribe_url=url)


def test_the_secret_for_leaving_is_asked_for_where_there_is_an_address() -> None:
    """And only of those who send mail."""
    alerts = AlertsSection(smtp="smtp://mail.example.org", unsubscribe_url="https://news.example.org/leave/")
    mail = SubscriptionSection(name="s", to=("mailto:desk@example.org",))
    assert alerts.unsubscribe_url == "https://news.example.org/leave"
    assert resolve_secrets(alerts, (mail,), {"RASID_UNSUBSCRIBE_SECRET": "x"}).unsubscribe_secret == "x"
    with pytest.raises(ConfigurationError, match="unsubscribe_secret"):
        resolve_secrets(alerts, (mail,), {})
    console = SubscriptionSection(name="s", to=("console:",))
    assert resolve_secrets(alerts, (console,), {}).unsubscribe_secret is None


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('when = "daily"', "subscription.when: 'daily' has no time"),
        ('at = "07:30"', "subscription.at: goes with when = 'daily' alone, which here is 'now'"),
        (
            'when = "daily"\nat = ["07:30", "7:30"]',
            "subscription.at: must be a time of day such as '07:30', not",
        ),
        ("empty = true", "subscription.empty: goes with when = 'hourly' or 'daily'"),
        ('when = "weekly"', "subscription.when: must be 'now', 'hourly', 'daily HH:MM'"),
        ('quiet = "23:00-23:00"', "subscription.quiet: must be two different times"),
        ('quiet_except = "urgnt"', "subscription.quiet_except: "),
        ("max_per_hour = -1", "subscription.max_per_hour: "),
        (
            'groups = ["civilians", "childern"]',
            "subscription.groups: 'childern' is not known as a group of victims; did",
        ),
        (
            'kinds = ["sanctions"]',
            "subscription.kinds: 'sanctions' is not known as a kind of act or a cause of harm",
        ),
        (
            'kinds = ["casualty"]',
            "subscription.kinds: 'casualty' is not a kind of act or a cause of harm; it is a flag: flags = ['casu",
        ),
        ('words = ["،"]', "subscription.words: must hold a word"),
        ('min_severity = "high"', "subscription.min_severity: "),
        ('timezone = "Asia/Damscus"', "subscription.timezone: "),
    ],
)
def test_a_mistake_is_named_with_its_key_and_line(tmp_path: Path, line: str, said: str) -> None:
    """The line of the key, not of the section."""
    file = tmp_path / "rasid.toml"
    file.write_text(f'[[subscription]]\nname = "s"\nto = ["console:"]\n\n{line}\n', encoding="utf-8")
    with pytest.raises(ConfigurationProblems) as error:
        load_settings(file, {})
    (problem,) = error.value.problems
    assert said in problem.sentence
    assert problem.place == f"{file}:{5 + line.count(chr(10))}"
