"""A round-up tells of two happenings; a story with a background, a tally or two victims of one strike tells of one."""

import json

import pytest

from alerts.events.tellings import Telling, tellings_of
from crawler.facts.figure import Outcome
from crawler.news import Story
from crawler.reading import understand
from tests.alerts.making import NOW, kept

FIRST = (
    "قُتل أربعة أشخاص وأصيب تسعة، صباح الجمعة، في انفجار سيارة مفخخة في سوق بلدة سرمدا شمالي إدلب، بحسب الدفاع المدني."
)
APART = (
    "وفي حادث منفصل، لقي ثلاثة أطفال مصرعهم في انهيار سقف منزل في مدينة سلمية بريف حماة الشرقي بسبب الأمطار، "
    "وفق ما أفاد به مصدر في قيادة الشرطة."
)


def _tellings(*paragraphs: str, title: str = "أربعة قتلى بانفجار سيارة في سرمدا") -> tuple[Telling, ...]:
    read = understand(Story(title=title, text="\n\n".join(paragraphs), url="https://news.example/1", published=NOW))
    return tellings_of(kept(1, read))


def _killed(telling: Telling) -> list[tuple[int, str | None]]:
    return [(one.min, one.place) for one in telling.read.casualties if one.outcome is Outcome.KILLED]


def test_each_happening_has_its_own_figures() -> None:
    """And the second one its own words and headline."""
    first, second = _tellings(FIRST, APART)
    assert (first.part, second.part) == (0, 1)
    assert [count for count, _ in _killed(first)] == [4]
    assert [count for count, _ in _killed(second)] == [3]
    assert "سلمية" not in first.told
    assert second.read.story.title.startswith("وفي حادث منفصل")
    assert first.read.story.text == second.read.story.text  # evidence is offsets into it


@pytest.mark.parametrize(
    "more",
    [
        pytest.param("وقال شهود إن النيران امتدت إلى محال مجاورة وأصيب ثلاثة مسعفين.", id="no words set it apart"),
        pytest.param("وفي سياق منفصل، قال وزير الصحة إن المستشفيات تعاني نقصا في الأدوية.", id="no victims"),
        pytest.param(
            "وفي هجوم آخر، قُتل شخصان وأصيب طفل في سوق بلدة سرمدا نفسها بعد ساعات، بحسب الدفاع المدني السوري.",
            id="the same place",
        ),
        pytest.param("وفي حادث منفصل قتل رجل.", id="too short to tell anything"),
    ],
)
def test_a_story_is_one_telling_where_nothing_surely_parts_it(more: str) -> None:
    """Two alerts for one happening annoy."""
    (only,) = _tellings(FIRST, more)
    assert only.part == 0
    assert only.told == only.read.story.text


def test_parts_of_a_tally_are_one_happening() -> None:
    """Its news is the sum."""
    tally = "قُتل سبعة أشخاص، الجمعة، في حادثين شمال غربي سوريا، أربعة منهم في انفجار سيارة مفخخة في بلدة سرمدا."
    assert len(_tellings(tally, APART, title="سبعة قتلى في حادثين")) == 1


def test_what_follows_the_part_is_of_the_main_happening_again() -> None:
    """A part ends with its paragraph."""
    first, second = _tellings(FIRST, APART, "ويعد انفجار سرمدا الثاني من نوعه هذا الشهر، وأصيب فيه ستة مسعفين أيضا.")
    assert "مسعفين" in first.told
    assert "مسعفين" not in second.told


def test_a_days_digest_is_not_taken_to_pieces() -> None:
    """Its first part is its news."""
    assert len(_tellings(FIRST, *[APART] * 6)) == 1


def test_a_share_keeps_its_whole() -> None:
    """«بينهم طفل» stays a part of its own happening's toll."""
    _, second = _tellings(
        FIRST, APART.replace("ثلاثة أطفال مصرعهم", "خمسة أشخاص بينهم ثلاثة أطفال مصرعهم"), title="قتلى في سرمدا"
    )
    shares = [one.among for one in second.read.casualties]
    assert all(among is None or among < len(shares) for among in shares)
    assert json.dumps(shares).count("null") >= 1


def test_two_meetings_of_one_story_are_two_dealings() -> None:
    """One minister, two others."""
    first, second = _tellings(
        "بحث وزير الخارجية المصري بدر عبد العاطي في القاهرة، الجمعة، مع نظيره اليوناني جورج جيرابيتريتيس الكهرباء.",
        "وفي لقاء منفصل، بحث وزير الخارجية المصري في القاهرة مع نظيره القبرصي كونستانتينوس كومبوس نقل الغاز الطبيعي.",
        title="عبد العاطي يبحث مع نظيره اليوناني الربط الكهربائي",
    )
    assert {"GR"} <= {party for act in first.read.acts for party in act.parties}
    assert {"CY"} <= {party for act in second.read.acts for party in act.parties}
    assert "CY" not in {party for act in first.read.acts for party in act.parties}
