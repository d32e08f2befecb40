"""Numbers agree with their nouns, in every range of the rule and for every kind of noun."""

import pytest

from alerts.text.arabic.counting import Case, counted
from alerts.text.arabic.nouns import INDEPENDENT_SOURCE, OTHER_REPORT, OTHER_SOURCE, PEOPLE, VICTIMS
from crawler.facts.figure import Group, Outcome

N, G = Case.NOMINATIVE, Case.GENITIVE

# group, number, and the phrase as a subject («بينهم …») and after a noun («مقتل …»); one form where both look alike.
PHRASES = [
    (Group.PEOPLE, 1, "شخص واحد", "شخص واحد"),
    (Group.PEOPLE, 2, "شخصان", "شخصين"),
    (Group.PEOPLE, 3, "3 أشخاص", "3 أشخاص"),
    (Group.PEOPLE, 7, "7 أشخاص", "7 أشخاص"),
    (Group.PEOPLE, 10, "10 أشخاص", "10 أشخاص"),
    (Group.PEOPLE, 11, "11 شخصا", "11 شخصا"),
    (Group.PEOPLE, 12, "12 شخصا", "12 شخصا"),
    (Group.PEOPLE, 20, "20 شخصا", "20 شخصا"),
    (Group.PEOPLE, 21, "21 شخصا", "21 شخصا"),
    (Group.PEOPLE, 99, "99 شخصا", "99 شخصا"),
    (Group.PEOPLE, 100, "100 شخص", "100 شخص"),
    (Group.PEOPLE, 101, "101 شخص", "101 شخص"),
    (Group.PEOPLE, 102, "102 شخص", "102 شخص"),
    (Group.PEOPLE, 103, "103 أشخاص", "103 أشخاص"),
    (Group.PEOPLE, 110, "110 أشخاص", "110 أشخاص"),
    (Group.PEOPLE, 111, "111 شخصا", "111 شخصا"),
    (Group.PEOPLE, 145, "145 شخصا", "145 شخصا"),
    (Group.PEOPLE, 200, "200 شخص", "200 شخص"),
    (Group.PEOPLE, 429, "429 شخصا", "429 شخصا"),
    (Group.PEOPLE, 1_000, "ألف شخص", "ألف شخص"),
    (Group.PEOPLE, 1_005, "1005 أشخاص", "1005 أشخاص"),
    (Group.PEOPLE, 1_200, "1200 شخص", "1200 شخص"),
    (Group.PEOPLE, 1_213, "1213 شخصا", "1213 شخصا"),
    (Group.PEOPLE, 2_000, "ألفا شخص", "ألفي شخص"),
    (Group.PEOPLE, 3_000, "3 آلاف شخص", "3 آلاف شخص"),
    (Group.PEOPLE, 9_500, "9500 شخص", "9500 شخص"),
    (Group.PEOPLE, 10_000, "10 آلاف شخص", "10 آلاف شخص"),
    (Group.PEOPLE, 10_500, "10 آلاف و500 شخص", "10 آلاف و500 شخص"),
    (Group.PEOPLE, 11_000, "11 ألف شخص", "11 ألف شخص"),
    (Group.PEOPLE, 12_500, "12 ألفا و500 شخص", "12 ألفا و500 شخص"),
    (Group.PEOPLE, 12_507, "12 ألفا و507 أشخاص", "12 ألفا و507 أشخاص"),
    (Group.PEOPLE, 43_651, "43 ألفا و651 شخصا", "43 ألفا و651 شخصا"),
    (Group.PEOPLE, 100_000, "100 ألف شخص", "100 ألف شخص"),
    (Group.PEOPLE, 103_000, "103 آلاف شخص", "103 آلاف شخص"),
    (Group.PEOPLE, 112_300, "112 ألفا و300 شخص", "112 ألفا و300 شخص"),
    (Group.PEOPLE, 1_000_000, "مليون شخص", "مليون شخص"),
    (Group.PEOPLE, 1_200_000, "مليون و200 ألف شخص", "مليون و200 ألف شخص"),
    (Group.PEOPLE, 2_000_000, "مليونا شخص", "مليوني شخص"),
    (Group.PEOPLE, 2_500_000, "مليونان و500 ألف شخص", "مليونين و500 ألف شخص"),
    (Group.PEOPLE, 7_000_000, "7 ملايين شخص", "7 ملايين شخص"),
    (Group.PEOPLE, 12_000_000, "12 مليون شخص", "12 مليون شخص"),
    (Group.CIVILIANS, 1, "مدني واحد", "مدني واحد"),
    (Group.CIVILIANS, 2, "مدنيان", "مدنيين"),
    (Group.CIVILIANS, 5, "5 مدنيين", "5 مدنيين"),
    (Group.CIVILIANS, 13, "13 مدنيا", "13 مدنيا"),
    (Group.CIVILIANS, 100, "100 مدني", "100 مدني"),
    (Group.CIVILIANS, 104, "104 مدنيين", "104 مدنيين"),
    (Group.CHILDREN, 1, "طفل واحد", "طفل واحد"),
    (Group.CHILDREN, 2, "طفلان", "طفلين"),
    (Group.CHILDREN, 3, "3 أطفال", "3 أطفال"),
    (Group.CHILDREN, 65, "65 طفلا", "65 طفلا"),
    (Group.CHILDREN, 300, "300 طفل", "300 طفل"),
    (Group.CHILDREN, 1_009, "1009 أطفال", "1009 أطفال"),
    (Group.WOMEN, 1, "امرأة واحدة", "امرأة واحدة"),
    (Group.WOMEN, 2, "امرأتان", "امرأتين"),
    (Group.WOMEN, 4, "4 نساء", "4 نساء"),
    (Group.WOMEN, 10, "10 نساء", "10 نساء"),
    (Group.WOMEN, 15, "15 امرأة", "15 امرأة"),
    (Group.WOMEN, 100, "100 امرأة", "100 امرأة"),
    (Group.MEN, 1, "رجل واحد", "رجل واحد"),
    (Group.MEN, 2, "رجلان", "رجلين"),
    (Group.MEN, 6, "6 رجال", "6 رجال"),
    (Group.MEN, 22, "22 رجلا", "22 رجلا"),
    (Group.MEN, 500, "500 رجل", "500 رجل"),
    (Group.ELDERLY, 2, "مسنان", "مسنين"),
    (Group.ELDERLY, 3, "3 مسنين", "3 مسنين"),
    (Group.ELDERLY, 14, "14 مسنا", "14 مسنا"),
    (Group.JOURNALISTS, 1, "صحفي واحد", "صحفي واحد"),
    (Group.JOURNALISTS, 2, "صحفيان", "صحفيين"),
    (Group.JOURNALISTS, 8, "8 صحفيين", "8 صحفيين"),
    (Group.JOURNALISTS, 11, "11 صحفيا", "11 صحفيا"),
    (Group.JOURNALISTS, 200, "200 صحفي", "200 صحفي"),
    (Group.MEDICS, 1, "عامل صحي واحد", "عامل صحي واحد"),
    (Group.MEDICS, 2, "عاملان صحيان", "عاملين صحيين"),
    (Group.MEDICS, 4, "4 عاملين صحيين", "4 عاملين صحيين"),
    (Group.MEDICS, 17, "17 عاملا صحيا", "17 عاملا صحيا"),
    (Group.MEDICS, 100, "100 عامل صحي", "100 عامل صحي"),
    (Group.AID_WORKERS, 1, "عامل إغاثة واحد", "عامل إغاثة واحد"),
    (Group.AID_WORKERS, 2, "عاملا إغاثة", "عاملي إغاثة"),
    (Group.AID_WORKERS, 7, "7 عمال إغاثة", "7 عمال إغاثة"),
    (Group.AID_WORKERS, 15, "15 عامل إغاثة", "15 عامل إغاثة"),
    (Group.AID_WORKERS, 100, "100 عامل إغاثة", "100 عامل إغاثة"),
    (Group.SOLDIERS, 1, "جندي واحد", "جندي واحد"),
    (Group.SOLDIERS, 2, "جنديان", "جنديين"),
    (Group.SOLDIERS, 9, "9 جنود", "9 جنود"),
    (Group.SOLDIERS, 34, "34 جنديا", "34 جنديا"),
    (Group.SOLDIERS, 1_500, "1500 جندي", "1500 جندي"),
    (Group.POLICE, 2, "شرطيان", "شرطيين"),
    (Group.POLICE, 3, "3 شرطيين", "3 شرطيين"),
    (Group.POLICE, 12, "12 شرطيا", "12 شرطيا"),
    (Group.FIGHTERS, 2, "مسلحان", "مسلحين"),
    (Group.FIGHTERS, 10, "10 مسلحين", "10 مسلحين"),
    (Group.FIGHTERS, 41, "41 مسلحا", "41 مسلحا"),
    (Group.FIGHTERS, 600, "600 مسلح", "600 مسلح"),
    (Group.PRISONERS, 1, "معتقل واحد", "معتقل واحد"),
    (Group.PRISONERS, 2, "معتقلان", "معتقلين"),
    (Group.PRISONERS, 5, "5 معتقلين", "5 معتقلين"),
    (Group.PRISONERS, 50, "50 معتقلا", "50 معتقلا"),
    (Group.STUDENTS, 2, "طالبان", "طالبين"),
    (Group.STUDENTS, 6, "6 طلاب", "6 طلاب"),
    (Group.STUDENTS, 18, "18 طالبا", "18 طالبا"),
    (Group.STUDENTS, 100, "100 طالب", "100 طالب"),
    (Group.MIGRANTS, 2, "مهاجران", "مهاجرين"),
    (Group.MIGRANTS, 8, "8 مهاجرين", "8 مهاجرين"),
    (Group.MIGRANTS, 61, "61 مهاجرا", "61 مهاجرا"),
    (Group.MIGRANTS, 300, "300 مهاجر", "300 مهاجر"),
    (Group.PILGRIMS, 2, "حاجان", "حاجين"),
    (Group.PILGRIMS, 4, "4 حجاج", "4 حجاج"),
    (Group.PILGRIMS, 25, "25 حاجا", "25 حاجا"),
    (Group.PILGRIMS, 1_301, "1301 حاج", "1301 حاج"),
    (Group.OFFICIALS, 1, "مسؤول واحد", "مسؤول واحد"),
    (Group.OFFICIALS, 2, "مسؤولان", "مسؤولين"),
    (Group.OFFICIALS, 3, "3 مسؤولين", "3 مسؤولين"),
    (Group.OFFICIALS, 11, "11 مسؤولا", "11 مسؤولا"),
]

