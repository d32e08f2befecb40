"""Which events of ACLED's a happening is, and between whom."""

from dataclasses import replace

import pytest

from alerts.exports.actors import Inter, kind_of
from alerts.exports.countries import country
from alerts.exports.sides import interaction, sides_of
from alerts.exports.violence import EventType, LeftOut, event_type
from crawler.facts.figure import Cause, Group, Outcome
from crawler.news import Span
from tests.alerts.exports.samples import happening, killed, of
from tests.alerts.making import read_story

POLICE, GUNMEN, BROTHER = "الشرطة السورية", "مسلحون مجهولون", "شقيقه"


@pytest.mark.parametrize(
    ("cause", "group", "actor", "quote", "kind"),
    [
        (Cause.AIRSTRIKE, Group.PEOPLE, None, "", "Air/drone strike"),
        (Cause.DRONE, Group.SOLDIERS, None, "", "Air/drone strike"),
        (Cause.SHELLING, Group.CHILDREN, None, "", "Shelling/artillery/missile attack"),
        (Cause.MINE, Group.CHILDREN, None, "لغم من مخلفات الحرب", "Remote explosive/landmine/IED"),
        (Cause.EXPLOSION, Group.PEOPLE, None, "بانفجار سيارة مفخخة", "Remote explosive/landmine/IED"),
        (Cause.EXPLOSION, Group.PEOPLE, None, "بتفجير انتحاري", "Suicide bomb"),
        (Cause.EXPLOSION, Group.PEOPLE, None, "بانفجار قنبلة يدوية", "Grenade"),
        (Cause.EXPLOSION, Group.PEOPLE, None, "بانفجار أسطوانة غاز", LeftOut.ACCIDENT),
        (Cause.EXPLOSION, Group.SOLDIERS, None, "بانفجار مستودع وقود", LeftOut.ACCIDENT),
        (Cause.CLASHES, Group.FIGHTERS, None, "", "Armed clash"),
        (Cause.SHOOTING, Group.CIVILIANS, GUNMEN, "", "Attack"),
        (Cause.SHOOTING, Group.POLICE, GUNMEN, "", "Armed clash"),
        (Cause.SHOOTING, Group.PEOPLE, BROTHER, "", LeftOut.PRIVATE),
        (Cause.SHOOTING, Group.PEOPLE, POLICE, "مقتل متظاهر برصاص الشرطة", "Excessive force against protesters"),
        (Cause.CLASHES, Group.PEOPLE, "المحتجون", "", "Violent demonstration"),
        (Cause.TORTURE, Group.PRISONERS, None, "", "Attack"),
        (Cause.STABBING, Group.PEOPLE, None, "", LeftOut.UNCLEAR),
        (Cause.STABBING, Group.PEOPLE, "مستوطنون", "", "Attack"),
        (Cause.EXECUTION, Group.PEOPLE, None, "تنفيذ حكم الإعدام شنقا", LeftOut.SENTENCE),
        (Cause.EXECUTION, Group.CIVILIANS, "داعش", "أعدم تنظيم داعش مدنيين", "Attack"),
        (None, Group.SOLDIERS, None, "في كمين على الطريق", "Armed clash"),
        (None, Group.SOLDIERS, None, "بسقوطهم", LeftOut.UNCLEAR),
        (None, Group.PEOPLE, None, "وفاة شخصين", LeftOut.UNCLEAR),
        (None, Group.PEOPLE, "بوكو حرام", "", "Attack"),
        (Cause.COLLAPSE, Group.PEOPLE, None, "", LeftOut.ACCIDENT),
    ],
)
def test_the_type_of_an_event(
    cause: Cause | None, group: Group, actor: str | None, quote: str, kind: str | LeftOut
) -> None:
    """By its cause; where that leaves it open, by who was harmed, by whom, and the words of the evidence."""
    found = event_type(
        [killed(2, cause=cause, group=group, actor=actor, quote=quote)], kind_of(actor, "SY") if actor else None
    )
    assert (found.sub_event if isinstance(found, EventType) else found) == kind


def test_people_taken_and_nobody_hurt() -> None:
    """An abduction is violence, an arrest is not; where people were killed as well, that decides."""
    taken, held = killed(4, outcome=Outcome.ABDUCTED), killed(4, outcome=Outcome.DETAINED)
    dead = killed(1, cause=Cause.SHOOTING)
    names = [
        found.sub_event
        for found in (event_type(figures, None) for figures in ([taken], [held], [held, dead]))
        if isinstance(found, EventType)
    ]
    assert names == ["Abduction/forced disappearance", "Arrests", "Attack"]


