"""The reasons of a verdict in words that a desk reads: «قتلى 12 في المقدمة (+1.8)».

A plus speaks for the flag, a minus against it; the number is in log odds, so that reasons can be compared.
"""

from crawler.flags.model import Opinion, Question

_MOST = 5
_LEAST = 0.1  # log odds; what moves a score less is not told
_PLACES = {"title": "في العنوان", "lead": "في المقدمة", "body": "في النص", "opening": "في البداية"}
_CLASSES = {
    "harm": "ألفاظ القتل",
    "death": "ألفاظ الوفاة",
    "injury": "ألفاظ الإصابة",
    "lost": "ألفاظ الفقد",
    "flight": "ألفاظ النزوح",
    "strike": "ألفاظ القصف والهجوم",
    "mishap": "ألفاظ الحوادث والكوارث",
    "crime": "ألفاظ الجريمة",
    "rescue": "ألفاظ الإسعاف والإنقاذ",
    "nobody": "نفي وقوع ضحايا",
    "drill": "ألفاظ التدريب والمناورة",
    "sport": "ألفاظ الرياضة",
    "market": "ألفاظ الأسواق والاقتصاد",
    "art": "ألفاظ الفن والأدب",
    "obituary": "ألفاظ النعي",
    "disease": "ألفاظ المرض",
    "memorial": "ألفاظ إحياء الذكرى",
    "threat": "ألفاظ التهديد والتحذير",
    "court": "ألفاظ القضاء",
    "weapons": "ألفاظ السلاح",
    "warpast": "حرب ماضية",
    "meeting": "ألفاظ اللقاء والمباحثات",
    "visit": "ألفاظ الزيارة",
    "call": "ألفاظ الاتصال",
    "summit": "ألفاظ القمم والمؤتمرات",
    "talks": "ألفاظ التفاوض والوساطة",
    "agreement": "ألفاظ الاتفاق والتعاون",
    "relations": "ألفاظ العلاقات الدبلوماسية",
    "envoy": "وزراء خارجية وسفراء ومبعوثون",
    "head": "رؤساء وملوك ووزراء",
    "body": "هيئات دولية",
    "stance": "مواقف وبيانات",
    "domestic": "ألفاظ السياسة الداخلية",
    "local": "ألفاظ محلية",
    "fighting": "ألفاظ المعارك",
    "captive": "ألفاظ الخطف والاحتجاز",
    "pretend": "ألفاظ المحاكاة والتمثيل",
    "suspect": "مشتبه بهم وموقوفون",
    "assault": "ألفاظ الاعتداء",
    "selfburn": "ألفاظ إضرام النار",
    "natural": "ألفاظ الوفاة الطبيعية",
    "funeral": "ألفاظ التشييع",
    "animal": "حيوانات",
    "press": "مؤتمر صحفي",
    "aid": "ألفاظ المعونة",
    "minister": "وزراء",
    "letter": "رسائل وبرقيات",
    "protest": "ألفاظ الاحتجاج",
    "unofficial": "متحدثون غير رسميين",
    "business": "ألفاظ الشركات",
    "posts": "مناصب وتعيينات",
    "consular": "شؤون الرعايا",
    "handover": "تسليم وإفراج",
    "factions": "أطراف نزاع",
    "plain": "ألفاظ عامة",
    "ngo": "جمعيات وعشائر وأهال",
    "outlet": "صحف ووسائل إعلام",
    "web": "مواقع التواصل",
    "former": "مسؤولون سابقون ومرشحون",
    "exchange": "تبادل أسرى ومحتجزين",
    "extradite": "تسليم مطلوبين",
    "funds": "منح وقروض",
    "border": "حدود ومعابر",
    "troops": "قوات وقواعد خارج بلادها",
    "mandate": "بعثات أممية وخبراء",
    "truce": "هدن وإجلاء",
    "peace": "مسارات سلام",
    "faith": "ألفاظ دينية",
    "embassy": "سفارات ومقارها",
    "said": "أفعال القول",
    "state": "دولة أو هيئة باسمها",
    "freed": "ألفاظ الإفراج",
    "saved": "ألفاظ النجاة",
    "honour": "ألفاظ تكريم الشهداء",
    "losses": "ألفاظ الخسائر",
    "fate": "ألفاظ مصير الركاب",
    "aftermath": "ألفاظ ما بعد الهجوم",
    "limb": "أعضاء الجسد",
    "item": "ألفاظ الانتقال إلى خبر آخر",
    "parties": "دول وأطراف مسماة",
    "act": "تعامل بين أطراف",
}
_KINDS = {"killed": "قتلى", "harmed": "مصابون أو مفقودون", "moved": "محتجزون أو نازحون"}
_WHOLE = {
    "figures": "أعداد الضحايا",
    "figures:sure": "وضوح أعداد الضحايا",
    "acts": "تعاملات بين أطراف",
    "short": "قصر النص",
    "unreal:drill": "يبدو تدريبا",
    "unreal:fiction": "يبدو عملا فنيا",
    "unreal:match": "يبدو مباراة",
    "sentences": "عدد الجمل",
    "share:harm": "نصيب جمل الضحايا من النص",
    "share:harm:told": "نصيب جمل من وقعوا ضحايا من النص",
    "share:deal": "نصيب جمل التعامل من النص",
    "share:figure": "نصيب الجمل ذات أعداد الضحايا من النص",
    "share:act": "نصيب الجمل ذات التعامل بين أطراف من النص",
    "share:clean": "نصيب عبارات التعامل الرسمي من النص",
    "clauses": "عدد العبارات",
    "parties:all": "عدد الأطراف المسماة",
    "parties:second": "ذكر طرف ثان",
    "parties:even": "تقارب ذكر الطرفين",
    "parties:named": "أطراف مذكورة بأسمائها",
    "parties:pairs": "طرفان مذكوران معا",
    "voices": "أطراف تتكلم أو تفعل",
    "the transformer's score": "تقدير المحوّل",
}
_ACTS = {
    "visit": "زيارة",
    "meeting": "لقاء",
    "call": "اتصال",
    "summit": "قمة",
    "negotiation": "تفاوض",
    "mediation": "وساطة",
    "agreement": "اتفاق",
    "statement_support": "تأييد",
    "statement_condemn": "إدانة",
    "demand": "مطالبة",
    "sanction": "عقوبات",
    "expulsion": "طرد",
    "recall": "سحب سفير",
    "summon": "استدعاء سفير",
    "sever": "قطع علاقات",
    "restore": "إعادة علاقات",
    "recognition": "اعتراف",
    "vote": "تصويت",
    "aid": "معونة",
    "letter": "رسالة",
    "appointment": "تعيين",
}
# What stands together in a sentence: crawler.flags.structure.kinds.
_SENTENCES = {
    "harm": "ضحايا",
    "harm:clean": "ضحايا بلا ما ينفيهم",
    "harm:number": "ضحايا وعدد",
    "harm:not": "نفي ضحايا",
    "harm:perhaps": "ضحايا محتملون",
    "harm:which": "ضحايا في جملة صلة",
    "harm:blow": "ضحايا وهجوم أو حادث",
    "harm:rescue": "ضحايا وإسعاف",
    "harm:fighting": "ضحايا ومعارك",
    "harm:then": "ضحايا وزمن مضى",
    "harm:past": "ضحايا وحرب ماضية",
    "harm:told": "ضحايا وقعوا",
    "harm:today": "ضحايا ويوم الخبر",
    "harm:today:dated": "ضحايا ويوم الخبر وزمن مضى",
    "harm:dated": "ضحايا وقعوا وزمن مضى",
    "harm:people": "ضحايا بشر",
    "harm:denied": "ضحايا بعد نفي",
    "harm:open": "ضحايا محتملون أو مخشي منهم",
    "harm:meant": "قتل مراد أو مدعو إليه",
    "harm:charged": "ضحايا في تهمة أو قضية",
    "harm:clause": "ضحايا بعد اسم موصول",
    "harm:recalled": "تذكير بضحايا",
    "harm:beast": "حيوان قتيل",
    "harm:caused": "ضحايا وما أوقعهم",
    "harm:after": "ما تبع وقوع ضحايا",
    "captive": "مختطفون",
    "captive:freed": "مختطفون أفرج عنهم",
    "deal": "تعامل",
    "stance": "موقف",
    "speaker": "مسؤول أو هيئة",
    "ours": "«بلاده» أو «حكومته»",
    "figure": "عدد ضحايا",
    "act": "تعامل بين أطراف",
    "clean": "تعامل رسمي بين طرفين",
}
_VOICES = {"titles": "بمسؤوليه", "organs": "بسلطاته", "all": "بهم جميعا"}
_PARTIES = {"0": "بلا طرف مسمى", "1": "مع طرف واحد", "2": "مع طرفين"}