VICTIM_PHRASES = [
    (Outcome.KILLED, 1, "قتيل واحد"),
    (Outcome.KILLED, 2, "قتيلين"),
    (Outcome.KILLED, 3, "3 قتلى"),
    (Outcome.KILLED, 10, "10 قتلى"),
    (Outcome.KILLED, 12, "12 قتيلا"),
    (Outcome.KILLED, 100, "100 قتيل"),
    (Outcome.KILLED, 1_004, "1004 قتلى"),
    (Outcome.INJURED, 1, "جريح واحد"),
    (Outcome.INJURED, 2, "جريحين"),
    (Outcome.INJURED, 5, "5 جرحى"),
    (Outcome.INJURED, 20, "20 جريحا"),
    (Outcome.INJURED, 200, "200 جريح"),
    (Outcome.MISSING, 1, "مفقود واحد"),
    (Outcome.MISSING, 2, "مفقودين"),
    (Outcome.MISSING, 4, "4 مفقودين"),
    (Outcome.MISSING, 30, "30 مفقودا"),
    (Outcome.DETAINED, 2, "معتقلين"),
    (Outcome.DETAINED, 15, "15 معتقلا"),
    (Outcome.ABDUCTED, 6, "6 مختطفين"),
    (Outcome.ABDUCTED, 11, "11 مختطفا"),
    (Outcome.ABDUCTED, 100, "100 مختطف"),
    (Outcome.DISPLACED, 500, "500 نازح"),
    (Outcome.DISPLACED, 2_000, "ألفي نازح"),
    (Outcome.DISPLACED, 15_000, "15 ألف نازح"),
    (Outcome.DISPLACED, 15_014, "15 ألفا و14 نازحا"),
]


