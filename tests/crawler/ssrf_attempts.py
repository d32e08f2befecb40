"""Ways in that have been tried on others, each with a name: addresses that lead into our own network.

In an address {p} stands for the canary's port and {t} for the attempt's own path, by which its end is found again.
"""

from dataclasses import dataclass
from enum import StrEnum


class Way(StrEnum):
    """How the address comes to the crawler."""

    LINK = "an item's link in a feed"
    FEED = "a feed's address"
    HAND = "an address given by hand"
    REDIRECT = "the target of a redirect"
    ROBOTS = "the target of a redirect of robots.txt"
    PAGE = "something that a page names beside its text"
    IN_FEED = "something that a feed names beside its items"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One attempt. `reaches`: it gets to the canary once the configuration opens loopback."""

    name: str
    way: Way
    value: str  # the address; for PAGE and IN_FEED a piece of markup
    status: int = 302
    reaches: bool = False
    ends: str = "address_refused"  # how its reason begins; "": nothing is recorded


def _at(way: Way, *, reaches: bool, ends: str = "address_refused", **values: str) -> list[Attempt]:
    return [
        Attempt(name=name.replace("_", " "), way=way, value=value, reaches=reaches, ends=ends)
        for name, value in values.items()
    ]


NAMES = {  # what the DNS answers in turn; {outlet} is an address that the configuration allows
    "inside.test": [["127.0.0.1"]],
    "inside6.test": [["::1"]],
    "metadata.test": [["169.254.169.254"]],
    "mapped.test": [["::ffff:127.0.0.1"]],
    "turns.test": [["{outlet}"], ["127.0.0.1"]],
    "later.test": [["{outlet}"], ["127.0.0.1"]],
    "both.test": [["{outlet}", "127.0.0.1"]],
    "dead.test": [["{dead}", "127.0.0.1"]],
    "xn--mgbh0fb.test": [["127.0.0.1"]],  # مثال ("example")
    "مثال.test": [["127.0.0.1"]],
}

_LITERALS = _at(
    Way.LINK,
    reaches=True,
    plain="http://127.0.0.1:{p}{t}",
    root_dot="http://127.0.0.1.:{p}{t}",
    two_parts="http://127.1:{p}{t}",
    three_parts="http://127.0.1:{p}{t}",
    decimal="http://2130706433:{p}{t}",
    hexadecimal="http://0x7f000001:{p}{t}",
    hexadecimal_capitals="http://0X7F000001:{p}{t}",
    hexadecimal_parts="http://0x7f.0x0.0x0.0x1:{p}{t}",
    octal="http://017700000001:{p}{t}",
    octal_parts="http://0177.0.0.01:{p}{t}",
    mixed_bases="http://0x7f.0.1:{p}{t}",
    zero="http://0:{p}{t}",
    unspecified="http://0.0.0.0:{p}{t}",
    full_width_digits="http://１２７.０.０.１:{p}{t}",
    enclosed_digits="http://①②⑦.⓪.⓪.①:{p}{t}",
    ideographic_stops="http://127。0。0。1:{p}{t}",
    half_width_stops="http://127｡0｡0｡1:{p}{t}",
    localhost="http://localhost:{p}{t}",
    localhost_capitals="http://LOCALHOST:{p}{t}",
    localhost_root_dot="http://localhost.:{p}{t}",
    localhost_letters_in_circles="http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{p}{t}",
    localhost_long_s="http://localhoſt:{p}{t}",
    loopback6="http://[::1]:{p}{t}",
    loopback6_in_full="http://[0:0:0:0:0:0:0:1]:{p}{t}",
    mapped="http://[::ffff:127.0.0.1]:{p}{t}",
    mapped_hexadecimal="http://[::ffff:7f00:1]:{p}{t}",
    mapped_in_full="http://[0:0:0:0:0:ffff:127.0.0.1]:{p}{t}",
    name="http://inside.test:{p}{t}",
    name_root_dot="http://inside.test.:{p}{t}",
    name_of_ipv6="http://inside6.test:{p}{t}",
    name_of_mapped="http://mapped.test:{p}{t}",
    name_in_arabic="http://مثال.test:{p}{t}",
    name_in_punycode="http://xn--mgbh0fb.test:{p}{t}",
    answer_that_changes="http://turns.test:{p}{t}",
    fragment_with_at="http://127.0.0.1:{p}{t}#@news.example/",
    query_with_at="http://127.0.0.1:{p}{t}?@news.example/",
    three_slashes="http:///127.0.0.1:{p}{t}",
    tab_in_scheme="ht\ttp://127.0.0.1:{p}{t}",
)

_NEVER = _at(
    Way.LINK,
    reaches=False,
    compatible="http://[::127.0.0.1]:{p}{t}",
    nat64="http://[64:ff9b::7f00:1]:{p}{t}",
    local_nat64="http://[64:ff9b:1::7f00:1]:{p}{t}",
    six_to_four="http://[2002:7f00:1::]:{p}{t}",
    teredo="http://[2001:0:4136:e378:8000:63bf:80ff:fffe]:{p}{t}",
    site_local="http://[fec0::1]:{p}{t}",
    unique_local="http://[fd12:3456:789a::1]:{p}{t}",
    link_local="http://[fe80::1]:{p}{t}",
    private_10="http://10.0.0.1:{p}{t}",
    private_172="http://172.16.0.1:{p}{t}",
    private_192="http://192.168.0.1:{p}{t}",
    private_decimal="http://167772161:{p}{t}",
    carrier_grade_nat="http://100.64.0.1{t}",
    metadata="http://169.254.169.254{t}",
    metadata_decimal="http://2852039166{t}",
    metadata_mapped="http://[::ffff:a9fe:a9fe]{t}",
    metadata_of_ipv6="http://[fd00:ec2::254]{t}",
    metadata_of_another="http://100.100.100.200{t}",
    metadata_name="http://metadata.test{t}",
    protocol_assignments="http://192.0.0.192{t}",
    multicast="http://224.0.0.1{t}",
    broadcast="http://255.255.255.255{t}",
    documentation="http://192.0.2.1{t}",
    benchmarking="http://198.18.0.1{t}",
    redis="http://127.1:6379{t}",
    postgresql="http://localhost:5432{t}",
    ssh="http://127.1:22{t}",
    mail="http://localhost:25{t}",
    one_slash="http:/127.0.0.1:{p}{t}",
    zone_id="http://[fe80::1%25lo]:{p}{t}",
    escaped_at="http://news.example%40127.0.0.1:{p}{t}",
    escaped_dots="http://127%2e0%2e0%2e1:{p}{t}",
    escaped_slash="http://127.0.0.1%2f:{p}{t}",
    escaped_null="http://127.0.0.1%00.news.example:{p}{t}",
)

_ODD = [
    *_at(
        Way.LINK,
        reaches=False,
        ends="",  # the feed's reader takes it for no address, or nobody has this name
        user_name="http://news.example@127.0.0.1:{p}{t}",
        user_and_password="http://news.example:80@127.0.0.1:{p}{t}",
        password_for_nobody="http://:@127.0.0.1:{p}{t}",
        backslash="http://127.0.0.1:{p}\\@news.example{t}",
        backslashes="http:\\\\127.0.0.1:{p}{t}",
        line_break="http://news.example%0d%0aHost:127.0.0.1:{p}{t}",
        too_many_parts="http://127.0.0.0.1:{p}{t}",
        label_too_long="http://" + "a" * 64 + ".test:{p}{t}",
        empty_label="http://news..test:{p}{t}",
        file="file:///etc/passwd",
        ftp="ftp://127.0.0.1:{p}{t}",
        gopher="gopher://127.0.0.1:{p}/_GET%20{t}",
        dictionary="dict://127.0.0.1:{p}/info",
        ldap="ldap://127.0.0.1:{p}{t}",
        jar="jar:http://127.0.0.1:{p}{t}!/",
        view_source="view-source:http://127.0.0.1:{p}{t}",
        data="data:text/html,<h1>a</h1>",
        script="javascript:fetch('http://127.0.0.1:{p}{t}')",
        nested="url:http://127.0.0.1:{p}{t}",
    ),
    # The only name among them that has an address which may be connected to: the other one is left alone.
    Attempt(name="the second of two addresses", way=Way.LINK, value="http://both.test:{p}{t}", ends=""),
    Attempt(
        name="the second address when the first is dead",
        way=Way.LINK,
        value="http://dead.test:{p}{t}",
        reaches=True,
        ends="robots_unreachable",
    ),
    Attempt(name="tls", way=Way.LINK, value="https://127.0.0.1.:{p}{t}"),
]

_REDIRECTS = [
    Attempt(name=f"redirect {status}", way=Way.REDIRECT, value="http://127.1:{p}{t}", status=status, reaches=True)
    for status in (301, 302, 303, 307, 308)
] + [
    Attempt(name=f"redirect to {name}", way=Way.REDIRECT, value=value, reaches=reaches, ends=ends)
    for name, value, reaches, ends in (
        ("the canary", "http://127.0.0.1:{p}{t}", True, "address_refused"),
        ("no scheme", "//127.1:{p}{t}", True, "address_refused"),
        ("a name", "http://inside.test:{p}{t}", True, "address_refused"),
        ("a name whose answer changes", "http://later.test:{p}/later{t}", True, "address_refused"),
        ("ipv6", "http://[::1]:{p}{t}", True, "address_refused"),
        ("decimal", "http://2130706433:{p}{t}", True, "address_refused"),
        ("metadata", "http://169.254.169.254{t}", False, "address_refused"),
        ("redis", "http://127.1:6379{t}", False, "address_refused"),
        ("a password", "http://a:b@127.0.0.1:{p}{t}", False, "address_refused"),
        ("a file", "file:///etc/passwd", False, "status"),
        ("ftp", "ftp://127.0.0.1:{p}{t}", False, "status"),
        ("gopher", "gopher://127.0.0.1:{p}{t}", False, "status"),
        ("data", "data:text/html,a", False, "status"),
    )
]

_OTHER_WAYS = [
    *_at(
        Way.FEED,
        reaches=True,
        ends="refused_address",
        feed_plain="http://127.0.0.1:{p}{t}",
        feed_decimal="http://2130706433:{p}{t}",
        feed_ipv6="http://[::1]:{p}{t}",
        feed_name="http://inside.test:{p}{t}",
    ),
    *_at(
        Way.FEED,
        reaches=False,
        ends="refused_address",
        feed_metadata="http://169.254.169.254{t}",
        feed_redis="http://localhost:6379{t}",
    ),
    *_at(
        Way.HAND,
        reaches=True,
        hand_plain="http://127.0.0.1:{p}{t}",
        hand_short="http://127.1:{p}{t}",
        hand_name="http://inside.test:{p}{t}",
    ),
    *_at(
        Way.HAND,
        reaches=False,
        hand_metadata="http://169.254.169.254{t}",
        hand_redis="http://localhost:6379{t}",
        hand_password="http://a:b@127.0.0.1:{p}{t}",
    ),
    *_at(
        Way.ROBOTS,
        reaches=True,
        ends="robots_unreachable",
        robots_plain="http://127.0.0.1:{p}{t}",
        robots_short="http://127.1:{p}{t}",
        robots_name="http://inside.test:{p}{t}",
    ),
    *_at(Way.ROBOTS, reaches=False, ends="robots_unreachable", robots_metadata="http://169.254.169.254{t}"),
    *_at(
        Way.PAGE,
        reaches=False,
        ends="",
        canonical='<link rel="canonical" href="http://127.0.0.1:{p}{t}">',
        amp='<link rel="amphtml" href="http://127.0.0.1:{p}{t}">',
        alternate='<link rel="alternate" type="application/rss+xml" href="http://127.0.0.1:{p}{t}">',
        og_url='<meta property="og:url" content="http://127.0.0.1:{p}{t}">',
        og_image='<meta property="og:image" content="http://127.0.0.1:{p}{t}">',
        meta_refresh='<meta http-equiv="refresh" content="0; url=http://127.0.0.1:{p}{t}">',
        icon='<link rel="icon" href="http://127.0.0.1:{p}{t}">',
        base='<base href="http://127.0.0.1:{p}{t}">',
        frame='<iframe src="http://127.0.0.1:{p}{t}"></iframe>',
        json_ld='<script type="application/ld+json">{{"@type":"NewsArticle","url":"http://127.0.0.1:{p}{t}"}}</script>',
    ),
    *_at(
        Way.IN_FEED,
        reaches=False,
        ends="",
        hub='<link rel="hub" href="http://127.0.0.1:{p}{t}" xmlns="http://www.w3.org/2005/Atom"/>',
        atom_self='<link rel="self" href="http://127.0.0.1:{p}{t}" xmlns="http://www.w3.org/2005/Atom"/>',
        next_page='<link rel="next" href="http://127.0.0.1:{p}{t}" xmlns="http://www.w3.org/2005/Atom"/>',
        site="<link>http://127.0.0.1:{p}{t}</link>",
        image="<image><url>http://127.0.0.1:{p}{t}</url></image>",
        cloud='<cloud domain="127.0.0.1" port="{p}" path="{t}" registerProcedure="" protocol="http-post"/>',
        enclosure='<item><title>a</title><enclosure url="http://127.0.0.1:{p}{t}" type="audio/mpeg"/></item>',
        docs="<docs>http://127.0.0.1:{p}{t}</docs>",
    ),
]

ATTEMPTS: tuple[Attempt, ...] = (*_LITERALS, *_NEVER, *_ODD, *_REDIRECTS, *_OTHER_WAYS)
