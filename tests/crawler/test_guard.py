"""The guard: no notation of a private address gets through, and nothing public is held up."""

import pytest

from crawler.errors import AddressRefused, ConfigurationError
from crawler.guard import Allowed, address_refusal, allowed_addresses, plain_host, url_refusal

REFUSED = [
    "127.0.0.1",
    "127.255.255.254",
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.255",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.7",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.9",
    "203.0.113.80",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "[::1]",
    "::7f00:1",
    "::127.0.0.1",
    "::8.8.8.8",
    "::ffff:127.0.0.1",
    "::ffff:7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
    "2001:db8::1",
    "2001:10::1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2002:808:808::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456:789a::1",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "ff0e::1",
    "localhost",
    "0x7f000001",
    "2130706433",
    "127.1",
    "0177.0.0.1",
    "",
]

PUBLIC = [
    "8.8.8.8",
    "104.16.0.1",
    "197.32.0.1",
    "185.60.216.35",
    "::ffff:8.8.8.8",
    "2606:4700::1111",
    "2a00:1450:4001::1",
]


@pytest.mark.parametrize("address", REFUSED)
def test_private_and_special_addresses_are_refused(address: str) -> None:
    """Whatever leads into a private, local or special network is refused with a reason, in every notation."""
    assert address_refusal(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    """An outlet's server is reachable over IPv4 and IPv6."""
    assert address_refusal(address) is None


def test_the_configuration_opens_exactly_what_it_names() -> None:
    """An allowed address is open in both of its notations, its neighbours stay closed."""
    allowed = Allowed.of(["127.0.0.1", "10.1.0.0/16", "fd00::/8"])
    assert address_refusal("127.0.0.1", allowed=allowed) is None
    assert address_refusal("::ffff:127.0.0.1", allowed=allowed) is None
    assert address_refusal("10.1.200.3", allowed=allowed) is None
    assert address_refusal("fd00::7", allowed=allowed) is None
    assert address_refusal("127.0.0.2", allowed=allowed)
    assert address_refusal("10.2.0.1", allowed=allowed)
    assert address_refusal("::1", allowed=allowed)


def test_an_allowed_nat64_network_is_no_way_to_private_addresses() -> None:
    """A host that has only NAT64 may allow its prefix; what an address in it carries is still checked."""
    allowed = Allowed.of(["64:ff9b::/96"])
    assert address_refusal("64:ff9b::808:808", allowed=allowed) is None
    assert "127.0.0.1" in str(address_refusal("64:ff9b::7f00:1", allowed=allowed))


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "ftp://example.org/a",
        "data:text/html,hello",
        "gopher://example.org/",
        "//example.org/a",
        "http:///a",
        "http://example.org:22/",
        "http://example.org:6379/",
        "http://example.org:5432/",
        "https://example.org:81/",
        "http://example.org:99999/",
        "http://user:secret@example.org/",
        "http://example.org@127.0.0.1/",
        "http://[::1/",
        "http://localhost:9000/",
        "http://127%2e0%2e0%2e1/",
        "http://news.example%40127.0.0.1/",
        "http://[fe80::1%25lo]/",
        "http://news.example\\@127.0.0.1/",
        "http://news example/",
        "http://{news}.example/",
    ],
)
def test_schemes_ports_and_credentials_are_refused(url: str) -> None:
    """Only http and https, on their usual ports, without credentials."""
    assert url_refusal(url)


@pytest.mark.parametrize("port", ["", ":80", ":443", ":8080", ":8443"])
def test_usual_ports_pass(port: str) -> None:
    """The four ports that outlets use are open."""
    assert url_refusal(f"https://example.org{port}/news") is None


def test_the_operators_own_hosts_may_use_any_port() -> None:
    """The host of an address is compared as it is written: a name that leads to an allowed address is not allowed."""
    allowed = Allowed.of(["127.0.0.1", "newsstand.internal", "::1"])
    assert url_refusal("http://127.0.0.1:39117/feed", allowed=allowed) is None
    assert url_refusal("http://Newsstand.Internal.:5000/feed", allowed=allowed) is None
    assert url_refusal("http://[::1]:5000/", allowed=allowed) is None
    assert url_refusal("http://other.internal:5000/", allowed=allowed)
    assert url_refusal("http://127.1:5000/", allowed=allowed)


@pytest.mark.parametrize(
    "url",
    ["https://مثال.example/a", "https://xn--mgbh0fb.example/a", "http://_dmarc.a-b.example./", "http://[2a00::1]/"],
)
def test_every_form_of_a_name_passes(url: str) -> None:
    """Names in Arabic, in their ASCII form, with an underscore or the root's dot are names; what they lead to is seen
    when they are connected to."""
    assert url_refusal(url) is None


def test_a_name_is_one_name_in_every_script() -> None:
    """Twisted writes out what Scrapy's addresses have in ASCII; either is the operator's own host."""
    for written in ("مثال.internal", "xn--mgbh0fb.internal"):
        allowed = Allowed.of([written])
        assert allowed.has_host("مثال.internal.")
        assert allowed.has_host("XN--mgbh0fb.internal")
    assert plain_host("[::1]") == "::1"
    assert plain_host("a" * 70 + "م") == "a" * 70 + "م"  # no name at all; nothing is raised


@pytest.mark.parametrize("value", ["", "http://127.0.0.1", "10.0.0.0/33", "host:80", "a/b"])
def test_a_wrong_own_host_is_an_error(value: str) -> None:
    """A value that names no host is wrong configuration, not something to be skipped."""
    with pytest.raises(ConfigurationError, match="allow_private_hosts"):
        Allowed.of([value])


@pytest.mark.parametrize("host", ["localhost", "127.1", "0x7f000001", "2130706433", "0", "::1"])
async def test_other_clients_get_only_addresses_that_pass(host: str) -> None:
    """What the system's resolver makes of a notation is checked, so that none of them needs to be known here."""
    with pytest.raises(AddressRefused, match="leads to"):
        await allowed_addresses(host, 80)


async def test_other_clients_get_the_operators_own_hosts() -> None:
    """A name or an address that the configuration names is passed on."""
    assert await allowed_addresses("127.0.0.1", 80, allowed=Allowed.of(["127.0.0.0/8"])) == ["127.0.0.1"]
    assert await allowed_addresses("localhost", 80, allowed=Allowed.of(["localhost"]))