@pytest.mark.parametrize(("group", "number", "subject", "genitive"), PHRASES)
def test_people_are_counted_as_grammar_wants(group: Group, number: int, subject: str, genitive: str) -> None:
    """The noun follows the end of the number; one and two are said by the noun."""
    assert (subject, genitive) == (counted(number, PEOPLE[group], N), counted(number, PEOPLE[group], G))


@pytest.mark.parametrize(("outcome", "number", "phrase"), VICTIM_PHRASES)
def test_victims_are_counted_as_grammar_wants(outcome: Outcome, number: int, phrase: str) -> None:
    """The same for the nouns of what happened to them."""
    assert phrase == counted(number, VICTIMS[outcome], G)


@pytest.mark.parametrize(
    ("number", "sources", "others", "reports"),
    [
        (2, "مصدران مستقلان", "مصدران آخران", "تقريران آخران"),
        (3, "3 مصادر مستقلة", "3 مصادر أخرى", "3 تقارير أخرى"),
        (11, "11 مصدرا مستقلا", "11 مصدرا آخر", "11 تقريرا آخر"),
        (100, "100 مصدر مستقل", "100 مصدر آخر", "100 تقرير آخر"),
    ],
)
def test_adjectives_agree_too(number: int, sources: str, others: str, reports: str) -> None:
    """Plurals of things take the feminine singular."""
    found = tuple(counted(number, noun, N) for noun in (INDEPENDENT_SOURCE, OTHER_SOURCE, OTHER_REPORT))
    assert (sources, others, reports) == found


def test_every_group_and_outcome_has_its_noun() -> None:
    """A new group cannot be forgotten here."""
    assert (set(Group), set(Outcome)) == (set(PEOPLE), set(VICTIMS))
