"""Stories of one happening join; stories of two never do."""

from dataclasses import replace

import pytest

from alerts.events.event import Event, Relation
from alerts.events.grouping import Desk, group
from alerts.events.joining import begin
from alerts.events.matching import CORE, SURE, Why, likeness, place
from alerts.events.profile import profile_of
from alerts.events.weighing import odds, weigh
from crawler.facts.act import ActKind
from crawler.facts.figure import Cause, Group, Outcome
from crawler.understanding import ReadStory
from tests.alerts.making import (
    COLLAPSE,
    COLLAPSE_ELSEWHERE,
    NOW,
    act,
    collapse,
    collapse_later,
    figure,
    hours,
    kept,
    read_story,
)


def _events(*stories: ReadStory) -> list[int]:
    """The event number of each story, in order."""
    return [event.id for _, event in group(kept(number, read) for number, read in enumerate(stories, 1))]


def _elsewhere() -> ReadStory:
    return read_story(
        "مصرع ثلاثة عمال بانهيار سقف ورشة في طرطوس",
        COLLAPSE_ELSEWHERE,
        outlet="مرآة الفرات",
        published=NOW + hours(2),
        figures=(figure(3, cause=Cause.COLLAPSE, place="طرطوس", country="SY"),),
    )


def test_a_later_toll_in_other_words_is_the_same_event() -> None:
    """The figure may rise and the outlet change."""
    assert _events(collapse(), collapse_later()) == [1, 1]


def test_two_collapses_of_one_day_and_country_stay_apart() -> None:
    """The same cause is not the same happening."""
    assert _events(collapse(), _elsewhere(), collapse_later()) == [1, 2, 1]


def test_a_copy_joins_whatever_its_title() -> None:
    """And it names the text that it copies."""
    desk = Desk()
    desk.take(kept(1, collapse()))
    placement, event = desk.take(kept(2, collapse(title="فاجعة في الشعار", outlet="بوابة الساحل")))
    assert (placement.relation, placement.of_story_id, event.sources) == (Relation.NEAR_DUPLICATE, 1, 1)


def test_the_next_take_of_a_wire_is_a_report_and_no_copy() -> None:
    """The same words with other figures bring a new toll, but no new witness."""
    desk = Desk()
    desk.take(kept(1, collapse()))
    take = collapse(
        text=COLLAPSE.replace("خمسة", "ثمانية"),
        outlet="بوابة الساحل",
        published=NOW + hours(1),
        figures=(figure(8, cause=Cause.COLLAPSE, place="حي الشعار", country="SY"),),
    )
    placement, event = desk.take(kept(2, take))
    assert placement.relation is Relation.SAME_EVENT
    assert placement.reasons[0].why is Why.SAME_TEXT_OTHER_FIGURES
    assert (event.sources, event.toll[0].min, event.toll[0].max) == (1, 8, 8)


def test_a_copy_that_is_cut_within_its_toll_is_still_a_copy() -> None:
    """What is left of the numbers stands in the text that it copies."""
    desk = Desk()
    desk.take(kept(1, collapse()))
    cut = collapse(
        text=" ".join(COLLAPSE.split()[:18]), outlet="بوابة الساحل", figures=(figure(9, cause=Cause.COLLAPSE),)
    )
    assert desk.take(kept(2, cut))[0].relation is Relation.NEAR_DUPLICATE


def test_accidents_told_with_the_same_phrases_stay_apart() -> None:
    """What every road accident is told with says nothing."""
    told = "لقي {n} أشخاص مصرعهم وأصيب آخرون بجروح متفاوتة في اصطدام شاحنة بحافلة ركاب صباح الجمعة على الطريق {road}، "
    told += "ونقلت سيارات الإسعاف المصابين إلى مستشفى {place}، وفتحت الشرطة تحقيقا لمعرفة أسباب الحادث."
    one = read_story(
        "قتلى بحادث سير",
        told.format(n="أربعة", road="الرابط بين الحسكة والقامشلي", place="القامشلي"),
        outlet="أ",
        figures=(figure(4, cause=Cause.ROAD_ACCIDENT, place="القامشلي", country="SY"),),
    )
    other = read_story(
        "قتلى بتصادم",
        told.format(n="ستة", road="الصحراوي قرب وادي النطرون", place="وادي النطرون"),
        outlet="ب",
        published=NOW + hours(3),
        figures=(figure(6, cause=Cause.ROAD_ACCIDENT, place="وادي النطرون", country="EG"),),
    )
    assert _events(one, other) == [1, 2]


def test_a_week_of_strikes_on_one_city_is_not_one_event() -> None:
    """Each day has its own, however alike they are told."""
    stories = [
        read_story(
            f"قتلى بقصف على الفاشر {day}",
            f"قُتل {count} مدنيين، {day}، في قصف مدفعي شنته قوات الدعم السريع على {where} في مدينة الفاشر "
            f"بولاية شمال دارفور، بحسب تنسيقية لجان المقاومة.",
            outlet="صوت النيل",
            published=NOW + hours(24 * number),
            figures=(figure(count, group=Group.CIVILIANS, cause=Cause.SHELLING, place="الفاشر", country="SD"),),
        )
        for number, (day, count, where) in enumerate(
            [
                ("الجمعة", 7, "سوق المواشي"),
                ("السبت", 11, "مستشفى الولادة"),
                ("الأحد", 4, "مخيم أبو شوك"),
                ("الاثنين", 9, "حي أولاد الريف"),
            ]
        )
    ]
    assert _events(*stories) == [1, 2, 3, 4]


