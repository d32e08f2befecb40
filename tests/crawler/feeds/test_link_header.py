"""The Link header: hub and self, however they are written."""

import time

import pytest

from crawler.feeds.link_header import LONGEST_HEADER, HeaderLinks, links_in_header

HUB = "https://hub.example/push"
SELF = "https://outlet.example/feed"


@pytest.mark.parametrize(
    "value",
    [
        f'<{HUB}>; rel="hub", <{SELF}>; rel="self"',
        f"<{HUB}>; rel=hub, <{SELF}>; rel=self",
        f"<{SELF}>;rel=self,<{HUB}>;rel=hub",
        f'<{HUB}> ; REL = "HUB" , <{SELF}>; Rel="Self"',
        f'<{HUB}>; rel="alternate hub", <{SELF}>; rel="canonical\tself  start"',
        f'<{HUB}>; title="a, <b>; rel=\\"self\\""; rel=hub, <{SELF}>; title*=UTF-8\'\'x; rel=self',
        f'<{HUB}>; rel="hub"; rel="self", <{SELF}>; crossorigin; rel=self',
        f"</style.css>; rel=preload; as=style, ,, <{HUB}>; rel=hub, <{SELF}>; rel=self,",
        f'<https://outlet.example/comments>; anchor="/comments"; rel=self, <{SELF}>; rel=self, <{HUB}>; rel=hub',
        f"<http://hub.example/plain>; rel=hub, <{HUB}>; rel=hub, <{SELF}>; rel=self, <{SELF}/2>; rel=self",
    ],
)
def test_hub_and_self_are_found(value: str) -> None:
    """Quotes, commas inside them, several relations, letters of any size, other links before and after."""
    assert links_in_header(value) == HeaderLinks(hub=HUB, self=SELF)


def test_one_link_may_be_both() -> None:
    """A server that is its own hub says so in one link."""
    assert links_in_header(f'<{SELF}>; rel="self hub"') == HeaderLinks(hub=SELF, self=SELF)


def test_relative_addresses_are_understood_against_the_feed() -> None:
    """As in RFC 8288; without a base they are nothing."""
    value = "</hub>; rel=hub, <feed.json>; rel=self"
    assert links_in_header(value, "https://outlet.example/a/feed") == HeaderLinks(
        hub="https://outlet.example/hub", self="https://outlet.example/a/feed.json"
    )
    assert links_in_header(value) == HeaderLinks()


@pytest.mark.parametrize(
    "value",
    [
        "",
        ",;<>",
        "<",
        "<>; rel=hub",
        "<https://hub.example; rel=hub",
        "https://hub.example; rel=hub",
        "<https://hub.example>",
        "<https://hub.example>; rel",
        "<https://hub.example>; rel=hubs",
        "<javascript:alert(1)>; rel=hub",
        "<file:///etc/passwd>; rel=hub",
        "<http://[::1>; rel=hub",
        "<http://hub.example\r\nX: y>; rel=hub",
        f"<https://hub.example/{'a' * 3000}>; rel=hub",
        '<https://hub.example>; title="rel=hub',
    ],
)
def test_what_is_no_hub_is_none(value: str) -> None:
    """Broken headers and addresses that are not of the web name nothing, without an exception."""
    assert links_in_header(value) == HeaderLinks()


@pytest.mark.parametrize("piece", ["<", "<a>;", '<a>;b="', ";=", "<a>;\\", " ", ",", '<a>;b="\\', "<a>; ;"])
def test_a_hostile_header_costs_little(piece: str) -> None:
    """Time grows with the length that is looked at, and no further."""
    value = piece * 200_000
    began = time.process_time()
    links_in_header(value)
    assert time.process_time() - began < 1.0, f"{LONGEST_HEADER} characters of {piece!r}"
