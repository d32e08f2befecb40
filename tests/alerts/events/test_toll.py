"""The toll is the range of what independent sources say now."""

from datetime import datetime

import pytest

from alerts.alert import TollLine
from alerts.events.event import EventReport, Relation, ReportedFigure
from alerts.events.toll import reported_figures, toll_lines
from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import CasualtyFigure, Group, Outcome, Qualifier, Scope
from crawler.news import Story
from tests.alerts.making import NOW, figure, hours


def _toll(
    *stories: tuple[float, str, tuple[CasualtyFigure, ...]], same_source: tuple[int, ...] = ()
) -> tuple[TollLine, ...]:
    """The toll of stories (hours after NOW, outlet, figures); `same_source` are indexes of one source."""
    figures: list[ReportedFigure] = []
    reports: list[EventReport] = []
    for index, (after, outlet, said) in enumerate(stories):
        at: datetime = NOW + hours(after)
        figures += reported_figures(index, at, said)
        reports.append(
            EventReport(
                story_id=index,
                outlet=outlet,
                title="",
                url="",
                published=at,
                at=at,
                relation=Relation.SAME_EVENT,
                alerting=True,
            )
        )
    sources = {index: min(same_source) if index in same_source else index for index in range(len(stories))}
    return toll_lines(figures, reports, sources)


def _range(line: TollLine) -> tuple[Outcome, Group, int, int | None]:
    return line.outcome, line.group, line.min, line.max


@pytest.mark.parametrize(
    ("text", "least"),
    [
        ("ارتفع عدد ضحايا حادث حافلة في أسيوط إلى 14 قتيلا و16 مصابا.", 14),
        ("أعلن المحافظ ارتفاع حصيلة انهيار مبنى في أسيوط إلى 14 قتيلا.", 14),
        ("أسفر حادث حافلة في أسيوط عن سقوط 14 قتيلا.", 11),
        ("ارتفعت حدة الغضب في أسيوط بعد حادث حافلة أدى إلى سقوط 14 قتيلا.", 11),
    ],
)
def test_who_says_that_the_toll_rose_has_seen_what_was_lower(text: str, least: int) -> None:
    """The eleven of another outlet are passed, though the wire does not say from which number the toll rose."""
    told = casualty_figures(Story(title="", text=text, url="https://news.example/1", published=NOW))
    dead = _toll((0, "مرآة الفرات", (figure(11),)), (0.1, "صوت النيل", tuple(told)))[0]
    assert (dead.outcome, dead.min, dead.max) == (Outcome.KILLED, least, 14)


@pytest.mark.parametrize(
    "text",
    [
        "أعلنت دائرة الصحة وفاة مصاب سادس متأثرا بحروقه.",
        "انتشل الدفاع المدني جثة الضحية السادسة من تحت أنقاض المبنى.",
        "توفي خامس جريح من جرحى الانفجار.",
    ],
)
def test_one_more_victim_is_no_rival_of_the_toll(text: str) -> None:
    """The sixth who died does not make five dead «between one and five»; where nobody else counts, it is one."""
    told = tuple(casualty_figures(Story(title="", text=text, url="https://news.example/1", published=NOW)))
    assert [figure.min for figure in told] == [1]
    assert [_range(line)[2:] for line in _toll((0, "مرآة الفرات", (figure(5),)), (1, "صوت النيل", told))] == [(5, 5)]
    assert [_range(line)[2:] for line in _toll((0, "صوت النيل", told))] == [(1, 1)]


@pytest.mark.parametrize(
    ("text", "most"),
    [
        ("خفضت وزارة الصحة حصيلة ضحايا الزلزال إلى 27 قتيلا بعدما كانت هيئة الكوارث قد أعلنت مقتل 43 شخصا.", 27),
        ("أعلنت السلطات خفض حصيلة قتلى الهجوم إلى 27 قتيلا بعد أن كان حاكم الإقليم أعلن مقتل 43 شخصا.", 27),
        ("قالت وزارة الصحة إن 27 شخصا قتلوا في الزلزال بعدما كانت هيئة الكوارث قد أعلنت مقتل 43 شخصا.", 43),
    ],
)
def test_who_says_that_the_toll_was_lowered_ends_what_another_voice_gave(text: str, most: int) -> None:
    """Health lowers what the disaster agency had given; where nobody says «lowered» the two are rivals."""
    told = tuple(casualty_figures(Story(title="", text=text, url="https://news.example/1", published=NOW)))
    before = figure(43, attribution="هيئة الكوارث")
    dead = _toll((0, "مرآة الفرات", (before,)), (4, "صوت النيل", told))[0]
    assert (dead.min, dead.max) == (27, most)


def test_two_sources_make_a_range_with_both_who_say_so() -> None:
    """An attribution speaks for itself, an outlet for what it says without one."""
    (line,) = _toll((0, "مرآة الفرات", (figure(27, attribution="وزارة الصحة"),)), (1, "صوت النيل", (figure(31),)))
    assert (line.min, line.max, line.says) == (27, 31, ("وزارة الصحة", "صوت النيل"))


