"""Stories for whole-chain tests: each one an event of its own, with a token that marks it in whatever is received."""

_CASES = (
    ("مقتل {n} أشخاص في حادث سير قرب {place}", "لقي {n} أشخاص مصرعهم اليوم إثر تصادم حافلة وشاحنة قرب {place}."),
    (
        "مقتل {n} عمال في انهيار مبنى في {place}",
        "قُتل {n} عمال وأصيب آخران اليوم في انهيار مبنى قيد الإنشاء في {place}.",
    ),
    (
        "وفاة {n} أشخاص في حريق سوق {place}",
        "توفي {n} أشخاص اليوم في حريق اندلع في السوق القديمة في {place}، وفق الدفاع المدني.",
    ),
    ("غرق {n} مهاجرين قبالة {place}", "غرق {n} مهاجرين اليوم بعد انقلاب قاربهم قبالة سواحل {place}، وفق خفر السواحل."),
    (
        "مقتل {n} مدنيين في قصف على {place}",
        "قُتل {n} مدنيين اليوم في قصف مدفعي استهدف حيا سكنيا في {place}، بحسب مصدر طبي.",
    ),
)
_PLACES = (
    "حلب",
    "البصرة",
    "صفاقس",
    "تعز",
    "الخرطوم",
    "طرابلس",
    "نواكشوط",
    "المنيا",
    "وهران",
    "الحديدة",
    "بنغازي",
    "إربد",
)
_MORE = (
    "وقالت السلطات المحلية إن التحقيق جار لمعرفة ملابسات ما جرى، وإن فرق الإنقاذ أنهت عملها في المكان مساء.",
    "ونقل المصابون إلى المستشفى القريب، فيما طالب الأهالي باتخاذ إجراءات تمنع تكرار ما حدث في المنطقة.",
)


def token(number: int) -> str:
    """The mark of a story: a word that stands in its headline alone."""
    return f"رمز{number:03d}"


def story(number: int) -> tuple[str, str]:
    """Headline and HTML page of story `number`."""
    title, lead = _CASES[number % len(_CASES)]
    place = _PLACES[number % len(_PLACES)]
    words = {"n": 3 + number % 7, "place": f"{place} ({token(number)})"}
    headline = title.format(**words)
    paragraphs = [lead.format(**words), *_MORE]
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    head = f'<meta charset="utf-8"><title>{headline}</title>'
    return headline, f'<!doctype html><html lang="ar" dir="rtl"><head>{head}</head><body><article>' + (
        f"<h1>{headline}</h1>{body}</article></body></html>"
    )
