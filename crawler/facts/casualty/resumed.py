"""Counts that resume what was told: a tally of those named, whose men they are, one of two, those set free, a part of things."""

from dataclasses import replace

from crawler.arabic.people import PEOPLE, Count
from crawler.arabic.words import Found
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import CUES, Cue, CueKind
from crawler.facts.casualty.groups import helped_by, side_from
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.minors import is_minor
from crawler.facts.casualty.phrase import ONE_WOUND, CountPhrase, Of
from crawler.facts.casualty.retold import RetoldScan
from crawler.facts.casualty.roles import may_own
from crawler.facts.casualty.wording import OWN
from crawler.facts.figure import Group, Outcome, Qualifier

_OF_THINGS = ("بينها", "منها", "ضمنها", "منهما")
_FREED = frozenset("افرج افرجت افرجوا يفرج تفرج يفرجوا الافراج سراح سبيل حرر حررت حرروا تحرير بتحرير اعاد اعيد".split())
_GOES_ON = frozenset(
    "مشيرا مشيره مضيفا مضيفه موكدا موكده موضحا موضحه لافتا لافته معلنا معلنه كاشفا كاشفه ومشيرا ومشيره ومضيفا ومضيفه "
    "واعلن واعلنت واضاف واضافت واكد واكدت ونعي ونعت متحدثا متحدثه معترفا معترفه".split()
)
_SAYS = frozenset("قال قالت اعلن اعلنت افاد افادت ذكر ذكرت اكد اكدت اوضح اوضحت اضاف اضافت اتهم اتهمت".split())
_SAID_BEHIND = frozenset(("ان", "عن", "انه", "انها", "،", "مقتل", "اصابه"))
_LEADERS = frozenset("قايد قيادي زعيم امر قيادات قايد ميداني قياده عضو".split())
_BANDS = ("المجموعات", "الكتايب", "الميليشيات", "المليشيات", "الفصايل", "الجماعات", "العصابات", "التشكيلات", "الخلايا")
_OF_FIGHTERS = ("الحوثي", "الميداني", "المتمردين", "المتمردون", "المتشدد", "الجهادي", "الارهابي")
_WOUND = frozenset(("اصابه", "واصابه"))
_ONE = frozenset(("احد", "احدي", "واحد", "واحدي", "فاحد"))
_TWO_HARMED = {
    **dict.fromkeys(("قتيلي", "شهيدي", "ضحيتي", "القتيلين", "الشهيدين", "الضحيتين", "القتيلتين"), Outcome.KILLED),
    **dict.fromkeys(("جريحي", "مصابي", "الجريحين", "المصابين", "الجريحتين"), Outcome.INJURED),
    **dict.fromkeys(("مفقودي", "المفقودين"), Outcome.MISSING),
}
_IS_CALLED = frozenset("هو هي يدعي تدعي اسمه اسمها".split())
_DIES = ("استشهد", "توفي", "قتل", "مات", "قضي", "ارتقي", "اصيب", "جرح", "اغتيل", "هلك", "لقي", "غرق")
_DIED_THERE = frozenset(stem + end for stem in _DIES for end in ("", "ت")) | {"قضت", "ارتقت"}
_THERE = 4  # words of a place between a verb and who it befell
_OWNED = frozenset(
    "منزل بيت سياره مركبه شقه مكتب محل مزرعه خيمه سكن عياده حضن حادث حادثه هجوم جريمه عهد زمن حقل ارض قضيه حفل عرس جنازه "
    "فيلم مسلسل روايه دور مشهد عمليه غاره سنه عام عمر".split()
)
_YOUNG = frozenset(("دون", "تحت"))
_NOT_YET = frozenset("لم عن يبلغوا يبلغا يتجاوزا يكملا يتجاوزوا يكملوا يتموا تتجاوز اعمارهم سن عمر ال".split())
_OLD = frozenset("الستين السبعين الثمانين التسعين الستينيات السبعينيات الثمانينيات".split())
_OLD_AGE = 60
_SUSPECTED = ("يشتبه", "اشتبه", "يعتقد", "يرجح", "تبين", "ثبت", "زعم", "يزعم")
_BEING_HIM = frozenset("بانه انه بانها انها بانهم انهم بانهما انهما".split())
_SERVED = frozenset("تعامل تعاملت تعاملوا نقل نقلت نقلوا سجل سجلت قدم قدمت اسعف اسعفت عالج عالجت وثق وثقت".split())
_HOW = frozenset(("جراء", "نتيجه", "اثر", "ب", "من"))
_BROKEN = frozenset(("عامل", "سايح"))  # whose plural is another word, so that «عاملين» is two beside «عمال»
_CASES = tuple(
    joined + noun for joined in ("", "و") for noun in ("حاله", "حالتي", "حالتا", "حالات", "وفاه", "وفيات", "وفات")
)
_ONE_CASE = frozenset(("وفاه", "واحده", "اخري", "ثانيه", "ثالثه", "رابعه"))
_REACH = 12  # words
_NEAR_TALLY = 6  # words from «عدد موظفيها» to the number


