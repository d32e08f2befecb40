"""The two ways a Telegram text is marked up. `escape` is the one place where text becomes HTML."""

from typing import Protocol

from alerts.text.bidi import left_to_right

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})


def escape(text: str) -> str:
    """Text that stands for itself in HTML, in content and in quoted attributes."""
    return text.translate(_ESCAPES)


class Markup(Protocol):
    """How text, links and quotes are written."""

    def text(self, text: str) -> str:
        """Plain words."""
        ...

    def bold(self, text: str) -> str:
        """A heading."""
        ...

    def quote(self, text: str) -> str:
        """A verbatim passage."""
        ...

    def link(self, text: str, url: str) -> str:
        """Words that lead somewhere."""
        ...


class Html:
    """The tags of Telegram's HTML mode."""

    def text(self, text: str) -> str:
        return escape(text)

    def bold(self, text: str) -> str:
        return f"<b>{escape(text)}</b>"

    def quote(self, text: str) -> str:
        return f"<blockquote>{escape(text)}</blockquote>"

    def link(self, text: str, url: str) -> str:
        return f'<a href="{escape(url)}">{escape(text)}</a>'


class Plain:
    """No markup at all: what is sent where the peer cannot parse the other."""

    def text(self, text: str) -> str:
        return text

    def bold(self, text: str) -> str:
        return text

    def quote(self, text: str) -> str:
        return text

    def link(self, text: str, url: str) -> str:
        return f"{text} {left_to_right(url)}"


class Seen(Plain):
    """What a reader sees of the HTML: the length that Telegram's limit is about."""

    def link(self, text: str, url: str) -> str:  # noqa: ARG002
        return text
