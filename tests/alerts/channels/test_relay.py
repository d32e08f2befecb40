"""The address of a mail server is read strictly, and its mistakes are said in one sentence."""

import pytest

from alerts.channels.mail import mail_sender
from alerts.channels.relay import Tls, relay_from
from crawler.errors import ConfigurationError


@pytest.mark.parametrize(
    ("url", "password", "host", "port", "tls", "username"),
    [
        ("smtp://mail.example.org", None, "mail.example.org", 25, Tls.OPPORTUNISTIC, None),
        ("smtp://u@mail.example.org", "p", "mail.example.org", 587, Tls.REQUIRED, "u"),
        (
            "smtp://u%40x:p@mail.example.org:2525?starttls=opportunistic",
            None,
            "mail.example.org",
            2525,
            Tls.OPPORTUNISTIC,
            "u@x",
        ),
        ("smtp://127.0.0.1:1025?starttls=none", None, "127.0.0.1", 1025, Tls.NONE, None),
        ("smtps://u:p@mail.example.org", None, "mail.example.org", 465, Tls.IMPLICIT, "u"),
    ],
)
def test_an_address_says_all_that_is_needed(
    url: str, password: str | None, host: str, port: int, tls: Tls, username: str | None
) -> None:
    """With a password, encryption is the default."""
    relay = relay_from(url, password)
    assert (relay.host, relay.port, relay.tls, relay.username) == (host, port, tls, username)
    assert (relay.password is None) == (username is None)


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("http://mail.example.org", "smtp://"),
        ("smtp://", "a host"),
        ("smtp://mail.example.org?starttls=perhaps", "starttls must be"),
        ("smtp://mail.example.org?tls=1", "unknown option 'tls'"),
        ("smtp://mail.example.org:port", "not a valid address"),
        ("smtp://mail.example.org?bounces=nobody", "bounces must be"),
    ],
)
def test_a_mistake_is_named_without_the_password(url: str, sentence: str) -> None:
    """The whole address may hold a secret and is never repeated."""
    with pytest.raises(ConfigurationError, match=sentence) as caught:
        relay_from(url)
    assert "mail.example.org" not in str(caught.value)


@pytest.mark.parametrize(
    "value", ["", "Rasid", "Rasid <rasid>", "rasid@exa mple.org", "راصد@example.org", "a..b@x.org", "a <b@c"]
)
def test_a_sender_that_is_none_is_a_mistake(value: str) -> None:
    """Found at the start, not at the first alert."""
    with pytest.raises(ConfigurationError, match="mail_from"):
        mail_sender(value)


def test_a_user_without_a_password_is_not_logged_in() -> None:
    """The relay may know whom it serves by where he comes from; the connection stays encrypted."""
    relay = relay_from("smtp://u@mail.example.org")
    assert (relay.username, relay.password, relay.tls) == ("u", None, Tls.REQUIRED)
