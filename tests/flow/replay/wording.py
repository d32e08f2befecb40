"""The texts of the replay: each form is the frame of another newsroom, so that independent reports share facts only."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from alerts.text.arabic.counting import Case, Noun, counted
from alerts.text.arabic.nouns import PEOPLE, VICTIMS
from crawler.facts.figure import Group, Outcome
from tests.flow.replay.script import OUTLETS, Happening, Report

_DAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
KILLED, INJURED = VICTIMS[Outcome.KILLED], VICTIMS[Outcome.INJURED]


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A headline and its paragraphs."""

    title: str
    paragraphs: tuple[str, ...]


def text_of(happening: Happening, report: Report) -> Text:
    """What a report says. Of an edit: what its page says from then on."""
    if report.form == "copy":
        original = happening.reports[(report.of or 0) - 1]
        return _copy(text_of(happening, original), report, happening)
    if report.form == "text":
        words = happening.words["texts"][(report.of or 0) - 1]
        return Text(title=words["title"], paragraphs=tuple(words["text"].split("\n")))
    if report.form == "edit":
        before = happening.reports[(report.of or 0) - 1]
        return _FORMS[before.form](_Words.of(happening, before, report.rest))
    return _FORMS[report.form](_Words.of(happening, report, report.rest))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """What a frame is filled with."""

    plain: Mapping[str, Any]
    day: str
    killed: int
    injured: int
    before: int | None = None
    actor: str | None = None
    children: int | None = None
    outlet: str = ""

    @classmethod
    def of(cls, happening: Happening, report: Report, rest: tuple[str, ...]) -> "_Words":
        killed, injured = (int(part) for part in rest[0].split("/"))
        special = " ".join(rest[1:])
        return cls(
            plain=happening.words,
            day=_day(happening.reports[0].published),
            killed=killed,
            injured=injured,
            before=int(special.removeprefix("from ")) if special.startswith("from ") else None,
            actor=special.removeprefix("by ") if special.startswith("by ") else None,
            children=int(special.removeprefix("children ")) if special.startswith("children ") else None,
            outlet=OUTLETS[report.outlet][0],
        )

    def __getitem__(self, name: str) -> str:
        return str(self.plain[name])

    @property
    def people(self) -> Noun:
        """Whom the texts count."""
        return PEOPLE[Group(self.plain.get("people", "people"))]

    @property
    def dead(self) -> str:
        """«5 أشخاص», after a verb that they are the subject of."""
        return counted(self.killed, self.people, Case.NOMINATIVE)

    @property
    def hurt(self) -> str:
        """«وإصابة 9 آخرين بجروح», or nothing."""
        return f" وإصابة {counted(self.injured, PEOPLE[Group.PEOPLE])} بجروح" if self.injured else ""

    def detail(self, number: int) -> str:
        """One of the happening's own sentences."""
        return str(self.plain["details"][number])


def _wire(words: _Words) -> Text:
    hurt = f" وأصيب {counted(words.injured, PEOPLE[Group.PEOPLE], Case.NOMINATIVE)} بجروح" if words.injured else ""
    return Text(
        title=f"{counted(words.killed, KILLED, Case.NOMINATIVE)} في {words['what']} في {words['place']}",
        paragraphs=(
            f"قُتل {words.dead}{hurt}، {words.day}، في {words['what']} في {words['area']} في {words['place']}، "
            f"بحسب ما أعلن مصدر في {words['says']}.",
            words.detail(0),
            words.detail(1),
        ),
    )


def _plain(words: _Words) -> Text:
    return Text(
        title=f"{words['also']} يودي بحياة {counted(words.killed, words.people)} في {words['place']}",
        paragraphs=(
            f"أودى {words['also']} في {words['area']} بحياة {counted(words.killed, words.people)}، "
            f"على ما قال {words['adds']} الذي تحدث إلى {words.outlet} من {words['place']} عما جرى {words.day}.",
            words.detail(2),
            *(
                [f"وعولج {counted(words.injured, INJURED, Case.NOMINATIVE)} في المستشفيات، حالة بعضهم حرجة."]
                if words.injured
                else []
            ),
        ),
    )


def _radio(words: _Words) -> Text:
    return Text(
        title=f"{words['place']}: مصرع {counted(words.killed, words.people)} جراء {words['what']}",
        paragraphs=(
            f"أفاد مراسلنا في {words['place']} بمصرع {counted(words.killed, words.people)}{words.hurt}، {words.day}، "
            f"جراء {words['also']} شهده {words['area']}.",
            words.detail(3),
            f"ولم يصدر عن {words['says']} تفصيل بأسماء الضحايا حتى لحظة إعداد هذه النشرة.",
        ),
    )


