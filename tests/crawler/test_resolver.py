"""The guard under Scrapy: what passes the resolver, and what is remembered of what does not."""

from typing import Any

import pytest
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.guard import Allowed
from crawler.resolver import GuardedResolver, refusal_of


class Receiver:
    """Whoever wants to connect."""

    def __init__(self) -> None:
        self.addresses: list[str] = []
        self.ended = False

    def resolutionBegan(self, resolution: Any) -> None:  # noqa: N802
        assert resolution is not None

    def addressResolved(self, address: Any) -> None:  # noqa: N802
        self.addresses.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        self.ended = True


class System:
    """A reactor whose resolver answers what the test says, at once."""

    def __init__(self) -> None:
        self.nameResolver = self
        self.answers: list[str] = []
        self.asked: list[str] = []

    def resolveHostName(self, receiver: Any, host: str, port: int = 0, *_rest: Any) -> object:  # noqa: N802
        self.asked.append(host)
        receiver.resolutionBegan(self)
        for one in self.answers:
            receiver.addressResolved((IPv6Address if ":" in one else IPv4Address)("TCP", one, port))
        receiver.resolutionComplete()
        return self


def _resolve(system: System, host: str, *answers: str, own: tuple[str, ...] = ()) -> list[str]:
    system.answers = list(answers)
    receiver = Receiver()
    GuardedResolver(system, Allowed.of(own)).resolveHostName(receiver, host, 80)
    assert receiver.ended
    return receiver.addresses


def test_only_addresses_that_pass_are_answered() -> None:
    """Of several addresses the public ones are left; that some were refused is then nobody's trouble."""
    assert _resolve(System(), "a.example", "8.8.8.8", "127.0.0.1", "::1", "2606:4700::1111") == [
        "8.8.8.8",
        "2606:4700::1111",
    ]
    assert refusal_of("a.example") is None


def test_a_refusal_is_known_by_every_form_of_the_name() -> None:
    """Twisted asks for the name in its own script, and the address that failed has it in ASCII."""
    assert _resolve(System(), "مثال.example", "10.0.0.1") == []
    for name in ("مثال.example", "xn--mgbh0fb.example", "XN--MGBH0FB.example."):
        assert refusal_of(name) == "مثال.example leads to 10.0.0.1, which is private"


def test_a_refusal_lasts_until_an_address_passes() -> None:
    """A lookup that finds nothing is no change of mind, a public address is one."""
    system = System()
    _resolve(system, "b.example", "10.0.0.1")
    _resolve(system, "b.example")
    assert refusal_of("b.example") is not None
    assert _resolve(system, "b.example", "8.8.8.8") == ["8.8.8.8"]
    assert refusal_of("b.example") is None


def test_the_operators_own_names_pass_as_they_are() -> None:
    """A name that the configuration lists, in either script, may lead anywhere."""
    assert _resolve(System(), "مثال.internal", "10.0.0.1", own=("xn--mgbh0fb.internal",)) == ["10.0.0.1"]


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "news..example", ".example"])
def test_a_name_that_cannot_be_asked_for_has_no_address(host: str) -> None:
    """The system's resolver would raise an error that nobody hears of, and the request wait for its timeout."""
    system = System()
    assert _resolve(system, host, "8.8.8.8") == []
    assert system.asked == []