def reasons(opinion: Opinion, question: Question) -> tuple[str, ...]:
    """What moved an opinion most, in Arabic words, the strongest first; what reads alike is told once."""
    told: dict[str, float] = {}
    for name, weight in opinion.weights:
        phrase = _phrase(name, question)
        told[phrase] = told.get(phrase, 0.0) + weight
    strongest = sorted(told.items(), key=lambda one: -abs(one[1]))
    return tuple(f"{phrase} ({weight:+.1f})" for phrase, weight in strongest[:_MOST] if abs(weight) >= _LEAST)


def _phrase(name: str, question: Question) -> str:
    zone, _, word = name.partition(":")
    if zone in ("w", "l"):
        return f"«{word}»" + (" في البداية" if zone == "l" else "")
    absent = not question.found.values.get(name) and name not in _ALWAYS
    if name == "untitled":
        return "له عنوان" if absent else "بلا عنوان"
    name = name if absent else _OF_ALL.get(name, name)
    words = question.found.words.get(name, "")
    if name == "figures" and words:
        return f"{_WHOLE[name]}، أولها: {_of(words, question.found.words.get(words, ''))}"
    return f"غياب: {_of(name, '')}" if absent else _of(name, words)


_ALWAYS = frozenset({"the transformer's score", "sentences"})
# How sure, how many of the sentences, how early: what a desk reads of all these is the facts themselves.
_OF_ALL = {
    "figures:sure": "figures",
    "share:figure": "figures",
    "first:figure": "figures",
    "share:act": "acts",
    "first:act": "acts",
}


