"""The nouns that alerts count: people by group, victims by outcome, sources."""

from collections.abc import Mapping

from alerts.text.arabic.counting import Gender, Noun, regular, sound, sound_feminine
from crawler.facts.figure import Group, Outcome

PERSON = regular("شخص", "أشخاص")

PEOPLE: Mapping[Group, Noun] = {
    Group.PEOPLE: PERSON,
    Group.CIVILIANS: sound("مدني"),
    Group.CHILDREN: regular("طفل", "أطفال"),
    Group.WOMEN: Noun(
        singular="امرأة",
        accusative="امرأة",
        dual="امرأتان",
        dual_genitive="امرأتين",
        plural="نساء",
        plural_genitive="نساء",
        all_of="النساء",
        gender=Gender.FEMININE,
    ),
    Group.MEN: regular("رجل", "رجال"),
    Group.ELDERLY: sound("مسن"),
    Group.JOURNALISTS: sound("صحفي"),
    # "Medics" are doctors and paramedics alike, so the noun must fit both.
    Group.MEDICS: Noun(
        singular="عامل صحي",
        accusative="عاملا صحيا",
        dual="عاملان صحيان",
        dual_genitive="عاملين صحيين",
        plural="عاملون صحيون",
        plural_genitive="عاملين صحيين",
        all_of="العاملين الصحيين",
    ),
    # The first noun governs the second, so its dual loses the final ن.
    Group.AID_WORKERS: Noun(
        singular="عامل إغاثة",
        accusative="عامل إغاثة",
        dual="عاملا إغاثة",
        dual_genitive="عاملي إغاثة",
        plural="عمال إغاثة",
        plural_genitive="عمال إغاثة",
        all_of="عمال الإغاثة",
    ),
    Group.SOLDIERS: regular("جندي", "جنود"),
    Group.POLICE: sound("شرطي"),
    Group.FIGHTERS: sound("مسلح"),
    Group.PRISONERS: sound("معتقل"),
    Group.STUDENTS: regular("طالب", "طلاب"),
    Group.MIGRANTS: sound("مهاجر"),
    Group.PILGRIMS: regular("حاج", "حجاج"),
    Group.OFFICIALS: sound("مسؤول"),
}

# What the same groups are called where they are women: «4 نساء بينهن طالبتان».
WOMEN_OF: Mapping[Group, Noun] = {
    Group.CIVILIANS: sound_feminine("مدنية"),
    Group.CHILDREN: sound_feminine("طفلة"),
    Group.ELDERLY: sound_feminine("مسنة"),
    Group.JOURNALISTS: sound_feminine("صحفية"),
    Group.MEDICS: Noun(
        singular="عاملة صحية",
        accusative="عاملة صحية",
        dual="عاملتان صحيتان",
        dual_genitive="عاملتين صحيتين",
        plural="عاملات صحيات",
        plural_genitive="عاملات صحيات",
        all_of="العاملات الصحيات",
        gender=Gender.FEMININE,
    ),
    Group.AID_WORKERS: Noun(
        singular="عاملة إغاثة",
        accusative="عاملة إغاثة",
        dual="عاملتا إغاثة",
        dual_genitive="عاملتي إغاثة",
        plural="عاملات إغاثة",
        plural_genitive="عاملات إغاثة",
        all_of="عاملات الإغاثة",
        gender=Gender.FEMININE,
    ),
    Group.SOLDIERS: sound_feminine("جندية"),
    Group.POLICE: sound_feminine("شرطية"),
    Group.FIGHTERS: sound_feminine("مسلحة"),
    Group.PRISONERS: sound_feminine("معتقلة"),
    Group.STUDENTS: sound_feminine("طالبة"),
    Group.MIGRANTS: sound_feminine("مهاجرة"),
    Group.PILGRIMS: sound_feminine("حاجة"),
    Group.OFFICIALS: sound_feminine("مسؤولة"),
}

VICTIMS: Mapping[Outcome, Noun] = {
    Outcome.KILLED: Noun(
        singular="قتيل",
        accusative="قتيلا",
        dual="قتيلان",
        dual_genitive="قتيلين",
        plural="قتلى",
        plural_genitive="قتلى",
        all_of="القتلى",
    ),
    Outcome.INJURED: Noun(
        singular="جريح",
        accusative="جريحا",
        dual="جريحان",
        dual_genitive="جريحين",
        plural="جرحى",
        plural_genitive="جرحى",
        all_of="الجرحى",
    ),
    Outcome.MISSING: sound("مفقود"),
    Outcome.DETAINED: sound("معتقل"),
    Outcome.ABDUCTED: sound("مختطف"),
    Outcome.DISPLACED: sound("نازح"),
}

INDEPENDENT_SOURCE = Noun(
    singular="مصدر مستقل",
    accusative="مصدرا مستقلا",
    dual="مصدران مستقلان",
    dual_genitive="مصدرين مستقلين",
    plural="مصادر مستقلة",
    plural_genitive="مصادر مستقلة",
    all_of="المصادر المستقلة",
)

OTHER_SOURCE = Noun(
    singular="مصدر آخر",
    accusative="مصدرا آخر",
    dual="مصدران آخران",
    dual_genitive="مصدرين آخرين",
    plural="مصادر أخرى",
    plural_genitive="مصادر أخرى",
    all_of="المصادر الأخرى",
)

OTHER_REPORT = Noun(
    singular="تقرير آخر",
    accusative="تقريرا آخر",
    dual="تقريران آخران",
    dual_genitive="تقريرين آخرين",
    plural="تقارير أخرى",
    plural_genitive="تقارير أخرى",
    all_of="التقارير الأخرى",
)

NEW_EVENT = Noun(
    singular="حدث جديد",
    accusative="حدثا جديدا",
    dual="حدثان جديدان",
    dual_genitive="حدثين جديدين",
    plural="أحداث جديدة",
    plural_genitive="أحداث جديدة",
    all_of="الأحداث الجديدة",
)