def test_one_meeting_told_by_both_sides_is_one_event() -> None:
    """The same dealing of the same parties on the same day."""
    one = read_story(
        "وزير الخارجية العماني يستقبل نظيره البلجيكي",
        "مسقط - استقبل وزير الخارجية العماني بدر البوسعيدي، الجمعة، نظيره البلجيكي ماكسيم بريفو، وبحث الوزيران "
        "الملاحة في البحر الأحمر وتوقيع مذكرة تعاون في الطاقة الخضراء.",
        outlet="عمان اليوم",
        acts=(act(ActKind.MEETING, "OM", "BE", place="مسقط"),),
    )
    other = read_story(
        "بريفو من مسقط: شراكة في الهيدروجين الأخضر",
        "أكد وزير خارجية بلجيكا ماكسيم بريفو عقب لقائه البوسعيدي في مسقط أمس أن بروكسل تدعم جهود السلطنة لحماية "
        "الملاحة، معلنا الاتفاق على مذكرة تعاون بشأن الهيدروجين.",
        outlet="نداء الشام",
        published=NOW + hours(20),
        acts=(act(ActKind.MEETING, "BE", "OM", place="مسقط"),),
    )
    assert _events(one, other) == [1, 1]


def _event(read: ReadStory) -> Event:
    account = kept(1, read)
    return replace(begin(account, profile_of(account), now=NOW), id=1)


@pytest.mark.parametrize(
    ("later", "why"),
    [
        (collapse_later(published=NOW + hours(60)), Why.LATE),
        (collapse_later(figures=(figure(3, cause=Cause.SHOOTING, country="SY"),)), Why.CAUSE_DIFFERS),
        (collapse_later(figures=(figure(3, cause=Cause.COLLAPSE, country="SY"),)), Why.TOLL_FELL),
        (collapse_later(figures=(figure(12, cause=Cause.COLLAPSE, country="LB"),)), Why.PARTIES_DIFFER),
        (
            collapse_later(title="انهيار في طرطوس", text=COLLAPSE_ELSEWHERE.replace("الجمعة", "الأربعاء")),
            Why.DAY_DIFFERS,
        ),
    ],
)
def test_facts_that_differ_speak_against(later: ReadStory, why: Why) -> None:
    """Each with its name, so that a person can see why two stories were parted."""
    _, by = likeness(profile_of(kept(2, later)), _event(collapse()))
    assert by is not None
    _, reasons = weigh(profile_of(kept(2, later)), by)
    assert why in {reason.why for reason in reasons}
    assert next(reason.weight for reason in reasons if reason.why is why) < 0


def test_a_last_report_alone_draws_nobody_in() -> None:
    """What an event began with decides, or a chain of reports, each like the one before, would never end."""
    elsewhere = profile_of(kept(9, _elsewhere()))
    began = _event(collapse())
    core = tuple(replace(began.profiles[0], story_id=number) for number in range(1, CORE + 1))
    story = profile_of(kept(10, _elsewhere()))
    assert likeness(story, replace(began, profiles=(elsewhere,)))[0] > SURE
    chained = replace(began, profiles=(*core, elsewhere))
    assert likeness(story, chained)[0] < SURE
    assert place(story, None, [chained], now=NOW + hours(3)).relation is Relation.NEW


def test_a_closed_event_is_joined_by_nobody() -> None:
    """What is told of four days later is told anew."""
    late = collapse_later(published=NOW + hours(100))
    placement = place(profile_of(kept(2, late)), None, [_event(collapse())], now=NOW + hours(100))
    assert placement.relation is Relation.NEW


def test_a_story_goes_to_the_event_it_is_most_like() -> None:
    """Not to the first that would do."""
    elsewhere = kept(2, _elsewhere())
    near = replace(begin(elsewhere, profile_of(elsewhere), now=NOW), id=2)
    placement = place(profile_of(kept(3, collapse_later())), None, [near, _event(collapse())], now=NOW + hours(5))
    assert placement.event_id == 1
    assert Why.RARE_WORDS in {reason.why for reason in placement.reasons}


def test_injured_alone_do_not_join_a_deadly_accident() -> None:
    """Another place, another day, no dead: another accident of the same road."""
    deadly = read_story(
        "مصرع 6 في انقلاب ميكروباص بالعياط",
        "لقي 6 أشخاص مصرعهم، صباح الجمعة، في انقلاب ميكروباص في ترعة بقرية البليدة التابعة لمركز العياط جنوبي الجيزة.",
        figures=(figure(6, cause=Cause.ROAD_ACCIDENT, place="العياط", country="EG"),),
    )
    slight = read_story(
        "إصابة 6 أشخاص بتصادم في العياط",
        "أصيب 6 أشخاص بكسور، ظهر السبت، في تصادم سيارتي نقل على طريق العياط بمحافظة الجيزة بسبب السرعة الزائدة.",
        published=NOW + hours(26),
        figures=(figure(6, outcome=Outcome.INJURED, cause=Cause.ROAD_ACCIDENT, place="العياط", country="EG"),),
    )
    assert _events(deadly, slight) == [1, 2]


def test_a_pair_is_put_aside_only_where_it_cannot_reach_what_is_asked() -> None:
    """With a least that it reaches the odds are those of `weigh` to the last digit, above it they are none."""
    profiles = [profile_of(kept(n, one)) for n, one in enumerate((collapse(), collapse_later(), _elsewhere()), 1)]
    put_aside = 0
    for one in profiles:
        for other in profiles:
            exact = weigh(one, other)[0]
            assert odds(one, other) == exact
            assert odds(one, other, exact) == exact
            above = odds(one, other, exact + 20.0)
            assert above in (exact, float("-inf"))
            put_aside += above == float("-inf")
    assert put_aside == len(profiles) ** 2
