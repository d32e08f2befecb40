"""How numbers, times, places and addresses stand on a page, for one reader; all of it escaped.

Numbers and Latin names are isolated (`<bdi>`), so that they change places with nothing around them in a line that runs
the other way. Every time says its UTC when it is pointed at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from alerts.alert import ActLine, TollLine
from alerts.events.confidence import Confidence
from alerts.text.bidi import one_line
from alerts.text.confidence import CONFIDENCE
from alerts.text.parties import country_name, party_names
from alerts.text.times import clock, day, zone_text
from alerts.text.wording import WORDINGS
from crawler.sites import site_of
from crawler.urls import is_web_url
from scheduler.console.reader import Reader
from scheduler.console.sentences import in_arabic
from scheduler.console.wording import words_in

_ARABIC_INDIC = str.maketrans("0123456789,", "٠١٢٣٤٥٦٧٨٩٬")
_LONGEST = 240  # characters of a line of the web's that stands for an event or a story


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What templates ask for. `now` decides which times are of today."""

    reader: Reader
    now: datetime

    @property
    def words(self) -> Mapping[str, str]:
        """The fixed words of the reader's language."""
        return words_in(self.reader.language)

    def word(self, kind: str, name: str) -> str:
        """The word for one of a closed set, such as word('standing', 'stands')."""
        return self.words[f"{kind}.{name}"]

    def digits(self, text: object) -> str:
        """Words of ours with their numbers in the reader's digits."""
        return str(text).translate(_ARABIC_INDIC) if self.reader.digits == "arab" else str(text)

    def number(self, number: int) -> Markup:
        """A count."""
        return Markup("<bdi>{}</bdi>").format(self.digits(f"{number:,}"))

    def range(self, least: int, most: int | None) -> Markup:
        """A range from its lower end on; read from the right where the digits are Arabic."""
        if most is None:
            return Markup('<bdi dir="ltr">{}+</bdi>').format(self.digits(f"{least:,}"))
        if least == most:
            return self.number(least)
        direction = "rtl" if self.reader.digits == "arab" else "ltr"
        return Markup('<bdi dir="{}">{}–{}</bdi>').format(
            direction, self.digits(f"{least:,}"), self.digits(f"{most:,}")
        )

    def percent(self, share: float) -> Markup:
        """A probability in hundredths."""
        return Markup('<bdi dir="ltr">{}%</bdi>').format(self.digits(round(share * 100)))

    def duration(self, seconds: float) -> Markup:
        """How long something took, in the unit in which it is a small number."""
        for unit, least in (("d", 172_800), ("h", 7_200), ("min", 120), ("s", 1)):
            if seconds >= least:
                size = {"d": 86_400, "h": 3_600, "min": 60, "s": 1}[unit]
                return self._measure(f"{seconds / size:.1f}", unit)
        return self._measure(f"{seconds * 1000:.0f}", "ms")

    def bytes(self, count: int) -> Markup:
        """How much room something takes, in decimal units."""
        for unit, size in (("TB", 10**12), ("GB", 10**9), ("MB", 10**6)):
            if count >= size:
                return self._measure(f"{count / size:.1f}", unit)
        return self._measure(f"{count / 1000:.0f}", "kB")

    def _measure(self, number: str, unit: str) -> Markup:
        return Markup('<bdi dir="ltr">{}</bdi> {}').format(self.digits(number), self.word("unit", unit))

    def time(self, moment: datetime | None, *, whole: bool = False) -> Markup:
        """A moment in the reader's zone: the clock alone if it is of today, else the day as well; `whole` for what may
        be printed, with the year."""
        if moment is None:
            return Markup("–")
        local, today = moment.astimezone(self.reader.timezone), self.now.astimezone(self.reader.timezone)
        text = clock(moment, self.reader.timezone)
        if whole or local.date() != today.date():
            date = day(moment, self.reader.timezone, self.reader.language)
            if not whole and local.year == today.year:
                date = date.removesuffix(f" {local.year}")
            comma = "،" if self.reader.language == "ar" else ","
            text = f"{date}{comma} {text}"
        utc = moment.astimezone(UTC)
        return Markup('<time datetime="{}" title="{}"><bdi>{}</bdi></time>').format(
            f"{utc:%Y-%m-%dT%H:%M:%SZ}", f"{utc:%Y-%m-%d %H:%M:%S} UTC", self.digits(text)
        )

    def text(self, text: object, limit: int = _LONGEST) -> Markup:
        """A line from the web in its own direction, without what could upset the page."""
        return Markup('<bdi dir="auto">{}</bdi>').format(one_line(str(text or ""), limit))

    def sentence(self, text: object, limit: int = 400) -> Markup:
        """A sentence of the program, which is worded in English: in the reader's language where that is known."""
        told = in_arabic(str(text)) if self.reader.language == "ar" else None
        if told is not None:
            return Markup('<span dir="rtl">{}</span>').format(told)
        return Markup('<span dir="ltr">{}</span>').format(one_line(str(text or ""), limit))

    def line(self, text: str) -> Markup:
        """A line that says what happened, as it was worded for alerts: foreign names in it are isolated already."""
        return Markup('<bdi dir="auto">{}</bdi>').format(self.digits(text))

    def ours(self, text: str) -> Markup:
        """A line that we worded, in the reader's digits."""
        return escape(self.digits(text))

    def country(self, code: str | None) -> str:
        """A country's name in the reader's language."""
        return (country_name(code, self.reader.language) or code) if code else ""

    def parties(self, parties: tuple[str, ...]) -> str:
        """Names of parties, one after the other."""
        comma = "، " if self.reader.language == "ar" else ", "
        return comma.join(party_names(parties, self.reader.language))

    def figure(self, line: TollLine) -> tuple[Markup, Markup]:
        """A line of the toll: what, and how many."""
        label, amount = WORDINGS[self.reader.language].figure_line(line)
        return self.ours(label), self.ours(amount)

    def act(self, act: ActLine) -> tuple[Markup, Markup]:
        """A dealing: what, and who."""
        label, who = WORDINGS[self.reader.language].act_figure(act)
        return self.ours(label), self.ours(who)

    def confidence(self, grade: Confidence) -> str:
        """How well an event is attested."""
        return CONFIDENCE[self.reader.language][grade]

    def sources(self, number: int) -> Markup:
        """How many independent sources."""
        return self.ours(WORDINGS[self.reader.language].independent(number))

    @property
    def zone(self) -> str:
        """Whose clock the times are of."""
        return zone_text(self.reader.zone, self.reader.language)


def outside(url: str) -> str | None:
    """An address that may be a link: http or https and nothing else; None for all others."""
    return url if is_web_url(url) else None


def domain(url: str) -> str:
    """The registrable domain that a link leads to, for a reader to see before following it."""
    return site_of(url) or urlsplit(url).hostname or ""
