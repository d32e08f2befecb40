"""Feeds in every charset with every declaration: true, wrong, missing, at odds."""

from typing import Any

from tests.crawler.feeds.cases.case import LINK, LINK_TWO, ONE, TWO, Case, item, second

_BOTH = ({"title": ONE, "url": LINK}, {"title": TWO, "url": LINK_TWO})
_SUMMARY = "<description>غمرت المياه أحياء من المدينة.</description>"
_TEXT = f'<rss version="2.0"><channel><title>الميناء</title>{item(_SUMMARY)}{second()}</channel></rss>'
_PLAIN = "text/xml"


def _encoded(name: str, used: str, declared: str | None, header: str | None, mark: bytes = b"", **more: Any) -> Case:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>\n' if declared else ""
    return Case(
        name=name,
        body=mark + (declaration + _TEXT).encode(used),
        content_type=f"text/xml; charset={header}" if header else _PLAIN,
        entries=None if "refused" in more else _BOTH,
        **more,
    )


_USED = {"utf-8": "utf-8", "windows-1256": "cp1256", "iso-8859-6": "iso8859-6"}
_TOLD = ("utf-8", "windows-1256", "iso-8859-6", "iso-8859-1", "us-ascii", None)

# Each charset under each declaration of the document and of the server.
DECLARED = [
    _encoded(f"{used} as {declared}, header {header}", codec, declared, header)
    for used, codec in _USED.items()
    for declared in _TOLD
    for header in ("utf-8", "windows-1256", "iso-8859-1", None)
]

WIDE = [
    _encoded("UTF-16, little end first", "utf-16-le", "utf-16", None, b"\xff\xfe"),
    _encoded("UTF-16, big end first", "utf-16-be", "utf-16", None, b"\xfe\xff"),
    _encoded("UTF-16 with a header", "utf-16-le", None, "utf-16", b"\xff\xfe"),
    _encoded("UTF-16 declared as UTF-8", "utf-16-le", "utf-8", "utf-8", b"\xff\xfe"),
    _encoded("UTF-16 without a mark", "utf-16-le", "utf-16", None),
    _encoded("UTF-16 without a mark, big end first", "utf-16-be", "utf-16", "utf-16be"),
    _encoded("UTF-32, little end first", "utf-32-le", "utf-32", None, b"\xff\xfe\x00\x00"),
    _encoded("UTF-32, big end first", "utf-32-be", None, None, b"\x00\x00\xfe\xff"),
    _encoded("UTF-32 without a mark", "utf-32-le", None, None),
    _encoded("UTF-8 with a mark, declared as windows-1256", "utf-8", "windows-1256", "windows-1256", b"\xef\xbb\xbf"),
    _encoded("windows-1256 behind the mark of UTF-8", "cp1256", "utf-8", "utf-8", b"\xef\xbb\xbf"),
    _encoded("UTF-8 behind the mark of UTF-16", "utf-8", None, None, b"\xff\xfe"),
    _encoded("a charset that Python has and nobody means", "utf-8", "unicode_escape", "punycode"),
    _encoded("a charset that nobody has", "utf-8", "x-klingon", "x-klingon"),
    _encoded("UTF-7 declared", "utf-8", "utf-7", "utf-7"),
    _encoded("windows-1256 set by hand", "cp1256", "utf-8", "utf-8", charset="windows-1256"),
    _encoded("UTF-8 set by hand", "utf-8", "windows-1256", "windows-1256", charset="utf-8"),
]


def _mixed() -> list[Case]:
    half = _TEXT.index("<item>", _TEXT.index(LINK))
    one, two = _TEXT[:half].encode(), _TEXT[half:].encode("cp1256")
    long = "غمرت المياه أحياء من المدينة. " * 200
    spoilt = _TEXT.replace("غمرت", long).encode().replace("أحياء".encode(), "أحيا".encode() + b"\xd8", 1)
    return [
        Case(name="half in UTF-8, half in windows-1256", body=one + two, content_type=_PLAIN, entries=_BOTH),
        Case(name="one broken letter", body=spoilt, content_type=_PLAIN, entries=_BOTH),
        Case(
            name="UTF-8 encoded twice",
            body=_TEXT.encode().decode("latin-1").encode(),
            content_type=_PLAIN,
            entries=_BOTH,
        ),
        Case(
            name="noise behind a declaration",
            body=b"<?xml version='1.0'?><rss>" + bytes(range(128, 256)) * 40,
            content_type=_PLAIN,
            refused="charset",
        ),
        Case(
            name="numbers instead of letters",
            body=_TEXT.encode("ascii", "xmlcharrefreplace"),
            content_type=f"{_PLAIN}; charset=us-ascii",
            entries=_BOTH,
        ),
    ]


MIXED = _mixed()