def _of(name: str, words: str) -> str:
    """The phrase of a named feature, with the story's own words behind it."""
    if name in _WHOLE:
        return _WHOLE[name]
    where, _, what = name.partition(":")
    if where == "voices":
        kind, _, rank = what.partition(":")
        return f"{'الطرف الثاني' if rank == 'second' else 'الطرف الأول'} يتكلم أو يفعل {_VOICES[kind]}"
    if where in _SENTENCES_WHERE:
        sentence = _sentence(what)
        return f"{_SENTENCES_WHERE[where]}: {sentence}"
    if where == "act":
        return f"تعامل: {_ACTS.get(what, what)}"
    what, _, more = what.partition(":")
    place = _PLACES.get(where, "")
    if what in ("figure", "past"):
        return " ".join(filter(None, (_KINDS.get(more, more), words, "من قبل" if what == "past" else "", place)))
    if what == "act" and more == "past":
        return f"تعامل من قبل {place}"
    quoted = f"«{words}»" if words else ""
    return " ".join(filter(None, (_CLASSES.get(what, what), quoted, place)))


_SENTENCES_WHERE = {
    "so": "في جملة من البداية",
    "sr": "في جملة مما بعدها",
    "co": "في عبارة من البداية",
    "cr": "في عبارة مما بعدها",
    "first": "أول جملة فيها",
    "only": "كل ما فيه",
}


def _sentence(kind: str) -> str:
    if kind in _SENTENCES:
        return _SENTENCES[kind]
    head, *more = kind.split(":")
    if head == "by":
        return f"{'يفعل' if more[1] == 'acts' else 'يقول'}: {_CLASSES.get(more[0], 'من لم يسم')}"
    said = [_SENTENCES.get(head) or _CLASSES.get(head, head)]
    for part in more:
        if part == "speaker":
            said.append("ومسؤول")
        else:
            said.append(_PARTIES.get(part) or f"مع {_CLASSES.get(part, part)}")
    return " ".join(said)
