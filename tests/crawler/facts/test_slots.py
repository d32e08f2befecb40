"""The slots actor, cause and place of single figures, in sentences written for it in the styles of many outlets."""

import pytest

from crawler.facts.casualties import casualty_figures
from crawler.facts.figure import CasualtyFigure, Outcome
from crawler.news import Story

K, H, M, D, A, X = (
    Outcome.KILLED,
    Outcome.INJURED,
    Outcome.MISSING,
    Outcome.DETAINED,
    Outcome.ABDUCTED,
    Outcome.DISPLACED,
)


def figures(text: str, title: str = "") -> tuple[CasualtyFigure, ...]:
    return casualty_figures(Story(title=title, text=text, url="https://example.org/1"))


def the(outcome: Outcome, count: int, found: tuple[CasualtyFigure, ...]) -> CasualtyFigure:
    """The figure of an outcome and a least number, which must have been read."""
    told = [figure for figure in found if figure.outcome is outcome and figure.min == count]
    assert told, [(figure.outcome, figure.min) for figure in found]
    return told[0]


ACTORS = [
    ("قتل سبعة مدنيين على يد قوات النظام في بلدة كفر زيتا بريف حماة.", K, 7, "قوات النظام"),
    ("قُتل أربعة جنود في هجوم شنه مسلحون مجهولون على حاجز أمني قرب مدينة غاو.", K, 4, "مسلحون مجهولون"),
    ("اختطف مسلحون ثلاثة مهندسين من منزلهم في مدينة سبها جنوبي ليبيا.", A, 3, "مسلحون"),
    ("اعتقلت قوات الاحتلال تسعة شبان من بلدة بيت أمر شمال الخليل.", D, 9, "قوات الاحتلال"),
    ("أصيب شاب بجروح خطيرة برصاص جيش الاحتلال عند مدخل مخيم الجلزون.", H, 1, "جيش الاحتلال"),
    ("استشهد مواطن وأصيب ستة آخرون في غارة للتحالف على سوق شعبي في مديرية باقم.", K, 1, "التحالف"),
    ("أقدم مجهولون على قتل رجل خمسيني أمام منزله في مدينة الحسكة.", K, 1, "مجهولون"),
    ("قتل خمسة من عناصر الشرطة في انفجار عبوة ناسفة زرعها مسلحون على طريق بعقوبة.", K, 5, "مسلحون"),
    ("قضى ثلاثة رعاة بانفجار لغم من مخلفات تنظيم داعش في بادية السخنة.", K, 3, "تنظيم داعش"),
    ("اتهمت منظمة حقوقية قوات الدعم السريع بقتل 40 مدنيا في قرية ود النورة.", K, 40, "قوات الدعم السريع"),
    ("أعلنت حركة الشباب مسؤوليتها عن الهجوم الذي أدى إلى مقتل 11 جنديا في مقديشو.", K, 11, "حركة الشباب"),
    ("قال مصدر عسكري إن الجيش اليمني صد الهجوم وقتل 14 حوثيا في جبهة الكدحة.", K, 14, "الجيش اليمني"),
    ("قتلت الشرطة متظاهرين اثنين خلال مسيرة في العاصمة نيروبي.", K, 2, "الشرطة"),
    ("قتل جنديان في اشتباكات مع مسلحين من القبائل بمنطقة شرورة.", K, 2, "مسلحين"),
    ("أصيب عشرة محتجين بعد استخدام قوات مكافحة الشغب الغاز في ساحة التحرير ببغداد.", H, 10, "قوات مكافحة الشغب"),
    ("توفي ثمانية معتقلين تحت التعذيب في سجون ميليشيا الحوثي بمحافظة إب.", K, 8, "ميليشيا الحوثي"),
    ("قتل طفلان بقصف مدفعي لقوات النظام استهدف قرية معارة النعسان شرق إدلب.", K, 2, "قوات النظام"),
    ("أعلنت كتائب القسام أنها قتلت خمسة جنود شرق مخيم البريج.", K, 5, "كتائب القسام"),
    ("قتل 12 شخصا في حادث تصادم بين حافلة وشاحنة قرب مدينة سطيف.", K, 12, None),
    ("لقيت امرأة مصرعها في انهيار منزل بحي الدرب الأحمر في القاهرة.", K, 1, None),
    ("فتح مسلح النار على مصلين في مدينة كرايستشيرش ما أدى إلى مقتل 51 شخصا.", K, 51, "مسلح"),
    ("داهمت قوات أمنية منزلا في حي الجهاد واعتقلت ثلاثة أشقاء.", D, 3, "قوات أمنية"),
    ("قتل 22 شخصا في هجومين انتحاريين نفذتهما امرأتان في مدينة غوزا.", K, 22, "امرأتان"),
    ("شن الطيران الحربي الإسرائيلي سلسلة غارات أدت إلى مقتل 11 شخصا.", K, 11, "الطيران الحربي الإسرائيلي"),
    ("اتهمت صنعاء التحالف بقيادة السعودية بقصف منطقة حدودية ما أدى إلى مقتل امرأتين.", K, 2, "التحالف بقيادة السعودية"),
    ("أعلن الجيش الباكستاني القضاء على 12 إرهابيا في إقليم بلوشستان.", K, 12, "الجيش الباكستاني"),
    ("قتل شخصان في حريق بمدينة فاس، وفتحت الشرطة تحقيقا في الحادث.", K, 2, None),
    ("قتل ثلاثة أشخاص في هجوم مسلح بمدينة الرمادي.", K, 3, None),
    ("مقتل 13 متظاهرا جراء إطلاق قوات مكافحة الشغب الرصاص الحي قرب جسر الزيتون.", K, 13, "قوات مكافحة الشغب"),
    ("أدت غارتي العدو الإسرائيلي على بلدة شمسطار إلى استشهاد خمسة أشخاص.", K, 5, "العدو الإسرائيلي"),
    ("قتل عنصران بقصف طائرة مسيرة تابعة للجيش التركي في جبل متين.", K, 2, "الجيش التركي"),
    ("نعت قيادة الجيش خمسة عسكريين استشهدوا في بلدة عرسال.", K, 5, None),
]