class ResumedScan(RetoldScan):
    """The reading of one sentence, with counts whose people or whole were told before."""

    def _count_here(self, index: int) -> CountPhrase | None:
        """Also «أحد قتيلي حولا هو علي», «وحالة واحدة بإقليم الراشيدية», «وإصابة بالحجارة»."""
        text = self.texts[index]
        told = self._one_of_two(index) if text in _ONE else self._one_wound(index) if text in _WOUND else None
        return told or super()._count_here(index)

    employed: tuple[Group, int] | None = None  # «عدد موظفيها القتلى», and where the noun ends

    def _step(self, index: int) -> int:
        told = self._one_more_case(index) if self.texts[index] == "وحاله" else None
        return super()._step(index) if told is None else self._take(told)

    def _one_of_two(self, index: int) -> CountPhrase | None:
        if index + 2 >= len(self.words):
            return None
        outcome = _TWO_HARMED.get(self.texts[index + 1])
        if outcome is None or self._last_of(outcome) is None:
            return None
        at = next((at for at in range(index + 2, min(index + 6, len(self.words))) if self._is_called(at)), None)
        if at is None:
            return None
        return CountPhrase(
            start=index, end=at, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.THEM, part_of=outcome, lemma="احد",
        )  # fmt: skip

    def _is_called(self, index: int) -> bool:
        return self.texts[index] in _IS_CALLED

    def _one_more_case(self, index: int) -> CountPhrase | None:
        """«حالتي وفاة بإقليم تنغير وحالة واحدة بإقليم الراشيدية»"""
        last = self.last
        if self.texts[index] != "وحاله" or last is None or last.outcome is None or index + 1 >= len(self.words):
            return None
        cases = any(text.startswith(_CASES) for text in self.texts[last.start : last.end])
        if not cases or self.texts[index + 1] not in _ONE_CASE or not self._is_near(last, index):
            return None
        return CountPhrase(
            start=index, end=index + 2, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.HARMED, outcome=last.outcome,
            joined=True, prefix="و", lemma="حاله",
        )  # fmt: skip

    def _is_near(self, last: Mention, index: int) -> bool:
        between = range(last.end, index)
        return len(between) <= _REACH and all(CUES.at(self.words, at) is None for at in between)

    def _one_wound(self, index: int) -> CountPhrase | None:
        """«تعاملت الطواقم مع ثلاث إصابات بالضرب، وإصابة بالحجارة في الرأس»: one hurt so."""
        text = self.texts[index]
        if index + 1 >= len(self.words):
            return None
        how = self.texts[index + 1]
        if not (how in _HOW or (how.startswith("ب") and PEOPLE.at(self.words, index + 1) is None)):
            return None
        if any(at in self.numbers for at in range(index + 1, min(index + 3, len(self.words)))):
            return None
        last = self.last
        joined = text.startswith("و") and last is not None and last.outcome is Outcome.INJURED
        of_wounds = joined and last is not None and self._counts_wounds(last) and index - last.end <= _REACH
        before = [text.removeprefix("و") for text in self.texts[max(0, index - 4) : index]]
        served = before[-1:] == ["مع"] and any(word in _SERVED for word in before)
        arrived = any(word in ("وصل", "وصلت", "وصول") for word in before)
        served = served or (arrived and before[-1].startswith(("المستشفي", "المشفي", "المستوصف")))
        if not (of_wounds or served):
            return None
        return CountPhrase(
            start=index, end=index + 1, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.HARMED,
            outcome=Outcome.INJURED, joined=joined, prefix="و" if joined else "", lemma=ONE_WOUND,
        )  # fmt: skip

    def _counts_wounds(self, last: Mention) -> bool:
        return any(
            text.removeprefix("و").startswith(("اصابه", "اصابات", "اصابتين", "اصابتان"))
            for text in self.texts[last.start : last.end]
        )

    def _take(self, phrase: CountPhrase) -> int:
        """Also one wound or case told beside others."""
        if phrase.of is Of.HARMED and not phrase.plural and phrase.outcome is not None and self._is_told_one(phrase):
            parent = self.last.parent if phrase.joined and self.last is not None else None
            self._add(phrase, phrase.outcome, parent=parent)
            self.cue = None
            return phrase.end
        return super()._take(phrase)

    @staticmethod
    def _is_told_one(phrase: CountPhrase) -> bool:
        return phrase.lemma in ("حاله", ONE_WOUND) and phrase.low == phrase.high == 1 and phrase.explicit

    def _tally(self, found: Found[Cue]) -> None:
        """Also of whom «عدد الصحفيين الذين قتلوا», «عدد موظفيها المحتجزين» are the tally."""
        super()._tally(found)
        if self.tally is not None and self.texts[self.tally[1] - 1].startswith("التحق"):
            self.tally = None  # «عدد الطلاب الذين التحقوا بالجامعة»
        for at in range(found.end, min(found.end + 2, len(self.words))):
            group = self._tallied_group(at)
            if group is not None:
                self.tally_group = group if self.tally is not None else self.tally_group
                self.employed = (group, at + 1) if self.texts[at] in OWN else self.employed
                return

    def _tallied_group(self, index: int) -> Group | None:
        text = self.texts[index]
        if text in OWN:
            group = OWN[text]
            if text.startswith("موظفي"):
                return helped_by(self.words, index) or self._of_those_employed() or group
            return group
        noun = PEOPLE.at(self.words, index)
        if noun is None or noun.prefix != "ال" or noun.value.count is Count.ONE or noun.value.nation:
            return None
        told = index + 1 < len(self.words) and self.texts[index + 1] in ("الذين", "اللواتي", "اللاتي")
        return Group(noun.value.label) if told and noun.value.label not in ("people", "prisoners") else None

    def _of_those_employed(self) -> Group | None:
        """«11 من موظفيها … عدد موظفيها بات 54»: of the body whose men were told before."""
        for mention in reversed([*self.before[-8:], *self.mentions]):
            words = mention.told_in or self.words
            if mention.end <= len(words) and words[mention.end - 1].text.startswith("موظفي"):
                return mention.group if mention.group in (Group.AID_WORKERS, Group.MEDICS) else None
        return None

    def _group_of_the_same(self, phrase: CountPhrase) -> Group:
        """But «20 موظفا سابقا في السفارة» are none of those before."""
        following = self.texts[phrase.end] if phrase.end < len(self.words) else ""
        return Group.PEOPLE if following.startswith("سابق") else super()._group_of_the_same(phrase)

    def _mention(self, phrase: CountPhrase, outcome: Outcome | None, parent: Mention | None) -> Mention:
        mention = super()._mention(phrase, outcome, parent)
        mention.group = self._group_told(mention, parent) or mention.group
        return mention

    def _group_told(self, mention: Mention, parent: Mention | None) -> Group | None:
        """A group that words behind the count or the one who speaks tell."""
        phrase = mention.phrase
        own = self.texts[phrase.end - 1]
        if phrase.of is Of.PERSON and own in OWN and OWN[own] is None:
            return self._of_who_speaks(phrase, own)
        if (
            (phrase.lemma == "مسوول" or phrase.lemma.startswith("امر "))
            and parent is not None
            and parent.group is Group.FIGHTERS
        ):
            return parent.group  # «ثلاثة عناصر من حزب الله، بينهم مسؤول في وحدة الصواريخ»
        if phrase.lemma in _LEADERS and phrase.of is Of.PERSON and self._leads_fighters(phrase):
            return Group.FIGHTERS
        if phrase.lemma == "شيخ" and phrase.low == phrase.high == 1 and self._is_old(phrase.end):
            return Group.ELDERLY
        if self.employed is not None and mention.group is Group.PEOPLE and phrase.explicit and parent is None:
            plain = phrase.of is Of.NOTHING or phrase.lemma in ("موظف", "شخص")
            if plain and 0 < phrase.start - self.employed[1] <= _NEAR_TALLY:
                return self.employed[0]
        if mention.group is Group.PEOPLE and phrase.explicit and phrase.of in (Of.NOTHING, Of.UNKNOWN, Of.THEM):
            return self._by_age(phrase)
        return None

    def _of_who_speaks(self, phrase: CountPhrase, own: str) -> Group | None:
        """«قالت قوى الأمن إن قصفا نفذته فصائل …، مشيرة إلى مقتل اثنين من عناصرها»: of the one who goes on speaking."""
        near = self.words[max(0, phrase.start - 5) : phrase.start]
        if not any(word.text in _GOES_ON for word in near):
            return None
        said = next((at for at, word in enumerate(self.words[:8]) if word.text in _SAYS), None)
        if said is None:
            return None
        speaker = range(said + 1, min(said + 6, phrase.start))
        stop = next((at for at in speaker if self.texts[at] in _SAID_BEHIND), speaker.stop)
        for at in range(said + 1, stop):
            group = side_from(self.words[:stop], at)
            if group is not None and may_own(self.words, at, own):
                return group
        return None

    def _leads_fighters(self, phrase: CountPhrase) -> bool:
        """«عددا من القادة الحوثيين», «القادة الميدانيين», «آمر إحدى المجموعات المسلحة», «قيادي في إحدى الجماعات»."""
        behind = self.words[phrase.end : phrase.end + 3]
        if not behind or behind[0].is_sign:
            return False
        texts = [word.text for word in behind]
        texts = texts[1:] if texts[0] in ("في", "من", "لدي") else texts
        if len(texts) > 1 and texts[0] == "احدي" and texts[1].startswith(_BANDS):
            return True
        return phrase.plural and texts[:1] != [] and texts[0].startswith(_OF_FIGHTERS)

    def _is_old(self, index: int) -> bool:
        """«شيخ يبلغ من العمر 80 سنة», «شيخ يناهز السبعين»"""
        for word in self.words[index : index + 8]:
            if word.is_sign and word.text != "(":
                return False
            if word.text in _OLD or (word.text.isdecimal() and _OLD_AGE <= int(word.text) <= 110):
                return True
        return False

    def _by_age(self, phrase: CountPhrase) -> Group | None:
        """«و11 دون سن الثامنة عشرة», «12 تحت سن 18 عاما», «أربعة تجاوزوا الستين»."""
        first = phrase.end - 1 if phrase.of is Of.UNKNOWN else phrase.end
        told = self.texts[first : first + 4]
        if told[:1] and told[0] in ("تجاوزوا", "تخطوا", "فوق") and any(text in _OLD for text in told[1:3]):
            return Group.ELDERLY
        if told[:1] and told[0] in _YOUNG:
            words = [replace(self.words[first], text="دون"), *self.words[first + 1 : first + 7]]
            return Group.CHILDREN if is_minor(words, 0, plural=True) else None
        if told[:1] and told[0] in ("تقل", "يقل") and told[1:3] in (["اعمارهم", "عن"], ["اعمارهن", "عن"]):
            return Group.CHILDREN if told[3:] == ["18"] or self._is_grown_at(first + 3) else None
        if told[:1] == ["لم"]:
            end = next((at for at in range(first, first + 4) if self._is_grown_at(at)), None)
            return Group.CHILDREN if end is not None else None
        return None

    def _is_grown_at(self, index: int) -> bool:
        if index >= len(self.words) or self.texts[index - 1] not in _NOT_YET:
            return False
        texts = self.texts[index : index + 2]
        return texts == ["الثامنه", "عشره"] or texts[:1] == ["18"]

    def _subset(self, found: Found[Cue]) -> int:
        """Also «56 مسكنا، منها 27»: of things that no list knows."""
        plain = found.value.plain
        if plain.endswith(_OF_THINGS) and 0 <= found.start - self.unknown_at <= 2:
            self.last, self.cue, self.subset_of = self._nobody(found), None, None
            return found.end
        return super()._subset(found)

    def _them(self, phrase: CountPhrase) -> Mention | None:
        """But «70 قرية أعيد ربط 55 منها» is of the villages."""
        things = max(self.thing_at, self.unknown_at)
        theirs = phrase.end < len(self.words) and self.texts[phrase.end].startswith("ل")  # «ثلاثة منها لنساء»
        of_things = self.texts[phrase.end - 1] in ("منها", "منهما") and not theirs
        if of_things and self.last is not None and things > self.last.end:
            return None
        return super()._them(phrase)

    def _of_them(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool]:
        """But «قبل أن يفرجوا عن اثنين منهم», «أخلي سبيل سبعة منهم»: set free."""
        ahead = {text.lstrip("ولف") for text in self.texts[max(0, phrase.start - 3) : phrase.start]}
        return ([], None, False) if ahead & _FREED else super()._of_them(phrase)

    def _tells_nothing(self, phrase: CountPhrase) -> bool:
        """Also «رجلا يشتبه بأنه المهرب»: who the one just told is held to be."""
        if phrase.definite and not phrase.explicit and phrase.start and self.texts[phrase.start - 1] in _BEING_HIM:
            ahead = self.texts[max(0, phrase.start - 3) : phrase.start - 1]
            if any(text.startswith(_SUSPECTED) for text in ahead):
                return True
        return super()._tells_nothing(phrase)

    def _bare(self, phrase: CountPhrase) -> int:
        """Also «بين القتلى عاملين من الجنسية الهندية», «مهندسين يحملان جنسية أجنبية» as two."""
        return super()._bare(self._as_dual(phrase))

    def _as_dual(self, phrase: CountPhrase) -> CountPhrase:
        if phrase.of is not Of.PERSON or not phrase.plural or phrase.high is not None or phrase.definite:
            return phrase
        if not self.texts[phrase.end - 1].endswith("ين") or phrase.end - phrase.start > 1:
            return phrase
        behind = self.texts[phrase.end : phrase.end + 1]
        of_two = any(text.startswith("ي") and text.endswith("ان") and len(text) > 4 for text in behind)
        among = self.subset_of is not None and self.cue is None and phrase.lemma in _BROKEN
        if not (of_two or among):
            return phrase
        return phrase._replace(low=2, high=2, qualifier=Qualifier.EXACT, plural=False)

    def _fits_bare(self, phrase: CountPhrase) -> bool:
        """Also «استشهد في رفح مسعف», «قتل في المدينة مدني»: where it was stands between."""
        return super()._fits_bare(phrase) or self._is_told_behind_place(phrase)

    def _is_agent(self, phrase: CountPhrase) -> bool:
        """But «اغتال مسلحون آمر إحدى الكتائب»: one behind several who did it suffered it."""
        one = phrase.low == phrase.high == 1 and not (phrase.plural or phrase.joined or phrase.prefix)
        if self.agent_passed and one and phrase.lemma.startswith("امر "):
            return False
        return super()._is_agent(phrase)

    def _is_told_behind_place(self, phrase: CountPhrase) -> bool:
        cue = self.cue
        if cue is None or cue.value.kind not in (CueKind.VERB, CueKind.FALL) or cue.value.plain not in _DIED_THERE:
            return False
        if phrase.of is not Of.PERSON or phrase.definite or phrase.prefix or phrase.plural or phrase.object:
            return False
        between = self.words[cue.end : phrase.start]
        if not 2 <= len(between) <= _THERE or between[0].text not in ("في", "قرب", "شمال", "جنوب", "شرق", "غرب"):
            return False
        if any(word.is_sign for word in between) or any(at in self.numbers for at in range(cue.end, phrase.start)):
            return False
        if between[1].text in _OWNED:
            return False  # «قتل في منزل صحفي»
        closed = between[-1].text.startswith("ال") or len(between) <= 3
        woman = phrase.lemma.endswith("ه")
        return closed and (woman is cue.value.plain.endswith("ت"))

    def _goes_on_in_list(self, phrase: CountPhrase, end: int) -> bool:
        """Also «بين القتلى ثلاثة مقاتلين من الفصائل المحلية وامرأة»."""
        if super()._goes_on_in_list(phrase, end):
            return True
        last = self.last
        if last is None or last.parent is None or phrase.prefix != "و" or not (last.phrase.explicit or last.low > 1):
            return False
        between = self.words[end : phrase.start]
        if not 2 <= len(between) <= _THERE or between[0].text not in ("من", "في"):
            return False
        if between[1].text in ("جنسيه", "الجنسيه") and len(between) == 3:
            return True  # «سائحين من جنسية أوروبية وعاملة»
        return all(word.text.startswith("ال") or count_at([word], 0, {}) is None for word in between[1:]) and not any(
            word.is_sign or CUES.at([word], 0) is not None for word in between
        )