def test_of_one_source_the_latest_word_counts() -> None:
    """Its first toll of an hour ago is not a rival of its second."""
    (line,) = _toll((0, "أ", (figure(5),)), (1, "أ", (figure(9),)), same_source=(0, 1))
    assert (line.min, line.max) == (9, 9)


def test_a_source_that_names_only_the_killed_later_keeps_its_injured() -> None:
    """A short update does not heal anybody."""
    lines = _toll(
        (0, "أ", (figure(5), figure(20, outcome=Outcome.INJURED))), (1, "أ", (figure(6),)), same_source=(0, 1)
    )
    assert [_range(line)[2:] for line in lines] == [(6, 6), (20, 20)]


def test_a_toll_that_another_source_says_has_risen_is_no_rival() -> None:
    """«ارتفعت من 5 إلى 12» ends the five, whoever said it."""
    risen = (figure(12), figure(5, scope=Scope.BACKGROUND))
    (line,) = _toll((0, "أ", (figure(5),)), (0.5, "ب", risen))
    assert (line.min, line.max) == (12, 12)


def test_an_old_lower_toll_is_overtaken_and_a_new_lower_one_contests() -> None:
    """What came hours before is an earlier count; what comes after is another opinion."""
    (overtaken,) = _toll((0, "أ", (figure(5),)), (6, "ب", (figure(12),)))
    (contested,) = _toll((0, "أ", (figure(12),)), (6, "ب", (figure(5),)))
    assert (overtaken.min, overtaken.max) == (12, 12)
    assert (contested.min, contested.max) == (5, 12)


def test_background_figures_never_enter() -> None:
    """The 500 of the whole year are not of this day."""
    (line,) = _toll((0, "أ", (figure(3), figure(500, scope=Scope.BACKGROUND))))
    assert (line.min, line.max) == (3, 3)


def test_a_vague_word_that_an_exact_one_fits_does_not_widen() -> None:
    """«عشرات» and 27 are the same toll; «مئات» and 27 are not."""
    dozens = figure(10, most=None, qualifier=Qualifier.VAGUE)
    hundreds = figure(100, most=None, qualifier=Qualifier.VAGUE)
    assert [(line.min, line.max) for line in _toll((0, "أ", (dozens,)), (0, "ب", (figure(27),)))] == [(27, 27)]
    assert [(line.min, line.max) for line in _toll((0, "أ", (hundreds,)), (0, "ب", (figure(27),)))] == [(27, 100)]


def test_a_number_open_above_stays_open_until_somebody_closes_it() -> None:
    """«ما لا يقل عن 9» alone has no upper end; beside an exact 12 the range is 9–12."""
    least = figure(9, most=None, qualifier=Qualifier.AT_LEAST)
    (alone,) = _toll((0, "أ", (least,)))
    (closed,) = _toll((0, "أ", (least,)), (0, "ب", (figure(12),)))
    assert (alone.min, alone.max, alone.qualifier) == (9, None, Qualifier.AT_LEAST)
    assert (closed.min, closed.max, closed.qualifier) == (9, 12, None)


def test_rival_tolls_within_one_story_are_a_range_and_parts_are_not() -> None:
    """Two authorities contest each other; two places without a sum give at least the larger."""
    rivals = (figure(40, attribution="المكتب الإعلامي"), figure(14, attribution="الجيش"))
    places = (figure(4, place="درعا"), figure(7, place="السويداء"))
    assert [(line.min, line.max) for line in _toll((0, "أ", rivals))] == [(14, 40)]
    assert [(line.min, line.max) for line in _toll((0, "أ", places))] == [(7, 7)]


def test_one_total_that_sources_word_differently_is_one_line() -> None:
    """21 migrants and 24 people of one shipwreck are a range; soldiers beside civilians in one story are two lines."""
    assert [_range(line) for line in _toll((0, "أ", (figure(21, group=Group.MIGRANTS),)), (0, "ب", (figure(24),)))] == [
        (Outcome.KILLED, Group.PEOPLE, 21, 24)
    ]
    both = (figure(3, group=Group.SOLDIERS), figure(9))
    assert {line.group for line in _toll((0, "أ", both))} == {Group.SOLDIERS, Group.PEOPLE}


def test_parts_come_after_their_total_and_the_gravest_outcome_first() -> None:
    """The order in which a reader is told."""
    said = (
        figure(74, outcome=Outcome.INJURED),
        figure(14, group=Group.CHILDREN, among=2),
        figure(40),
        figure(9, group=Group.WOMEN, among=2),
    )
    lines = _toll((0, "أ", said))
    assert [(line.min, line.among) for line in lines] == [(40, False), (14, True), (9, True), (74, False)]