CAUSES = [
    ("قتل ستة أشخاص في غارة جوية على بلدة عيتا الشعب جنوبي لبنان.", K, 6, "airstrike"),
    ("قتل ثلاثة أشخاص في قصف مدفعي على حي الشيخ رضوان بمدينة غزة.", K, 3, "shelling"),
    ("قتل رجل في غارة نفذتها طائرة مسيرة على سيارته في بلدة الناقورة.", K, 1, "drone"),
    ("أصيب أربعة عمال بالرصاص في مزرعة قرب مدينة كوستي.", H, 4, "shooting"),
    ("قتل 17 شخصا في تفجير سيارة مفخخة وسط مدينة الباب.", K, 17, "explosion"),
    ("قتل راعي أغنام بانفجار لغم أرضي في مديرية الدريهمي.", K, 1, "mine"),
    ("قتل تسعة أشخاص في نزاع عشائري شمال البصرة.", K, 9, "clashes"),
    ("توفي معتقل تحت التعذيب في أحد مراكز الاحتجاز بدمشق.", K, 1, "torture"),
    ("تنفيذ حكم الإعدام شنقا في خمسة مدانين بسجن الناصرية.", K, 5, "execution"),
    ("توفي طالب متأثرا بطعنات سكين تلقاها أمام مدرسته في مدينة الزرقاء.", K, 1, "stabbing"),
    ("لقي خمسة أشخاص حتفهم في حادث مرور بولاية المدية.", K, 5, "road_accident"),
    ("توفي أربعة أشخاص وأصيب ثمانية في تدهور حافلة على طريق العقبة.", K, 4, "road_accident"),
    ("لقي ستة عمال مصرعهم إثر سقوط ميكروباص في ترعة بمركز العياط.", K, 6, "road_accident"),
    ("مصرع 3 أشخاص دهسهم قطار عند مزلقان بمدينة بنها.", K, 3, "road_accident"),
    ("توفي عشرة أشخاص في حريق اندلع بمصنع ملابس في الإسكندرية.", K, 10, "fire"),
    ("انتشال جثث سبعة من ضحايا العقار المنهار بمنطقة حدائق القبة.", K, 7, "collapse"),
    ("ارتفع عدد ضحايا الهزة الأرضية التي ضربت إقليم الحوز إلى 20 قتيلا.", K, 20, "earthquake"),
    ("جرفت السيول سيارة في ولاية الرستاق مما أدى إلى وفاة طفلين.", K, 2, "flood"),
    ("فقد 30 مهاجرا بعد غرق قارب قبالة سواحل مدينة زوارة.", M, 30, "shipwreck"),
    ("انتشال 27 جثة لمهاجرين بعدما تعطل محرك زورق ثم انقلب قبالة سواحل مدينة نواذيبو.", K, 27, "shipwreck"),
    ("سقوط قتيل و9 جرحى في 7 حوادث سير خلال 24 ساعة.", H, 9, "road_accident"),
    ("وفاة أربعة صيادين جراء جنوح مركب قرب جزيرة مصيرة.", K, 4, "shipwreck"),
    ("توفي 12 شخصا بسبب موجة الحر في مدينة أسوان.", K, 12, "heat_cold"),
    ("قتل ثمانية أشخاص في تدافع خلال حفل ديني بمدينة كانو.", K, 8, "stampede"),
    ("لقي ثلاثة عمال مصرعهم اختناقا داخل بئر للصرف الصحي في الفيوم.", K, 3, "other"),
    ("توفي اثنان من أفراد عائلة واحدة بغاز أحادي أكسيد الكربون في البليدة.", K, 2, "other"),
    ("قتل شرطيان في هجوم شنه مسلحون على مخفر بمدينة الرمادي.", K, 2, None),
    ("اعتقلت القوات 12 شخصا خلال اشتباكات في مدينة صبراتة.", D, 12, None),
    ("خطف مسلحون أربعة تجار بعد إطلاق نار على طريق نيالا.", A, 4, None),
    ("شردت الفيضانات 5000 شخص في ولاية سنار.", X, 5000, "flood"),
]

