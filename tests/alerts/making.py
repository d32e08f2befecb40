"""Makes the nouns that tests of this room need, with what does not matter filled in."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine

from crawler.arabic.letters import fold_key
from crawler.facts.act import ActKind, ActStatus, DiplomaticAct
from crawler.facts.figure import CasualtyFigure, Cause, Evidence, Group, Outcome, Part, Qualifier, Scope
from crawler.flags.flag import Flag, Label
from crawler.news import Span, Story
from crawler.store.database import writing
from crawler.store.stories import keep_reading
from crawler.understanding import Reading, ReadStory

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)  # a Friday


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A story as the store would give it."""

    id: int
    kept_at: datetime
    alerting: bool
    content_hash: str
    read: ReadStory


def figure(
    count: int,
    *,
    outcome: Outcome = Outcome.KILLED,
    most: int | None = -1,
    qualifier: Qualifier = Qualifier.EXACT,
    group: Group = Group.PEOPLE,
    among: int | None = None,
    cause: Cause | None = None,
    place: str | None = None,
    country: str | None = None,
    actor: str | None = None,
    attribution: str | None = None,
    scope: Scope = Scope.EVENT,
    quote: str = "",
    start: int = 0,
) -> CasualtyFigure:
    """A figure; `most` -1 means the same as `count`."""
    return CasualtyFigure(
        outcome=outcome,
        min=count,
        max=count if most == -1 else most,
        qualifier=qualifier,
        group=group,
        among=among,
        cause=cause,
        place=place,
        country=country,
        actor=actor,
        attribution=attribution,
        scope=scope,
        evidence=Evidence(part=Part.TEXT, span=Span(start=start, end=start + len(quote)), quote=quote),
    )


def act(
    kind: ActKind, *parties: str, status: ActStatus = ActStatus.HAPPENED, place: str | None = None
) -> DiplomaticAct:
    """A dealing."""
    evidence = Evidence(part=Part.TEXT, span=Span(start=0, end=0), quote="")
    return DiplomaticAct(kind=kind, parties=parties, evidence=evidence, status=status, place=place)


def read_story(
    title: str,
    text: str,
    *,
    outlet: str = "نداء الشام",
    url: str | None = None,
    published: datetime | None = NOW,
    figures: Sequence[CasualtyFigure] = (),
    acts: Sequence[DiplomaticAct] = (),
    flags: Sequence[str] | None = None,
) -> ReadStory:
    """A story that was understood as told; its flags are up for what facts it has, unless they are given."""
    up = flags if flags is not None else [*(["casualty"] if figures else []), *(["diplomacy"] if acts else [])]
    name = hashlib.sha256(f"{outlet}{title}{text}".encode()).hexdigest()[:12]
    story = Story(
        title=title,
        text=text,
        url=url or f"https://news.example/{name}",
        published=published,
        outlet=outlet,
    )
    return ReadStory(
        story=story,
        casualty=Flag(label=Label.CASUALTY, flagged="casualty" in up, score=0.9),
        diplomacy=Flag(label=Label.DIPLOMACY, flagged="diplomacy" in up, score=0.9),
        casualties=tuple(figures),
        acts=tuple(acts),
    )


def kept(identity: int, read: ReadStory, *, at: datetime | None = None, alerting: bool = True) -> Kept:
    """A kept story; seen when it was published, unless told otherwise."""
    return Kept(
        id=identity,
        kept_at=at or read.story.published or NOW,
        alerting=alerting,
        content_hash=hashlib.sha256(fold_key(read.story.text).encode()).hexdigest(),
        read=read,
    )


def store(engine: Engine, *stories: ReadStory, at: datetime = NOW, alerting: bool = True) -> list[int]:
    """Keeps stories in the database as the crawler does; their ids."""
    ids: list[int] = []
    for read in stories:
        with writing(engine) as connection:
            ids += keep_reading(
                connection,
                entry_id=None,
                feed_id=None,
                reading=Reading(stories=(read,)),
                outlet="—",
                country=None,
                alerting=alerting,
                now=at,
            ).new
    return ids


def hours(count: float) -> timedelta:
    """So many hours."""
    return timedelta(hours=count)


# One collapse in the words of three outlets, and another accident of the same day and country.
COLLAPSE = (
    "قُتل خمسة أشخاص وأصيب تسعة آخرون، صباح الجمعة، في انهيار مبنى سكني من أربع طبقات في حي الشعار بمدينة حلب، "
    "وفق ما أفاد به الدفاع المدني السوري الذي قال إن فرقه تبحث عن عالقين تحت الركام."
)
COLLAPSE_LATER = (
    "ارتفعت إلى 12 قتيلا حصيلة ضحايا سقوط بناية سكنية في حي الشعار شرقي حلب، بعدما انتشل عناصر الدفاع المدني سبع "
    "جثث أخرى من تحت أنقاض الطبقات الأربع، بحسب مدير صحة حلب."
)
COLLAPSE_ELSEWHERE = (
    "لقي ثلاثة عمال حتفهم، الجمعة، حين انهار عليهم سقف ورشة خياطة قيد الترميم في مدينة طرطوس على الساحل، "
    "وقال قائد فوج الإطفاء إن الأمطار أضعفت الجدران القديمة للورشة."
)


def collapse(**changes: object) -> ReadStory:
    """The first report of the collapse: five killed."""
    values: dict[str, object] = {
        "title": "خمسة قتلى بانهيار مبنى في حلب",
        "text": COLLAPSE,
        "outlet": "نداء الشام",
        "figures": (
            figure(5, cause=Cause.COLLAPSE, place="حي الشعار", country="SY", quote="خمسة أشخاص", start=6),
            figure(9, outcome=Outcome.INJURED, cause=Cause.COLLAPSE, place="حي الشعار", country="SY"),
        ),
    }
    return read_story(**{**values, **changes})  # type: ignore[arg-type]


def collapse_later(**changes: object) -> ReadStory:
    """Another outlet's report, hours later: twelve killed."""
    values: dict[str, object] = {
        "title": "ارتفاع ضحايا بناية حلب إلى 12",
        "text": COLLAPSE_LATER,
        "outlet": "مرآة الفرات",
        "published": NOW + hours(5),
        "figures": (figure(12, cause=Cause.COLLAPSE, place="حلب", country="SY", attribution="مدير صحة حلب"),),
    }
    return read_story(**{**values, **changes})  # type: ignore[arg-type]