def _rose(words: _Words) -> Text:
    hurt = f" و{counted(words.injured, INJURED)}" if words.injured else ""
    return Text(
        title=f"ارتفاع حصيلة {words['what']} في {words['place']} إلى {counted(words.killed, KILLED)}",
        paragraphs=(
            f"ارتفعت حصيلة {words['what']} الذي شهده {words['area']} في {words['place']} {words.day} من "
            f"{counted(words.before or 0, KILLED)} إلى {counted(words.killed, KILLED)}{hurt}، "
            f"كما جاء في بيان جديد نقله {words['adds']}.",
            "وأشار البيان إلى أن الأرقام قد تتغير مع تقدم أعمال البحث وتسلم تقارير المشافي.",
            words.detail(3),
        ),
    )


def _blame(words: _Words) -> Text:
    return Text(
        title=f"{words['place']}: شهادات عن {words['what']} نفذه {words.actor}",
        paragraphs=(
            f"قُتل {words.dead} وجُرح {counted(words.injured, PEOPLE[Group.PEOPLE], Case.NOMINATIVE)} على يد "
            f"{words.actor}، {words.day}، في {words['what']} استهدف {words['area']} في {words['place']}، "
            f"كما ورد في إفادة نشرها {words['adds']}.",
            words.detail(2),
            "وطالبت الإفادة بتحقيق مستقل يحدد من أعطى الأوامر.",
        ),
    )


def _accuse(words: _Words) -> Text:
    return Text(
        title=f"{words['place']}: من المسؤول عن ضحايا {words['area']}؟",
        paragraphs=(
            f"حمّل مصدر في {words['says']} {words.actor} المسؤولية عن مقتل {counted(words.killed, words.people)} وجرح "
            f"{counted(words.injured, PEOPLE[Group.PEOPLE])} سقطوا {words.day} حين وقع {words['also']} على "
            f"{words['area']} في مدينة {words['place']}.",
            words.detail(3),
            "ونفى ناطق عسكري ذلك، وقال إن قواته لم تنفذ أي عملية في المنطقة.",
        ),
    )


def _toll(words: _Words) -> Text:
    children = f" بينهم {counted(words.children, PEOPLE[Group.CHILDREN], Case.NOMINATIVE)}" if words.children else ""
    return Text(
        title=f"آخر ما نعرفه عن {words['what']} في {words['place']}",
        paragraphs=(
            f"بلغ عدد من لقوا حتفهم في {words['what']} في {words['area']} في {words['place']} "
            f"{counted(words.killed, words.people)}{children}{words.hurt}، وفق ما جمعته {words.outlet} من مصادرها.",
            f"ووقع الحادث {words.day}، وما زالت الجهات المختصة تستكمل إجراءاتها.",
            words.detail(1),
        ),
    )


_FORMS = {
    "wire": _wire,
    "plain": _plain,
    "radio": _radio,
    "rose": _rose,
    "blame": _blame,
    "accuse": _accuse,
    "toll": _toll,
}

_TITLES = ("بالتفاصيل", "عاجل", "شاهد", "متابعة", "خبر")


def _copy(original: Text, report: Report, happening: Happening) -> Text:
    """Another outlet's print of a text: another headline, cut short, or other spelling and a sentence of its own."""
    how = report.rest[0]
    name = OUTLETS[report.outlet][0]
    lead = original.paragraphs[0]
    match how:
        case "title":
            return Text(
                title=f"{name} - {_TITLES[report.number % 5]}: {original.title}", paragraphs=original.paragraphs
            )
        case "cut":
            title = " ".join(lead.split()[:9]).rstrip("،,.")
            return Text(title=title, paragraphs=original.paragraphs[:2])
        case "letters":
            spelled = tuple(_respelled(paragraph) for paragraph in original.paragraphs)
            return Text(title=_respelled(original.title), paragraphs=(*spelled, f"وتابعت {name} التطورات أولا بأول."))
    raise ValueError(f"{happening.key}: no copy is made by {how!r}")


def _respelled(text: str) -> str:
    """As some desks type: without hamza on alef, with kashida in the lead word."""
    return text.translate(str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا"}))


def _day(moment: datetime) -> str:
    return _DAYS[moment.weekday()]
