"""An alert as plain words, for the console, files, and services that take text alone."""

from dataclasses import dataclass

from alerts.text.telegram import TelegramText

PLAIN_CHANNELS = frozenset({"console", "file", "apprise"})


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainText:
    """One message: what happened, and the rest. `stamp` is its last line, which changes without anything new said."""

    headline: str
    rest: str
    stamp: str = ""

    @property
    def whole(self) -> str:
        """Both, as one text."""
        return f"{self.headline}\n\n{self.rest}" if self.rest else self.headline


def plain_text(text: TelegramText) -> PlainText:
    """The words of a Telegram message without its markup; they fit into 3,500 UTF-16 units."""
    headline, _, rest = text.plain.partition("\n\n")
    return PlainText(headline=headline, rest=rest, stamp=text.stamp)
