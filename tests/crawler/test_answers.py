"""What an answer line says beyond the labelling guide."""

from datetime import UTC, datetime

from crawler.answers import story_answer
from crawler.facts.act import ActKind, DiplomaticAct
from crawler.facts.figure import Evidence, Part
from crawler.flags.flag import Flag, Label
from crawler.news import Span, Story
from crawler.understanding import ReadStory

QUOTE = "التقى بوتين نظيره التركي"
MEETING = DiplomaticAct(
    kind=ActKind.MEETING,
    parties=("RU", "TR"),
    people=("بوتين",),
    evidence=Evidence(part=Part.TEXT, span=Span(start=0, end=len(QUOTE)), quote=QUOTE),
)
UNLISTED = DiplomaticAct(kind=ActKind.MEETING, parties=("M23", "RSF"), evidence=MEETING.evidence)


def read_story(*acts: DiplomaticAct, published: datetime | None) -> ReadStory:
    """A story that was understood to tell of these acts."""
    return ReadStory(
        story=Story(title="لقاء", text=QUOTE, url="https://news.example/1", published=published),
        casualty=Flag(label=Label.CASUALTY, flagged=False, score=0.1),
        diplomacy=Flag(label=Label.DIPLOMACY, flagged=True, score=0.9),
        acts=acts,
    )


def test_an_act_has_the_wikidata_items_that_are_known() -> None:
    """By party and by person; the key is not there where there is none."""
    told = datetime(2026, 5, 1, tzinfo=UTC)
    answer = story_answer(read_story(MEETING, UNLISTED, published=told))
    known, unknown = answer["diplomacy"]
    assert known["wikidata"] == {"RU": "Q159", "TR": "Q43", "بوتين": "Q7747"}
    assert (known["parties"], known["people"]) == (["RU", "TR"], ["بوتين"])
    assert "wikidata" not in unknown


def test_a_family_name_needs_the_day_of_the_report() -> None:
    """Without a date nobody can tell who held an office."""
    (act,) = story_answer(read_story(MEETING, published=None))["diplomacy"]
    assert act["wikidata"] == {"RU": "Q159", "TR": "Q43"}