PLACES = [
    ("قتل خمسة أشخاص في قصف على حي الزيتون جنوب مدينة غزة.", K, 5, "الزيتون"),
    ("وفي مدينة خاركيف، قال رئيس البلدية إن أربعة أشخاص قتلوا.", K, 4, "خاركيف"),
    ("قال مصدر طبي في مستشفى بعقوبة العام إن ثلاثة أشخاص قتلوا في هجوم على قرية الهواشة.", K, 3, "الهواشة"),
    ("وفي واشنطن قال مسؤول دفاعي إن سبعة مسلحين قتلوا في ضربة قرب مدينة كيسمايو.", K, 7, "كيسمايو"),
    ("قتل عشرة أشخاص في بلدة يونين وستة في طاريا.", K, 10, "يونين"),
    ("سجلت محافظة البصرة 12 وفاة، تليها محافظة بابل بـ9 وفيات.", K, 12, "البصرة"),
    ("سجلت محافظة البصرة 12 وفاة، تليها محافظة بابل بـ9 وفيات.", K, 9, "بابل"),
    ("لقي عاملان من أبناء محافظة سوهاج مصرعهما في حريق بمدينة بنغازي.", K, 2, "بنغازي"),
    ("نزح 400 شخص من بلدة كبكابية إلى مدينة الفاشر بعد هجوم مسلح.", X, 400, "كبكابية"),
    ("قتل ستون شخصا في وسط نيجيريا حين انفجر صهريج وقود قرب بلدة سوليجا.", K, 60, "سوليجا"),
    ("توفي خمسة أشخاص في سيول ضربت مدينة الحديدة.", K, 5, "الحديدة"),
    ("انتشال 27 جثة لمهاجرين غير نظاميين بعدما انقلب زورقهم قبالة سواحل مدينة نواذيبو.", K, 27, "نواذيبو"),
    ("أعلن جهاز مكافحة الإرهاب في إقليم كردستان مقتل ثلاثة مسلحين بقصف في ناحية سيدكان.", K, 3, "سيدكان"),
    ("بغداد/ قتل شخصان بانفجار عبوة ناسفة في ناحية بهرز.", K, 2, "بهرز"),
]


@pytest.mark.parametrize(("text", "outcome", "count", "actor"), ACTORS)
def test_names_who_did_it(text: str, outcome: Outcome, count: int, actor: str | None) -> None:
    """The actor is the one that the text names, or none."""
    assert the(outcome, count, figures(text)).actor == actor


@pytest.mark.parametrize(("text", "outcome", "count", "cause"), CAUSES)
def test_tells_by_what(text: str, outcome: Outcome, count: int, cause: str | None) -> None:
    """The cause is of the guide's list, or none."""
    assert the(outcome, count, figures(text)).cause == cause


@pytest.mark.parametrize(("text", "outcome", "count", "place"), PLACES)
def test_finds_which_place(text: str, outcome: Outcome, count: int, place: str) -> None:
    """Of several places the one that belongs to the count."""
    found = the(outcome, count, figures(text)).place
    assert found is not None
    assert found.split()[-1] == place