def test_many_civilians_beside_few_soldiers_are_attacked() -> None:
    """It is a battle where the armed are most of those whom the text names."""
    few, many = killed(2, group=Group.SOLDIERS, actor=GUNMEN), killed(30, group=Group.CIVILIANS, actor=GUNMEN)
    gunmen = kind_of(GUNMEN, "SY")
    attack = event_type([few, many], gunmen)
    battle = event_type([replace(few, min=40, max=40), many], gunmen)
    assert isinstance(attack, EventType)
    assert isinstance(battle, EventType)
    assert (attack.sub_event, battle.sub_event) == ("Attack", "Armed clash")


@pytest.mark.parametrize(
    ("name", "inter"),
    [
        ("قوات النظام السوري", Inter.STATE),
        ("الجيش التركي", Inter.EXTERNAL),
        ("قوات الاحتلال", Inter.EXTERNAL),
        ("التحالف الدولي", Inter.EXTERNAL),
        ("مسلحو داعش", Inter.REBELS),
        ("تنظيم «الدولة الإسلامية»", Inter.REBELS),
        ('حركة "الشباب', Inter.REBELS),
        ("مسلحون مجهولون", Inter.MILITIA),
        ("المستوطنون", Inter.IDENTITY),
        ("محتجون", Inter.RIOTERS),
        ("زوجها", Inter.PRIVATE),
        ("سالم بن جابر", None),
    ],
)
def test_kinds_of_actors(name: str, inter: Inter | None) -> None:
    """Forces of another state are external; a name that is not known has no kind."""
    kind = kind_of(name, "SY")
    assert (kind.inter if kind else None) is inter


def test_who_met_whom() -> None:
    """The lower code first, one actor with a nought, and nothing where a kind is not known."""
    told = sides_of(of(killed(3, group=Group.JOURNALISTS, actor="داعش", cause=Cause.EXECUTION)))
    assert (told.second.name, told.second.associated) == ("Civilians (Syria)", ("Journalists (Syria)",))
    assert interaction(told.first, told.second) == 27
    alone = sides_of(of(killed(3, actor="داعش", cause=Cause.EXECUTION)))
    assert (alone.second.name, interaction(alone.first, alone.second)) == ("", 20)  # 'people' says nothing of a side
    unknown = sides_of(of(killed(3, group=Group.CIVILIANS, actor="سالم بن جابر")))
    assert interaction(unknown.first, unknown.second) is None
    unnamed = sides_of(of(killed(3, group=Group.CIVILIANS)))
    assert (unnamed.first.name, interaction(unnamed.first, unnamed.second)) == ("", None)


def test_soldiers_of_another_state() -> None:
    """The nationality beside the count says whose they are."""
    text = "قُتل 3 جنود إسرائيليين بكمين"
    one = replace(killed(3, group=Group.SOLDIERS, country="LB"), words=Span(start=5, end=11))
    told = sides_of(happening(read_story("عنوان", text, figures=[one])))
    assert (told.second.name, told.second.inter) == ("Military Forces of Israel", Inter.EXTERNAL)
    own = sides_of(of(killed(3, group=Group.SOLDIERS, country="LB")))
    assert (own.second.name, own.second.inter) == ("Military Forces of Lebanon", Inter.STATE)


def test_two_armed_sides_and_no_doer() -> None:
    """Both stand there, and neither is said to have begun; losses of the doer's own side are not its victims."""
    dead = (killed(2, group=Group.SOLDIERS), killed(8, group=Group.FIGHTERS))
    told = sides_of(of(*dead))
    assert {told.first.name, told.second.name} == {"Military Forces of Syria", "Unidentified Armed Group (Syria)"}
    by_army = sides_of(of(*(replace(one, actor="الجيش السوري", min=5) for one in dead)))
    assert by_army.second.name == "Unidentified Armed Group (Syria)"


def test_states_as_they_are_written() -> None:
    """The present codes, ACLED's names and regions; none is made up."""
    found = {code: country(code) for code in ("PS", "SD", "DE", "YE", "CD", "XK")}
    assert {code: (one.numeric, one.letters, one.name, one.region) for code, one in found.items() if one} == {
        "PS": (275, "PSE", "Palestine", "Middle East"),
        "SD": (729, "SDN", "Sudan", "Northern Africa"),
        "DE": (276, "DEU", "Germany", "Europe"),
        "YE": (887, "YEM", "Yemen", "Middle East"),
        "CD": (180, "COD", "Democratic Republic of Congo", "Middle Africa"),
        "XK": (None, "XKX", "Kosovo", "Europe"),
    }
    assert country("ZZ") is None
    assert country("EU") is None