def test_parts_take_over_what_is_told_of_the_whole() -> None:
    """«بينهم أربعة أطفال» came to harm where, how and by whom the fifteen did."""
    found = figures("قتل 15 شخصا، بينهم أربعة أطفال، في غارة شنتها مقاتلات التحالف على سوق في مديرية عبس.")
    whole, part = the(K, 15, found), the(K, 4, found)
    assert part.among == found.index(whole)
    assert (part.actor, part.cause, part.place) == (whole.actor, whole.cause, whole.place)
    assert whole.actor is not None
    assert whole.cause == "airstrike"


def test_a_share_has_its_own_hand_and_cause() -> None:
    """What is said of a share alone is not said of the whole."""
    found = figures("وثقت الشبكة مقتل 60 مدنيا، بينهم 8 أطفال، و21 منهم قضوا بسبب التعذيب.")
    assert the(K, 60, found).cause is None
    assert the(K, 21, found).cause == "torture"


def test_later_sentences_mean_the_happening_of_the_lead() -> None:
    """A later figure without a place, hand or weapon has those of the lead."""
    text = (
        "قُتل عشرة مدنيين في قصف مدفعي نفذته قوات الدعم السريع على سوق مدينة الأبيض.\n\n"
        "وقال مصدر طبي إن 25 مصابا وصلوا إلى المستشفى، بينهم نساء."
    )
    injured = the(H, 25, figures(text))
    assert (injured.actor, injured.cause, injured.place) == ("قوات الدعم السريع", "shelling", "الأبيض")


def test_a_happening_set_apart_takes_over_nothing() -> None:
    """«وفي حادث منفصل»: neither hand nor weapon of the first happening."""
    text = (
        "قتل مسلحون ستة عمال بالرصاص في منطقة لحفن جنوب العريش.\n\n"
        "وفي حادث منفصل، انفجرت عبوة ناسفة في مدينة الشيخ زويد، مما أسفر عن مقتل مسعف وإصابة ممرض."
    )
    medic = the(K, 1, figures(text))
    assert medic.actor is None
    assert medic.cause == "explosion"
    assert medic.place == "الشيخ زويد"
    assert the(H, 1, figures(text)).place == "الشيخ زويد"


def test_the_headline_names_what_the_text_only_counts() -> None:
    """A body that only counts takes what its headline names."""
    found = figures(
        "قال مصدر طبي إن ثمانية أشخاص قتلوا وأصيب عشرون.", title="قتلى وجرحى في غارة إسرائيلية على بلدة الطيبة"
    )
    assert the(K, 8, found).cause == "airstrike"
    assert the(K, 8, found).place == "الطيبة"


def test_an_earlier_toll_of_the_same_happening_shares_all() -> None:
    """The toll of the morning is of the same strike."""
    text = (
        "ارتفعت حصيلة الغارة التي شنها الطيران الإسرائيلي على بلدة النبي شيت إلى 12 قتيلا.\n\n"
        "وكانت حصيلة أولية قد تحدثت عن سبعة قتلى."
    )
    earlier = the(K, 7, figures(text))
    assert earlier.scope == "background"
    assert (earlier.cause, earlier.place) == ("airstrike", "النبي شيت")


def test_other_violence_told_as_context_shares_neither_hand_nor_cause() -> None:
    """Last year's dead were killed by somebody else."""
    text = (
        "قُتل خمسة جنود في هجوم شنه مسلحون على ثكنة في مدينة غاو.\n\n"
        "وكان هجوم بقذائف الهاون في نوفمبر الماضي قد أسفر عن مقتل 13 جنديا في مدينة كيدال."
    )
    other = the(K, 13, figures(text))
    assert (other.actor, other.cause, other.place) == (None, "shelling", "كيدال")


def test_own_losses_that_a_side_admits_are_not_by_its_own_hand() -> None:
    """An army does not wound its own soldiers by admitting it."""
    text = (
        "قتل سبعة أشخاص في غارة شنها الجيش الإسرائيلي على بلدة الخيام.\n\nواعترف الجيش الإسرائيلي بإصابة خمسة من جنوده."
    )
    found = figures(text)
    assert the(K, 7, found).actor == "الجيش الإسرائيلي"
    assert the(H, 5, found).actor is None


def test_a_short_name_stands_for_the_full_one_given_before() -> None:
    """«المليشيا» is the one that was named."""
    text = (
        "اختطفت مليشيا الحوثي ثمانية مواطنين في مديرية العدين.\n\n"
        "وأفاد سكان بأن ثلاثة معتقلين توفوا تحت التعذيب في سجون المليشيا."
    )
    assert the(K, 3, figures(text)).actor == "مليشيا الحوثي"
