"""People told by what they are found in: coffins, a craft nobody came out of, wounds they died of, a house that burned."""

from dataclasses import replace

from crawler.arabic.words import Found
from crawler.facts.casualty.cues import ABOARD, ALL, CUES, Cue, CueKind
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.taken import TakenReading
from crawler.facts.casualty.wording import BURIES
from crawler.facts.figure import Group, Outcome, Qualifier

_COFFINS = frozenset("نعش نعشا نعوش توابيت تابوت تابوتا النعوش التوابيت".split())
_OWNERS = ("يه", "يها", "يهم")
_TWO_COFFINS = frozenset(("نعشان", "نعشين", "تابوتان", "تابوتين"))
_MOURNS = BURIES | frozenset(
    "صلي صلت صلوا صلينا الصلاه استقبلت استقبل استقبلوا ودعت ودع ودعوا حمل حملوا حملت اصطفت دفن دفنت دفنوا وصلت وصل جنازه الجنازه "
    "تشييع شيعنا شيعوا سجيت القتلي الضحايا الشهداء ضحايا شهداء جثامين قتلي".split()
)
_MADE = frozenset(
    "صنع صنعت يصنع تصنع ارسلت ارسل اشترت اشتري وزعت تبرعت تبرع جهزت انتجت باع تبيع فارغه فارغا رمزيه رمزيا فارغان فارغين اثريه اثري فرعونيه فرعوني متحف المتحف معرض".split()
)
_MOURNED_NEAR = 9  # words between coffins and the word of a funeral
_ABOARD = ("من", "فيها", "فيه", "عليها", "متنها", "متنه", "ركابها", "ركابه", "افرادها", "طاقمها", "سكانه", "سكانها")
_WHOLE_REACH = 8  # words from «قضى» to «وهم»
_FATES = (Outcome.KILLED, Outcome.INJURED)
_ONE_OF_THEM = frozenset(("احدهم", "احدهما", "احداهن"))
_STAYED_ALIVE = frozenset(("لبث", "يلبث", "لبثت", "تلبث", "لبثا", "يلبثا", "لبثوا", "يلبثوا"))
_AFTERWARDS = frozenset(("لاحقا", "ان", "بعد", "ذلك", "فيما", "لم", "يلبثوا", "يلبثا", "لبثوا"))
_DIED_NEAR = 4  # words from «ثلاثة منهم» to the verb of their death
_BURNT = ("احترق", "تفحم")
_INSIDE = ("داخل", "بداخل")
_SETS = frozenset("رفع رفعت رفعوا خفض خفضت خفضوا عدل عدلت قلص قلصت حدث حدثت زاد زادت انزل نزل".split())
_TOLLS = frozenset(("العدد", "عددهم", "الرقم", "حصيلتها", "حصيلته", "الحصيله"))
_OWNERS_OF = frozenset(("صاحب", "مالك", "مقاول", "المقاول", "ربان", "قبطان", "صاحبي", "مالكي"))
_OWNER_NEAR = 5
_ANYBODY = (Group.PEOPLE, Group.MEN, Group.WOMEN)
_SET_BACK = 7  # words from «رفعت» to the number
_MOST_TIMES = 12  # what differs more from the toll told before counts something else
_NEXT = 10  # words
_SUFFERS = frozenset(("يعانون", "يعاني", "تعاني", "يعانين", "يعانيان"))
_HARM_STAYS = ("اعاق", "اصاب", "حروق", "جروح", "صدم", "شلل", "عاه", "تشوه", "كسور", "اختناق", "نزيف")
_ATTEMPTS = frozenset(("الشروع", "بالشروع", "والشروع", "محاوله", "ومحاوله", "بمحاوله", "شرع"))
_TRAVELLERS = (Group.MIGRANTS, Group.PILGRIMS)
_BY_AGE_OR_SEX = (Group.CHILDREN, Group.WOMEN, Group.MEN, Group.ELDERLY)
_CARRIES = frozenset("متن متنه متنها متنهما متنهم يقل تقل يحمل تحمل".split())
_CREWS = ("الطاقم", "طاقم", "طاقما", "العايله", "عايله", "الوفد", "وفد", "الفريق")


class PlightScan(TakenReading):
    """Reads the counts of those whose end no word of harm tells by itself."""

    def _count_here(self, index: int) -> CountPhrase | None:
        """Also the dead of «ستة نعوش», and «أحدهم» of «ما لبث أحدهم أن فارق الحياة»."""
        text = self.texts[index]
        told = self._coffins(index) if index in self.numbers or text in _TWO_COFFINS else None
        told = told or super()._count_here(index)
        return self._soon_dead(index) if told is None and text in _ONE_OF_THEM else told

    def _coffins(self, index: int) -> CountPhrase | None:
        """«شيعت البلدة ستة نعوش», «صلينا على خمسة توابيت»: as many dead; but «صنع خمسة توابيت»."""
        number = self.numbers.get(index)
        two = number is None and self.texts[index] in _TWO_COFFINS
        if not two and (number is None or number.end >= len(self.words)):
            return None
        end = index + 1 if number is None else number.end + 1
        if number is not None and self.texts[number.end] not in _COFFINS:
            return None
        near = self.texts[max(0, index - _MOURNED_NEAR) : end + _MOURNED_NEAR]
        if any(_stem(text) in _MADE for text in near) or not any(_stem(text) in _MOURNS for text in near):
            return None
        low = number.value if number is not None else 2
        return CountPhrase(
            start=index, end=end, low=low, high=None if number is not None and number.vague else low,
            qualifier=Qualifier.VAGUE if number is not None and number.vague else Qualifier.EXACT,
            of=Of.HARMED, outcome=Outcome.KILLED, lemma="جثه", plural=True,
        )  # fmt: skip

    def _soon_dead(self, index: int) -> CountPhrase | None:
        """«ثم ما لبث أحدهم أن فارق الحياة»"""
        if not index or self.texts[index - 1] not in _STAYED_ALIVE:
            return None
        end = index + 1 + (self.words[index + 1 : index + 2] != [] and self.texts[index + 1] == "ان")
        return CountPhrase(start=index, end=end, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.THEM, lemma="منهم")

    def _as_told(self, phrase: CountPhrase) -> CountPhrase:
        """Also «أما المدنيون فبلغ عددهم 46»: of the people named before, and part of the toll."""
        told = super()._as_told(phrase)
        fronted = self._fronted(told)
        return told if fronted is None else told._replace(of=Of.THEM, group=fronted)

    def _fronted(self, phrase: CountPhrase) -> Group | None:
        """Of whom «عددهم» speaks, where a clause begins with them."""
        if phrase.of is not Of.NOTHING or not phrase.explicit or phrase.start < 2 or self.spoken_of is None:
            return None
        number = self.texts[phrase.start - 1]
        near = 0 <= phrase.start - self.spoken_of[1] <= 3 and self.spoken_of[0] is not Group.PEOPLE
        if number.lstrip("وف") not in ("عددهم", "عددهن") or not near or self.cue is not None or self.last is not None:
            return None
        led = any(text in ("اما", "واما", "فيما", "بينما") for text in self.texts[: self.spoken_of[1]])
        main = self._main()
        return self.spoken_of[0] if led and main is not None and main.low > phrase.low else None

    def _of_them(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool]:
        """Also «نُقل 12 جريحا، لكن ثلاثة منهم فارقوا الحياة»: the verb behind tells their end, not what befell all."""
        told = super()._of_them(phrase)
        if told[0] == [Outcome.INJURED] and self._dies_behind(phrase):
            return [], None, False
        if told[0] in ([], [Outcome.KILLED]) and self._suffers_still(phrase):
            hurt = self._last_of(Outcome.INJURED)
            return [Outcome.INJURED], hurt if hurt is not None and hurt.low > phrase.low else None, False
        return told

    def _dies_behind(self, phrase: CountPhrase) -> bool:
        """Whether a verb of death, said of those just counted, stands right behind them."""
        for at in range(phrase.end, min(phrase.end + _DIED_NEAR, len(self.words))):
            cue = CUES.at(self.words, at)
            if cue is None:
                if self.words[at].is_sign or self.texts[at] not in _AFTERWARDS:
                    return False
                continue
            if cue.value.outcome is not Outcome.KILLED or cue.joined:
                return False
            of_more = cue.value.plural or cue.value.plain.endswith("ا") or phrase.low == 1
            return cue.value.kind in (CueKind.VERB, CueKind.FALL) and of_more
        return False

    def _suffers_still(self, phrase: CountPhrase) -> bool:
        """«14 من هؤلاء ما زالوا يعانون إعاقات دائمة»"""
        behind = self.texts[phrase.end : phrase.end + 6]
        at = next((at for at, text in enumerate(behind) if text in _SUFFERS), None)
        return at is not None and any(text.startswith(_HARM_STAYS) for text in behind[at + 1 :])

    def _numbers_all(self, found: Found[Cue]) -> bool:
        """Also «فقضى من فيها، وهم رجل وزوجته», «قتل جميع ركابها، وهم تسعة»: the verb is of all who are told now."""
        if super()._numbers_all(found):
            return True
        if self.cue is None or self.cue.value.kind not in (CueKind.VERB, CueKind.FALL) or self.negated:
            return False
        between = self.texts[self.cue.end : found.start]
        if not 1 <= len(between) <= _WHOLE_REACH or between[0] not in ALL or "ان" in between:
            return False
        fresh = self.last is None or self.last.end <= self.cue.start or self.last.high == 0
        if not fresh or not any(text in _ABOARD for text in between):
            return False
        self.cue = Found(replace(self.cue.value, kind=CueKind.MASDAR), self.cue.start, found.end, self.cue.prefix)
        return True

    def _is_another_word(self, found: Found[Cue], plain: str, before: str) -> bool:
        """Also «إن الطاقم المؤلف من خمسة أوكرانيين … لقوا حتفهم»: the crew's number, whose end is told behind."""
        if super()._is_another_word(found, plain, before):
            return True
        return plain.startswith(("مولف", "مكون")) and before in _CREWS and self._end_told(found.end + 1)

    def _end_told(self, index: int) -> bool:
        """Whether a verb in the plural tells the end of those counted from a word on, in the same clause."""
        for at in range(index, min(index + _NEXT, len(self.words))):
            cue = CUES.at(self.words, at)
            if cue is not None and self._is_end(cue):
                return True
            if self.words[at].is_sign or (cue is not None and cue.value.outcome is not None):
                return False
        return False

    def _is_end(self, cue: Found[Cue]) -> bool:
        """«لقوا حتفهم», «قضوا جميعا», «أصيبوا»: said of people, with nobody it was done to behind."""
        told = cue.value.kind in (CueKind.VERB, CueKind.FALL) and cue.value.outcome in _FATES and not cue.joined
        return told and cue.value.plural and (cue.value.plain.startswith("لق") or self._has_no_object(cue.end))

    def _wait(self, phrase: CountPhrase, parent: Mention | None) -> None:
        """Also «على متنها ستة مسافرين قضوا جميعا»: those aboard, whose end is told behind."""
        if 0 <= self.safe_at <= phrase.start and phrase.of is Of.PERSON and phrase.explicit and parent is None:
            aboard = any(
                _stem(text) in ABOARD or text == "متن" for text in self.texts[max(0, self.safe_at - 2) : self.safe_at]
            )
            crew = self.texts[self.safe_at - 1].lstrip("ال").startswith(("مولف", "مكون"))
            if (aboard or crew) and self._end_told(phrase.end):
                self.safe_at = -9
                self.last = None
        super()._wait(phrase, parent)

    def _all_of_them(self, found: Found[Cue]) -> int:
        """Also «12 قتيلا وعشرين جريحا، جميعهم مدنيون»: both kinds take the group."""
        end = super()._all_of_them(found)
        last = self.last
        if last is None or last.group is Group.PEOPLE or not last.phrase.joined or len(self.mentions) < 2:
            return end
        first = self.mentions[-2]
        beside = last is self.mentions[-1] and first.end == last.start and first.parent is last.parent
        if beside and first.group is Group.PEOPLE and first.phrase.of in (Of.HARMED, Of.NOTHING, Of.PERSON):
            first.group = last.group
        return end

    def _bare(self, phrase: CountPhrase) -> int:
        """Also «نجت رضيعة بُترت ساقها», «نجا السائق بجروح»: who came through, hurt."""
        if self._came_through_hurt(phrase):
            self._add(phrase._replace(definite=False), Outcome.INJURED)
            self.cue = None
            return phrase.end
        if self._is_burnt_inside(phrase):
            self._add(phrase, Outcome.KILLED)
            self.cue = None
            return phrase.end
        return super()._bare(phrase)

    def _is_apposition(self, phrase: CountPhrase) -> bool:
        return not self._came_through_hurt(phrase) and super()._is_apposition(phrase)

    def _came_through_hurt(self, phrase: CountPhrase) -> bool:
        if phrase.of is not Of.PERSON or phrase.plural or phrase.joined or phrase.definite or self.safe_at < 0:
            return False
        if not 0 <= phrase.start - self.safe_at <= 1 or phrase.end >= len(self.words):
            return False
        saved = self.texts[self.safe_at - 1].lstrip("وف")
        cue = CUES.at(self.words, phrase.end)
        hurt = cue is not None and cue.value.kind is CueKind.AFTER and cue.value.outcome is Outcome.INJURED
        return hurt and saved in ("نجا", "نجت", "نجاه", "تنجو", "ينجو")

    def _is_burnt_inside(self, phrase: CountPhrase) -> bool:
        """«احترق داخل المنزل شاب وثلاث نساء», «فاحترق داخله ممرض»: nobody comes out of a house that burned so."""
        if phrase.of is not Of.PERSON or phrase.definite or phrase.joined or phrase.prefix or self.cue is not None:
            return False
        ahead = [text.lstrip("وف") for text in self.texts[max(0, phrase.start - 4) : phrase.start]]
        at = next((at for at, text in enumerate(ahead) if text.startswith(_BURNT)), None)
        if at is None or not any(text.startswith(_INSIDE) for text in ahead[at + 1 :]):
            return False
        behind = (CUES.at(self.words, step) for step in range(phrase.end, min(phrase.end + _NEXT, len(self.words))))
        return not any(cue is not None and cue.value.outcome is Outcome.INJURED for cue in behind)

    def _numbered(self, phrase: CountPhrase) -> int:
        """Also «احترق داخل الحافلة خمسة ركاب»."""
        if self._is_burnt_inside(phrase):
            self._add(phrase, Outcome.KILLED)
            return phrase.end
        return super()._numbered(phrase)

    def _fits_bare(self, phrase: CountPhrase) -> bool:
        """«فقدنا جريحا» is dead, «فقدنا رائدا» a remark; «غرقت فتاة», no boat."""
        assert self.cue is not None
        if self.cue.value.plain == "فقدنا":
            return phrase.of is Of.HARMED or phrase.owned
        if self.cue.value.plain == "غرقت":
            return phrase.start == self.cue.end and super()._fits_bare(phrase)
        return super()._fits_bare(phrase)

    def _fits_cue(self, phrase: CountPhrase) -> bool:
        assert self.cue is not None
        if self.cue.value.plain == "غرقت":
            return phrase.of is Of.PERSON and phrase.start == self.cue.end
        return super()._fits_cue(phrase)

    def _take_up_bare(self, phrase: CountPhrase) -> None:
        """Also «رفعت الشرطة العدد إلى 17», «خفّض الجيش الرقم إلى ثمانية»: a rival toll of those told before."""
        super()._take_up_bare(phrase)
        if self.tally is not None or phrase.of is not Of.NOTHING or not phrase.explicit or phrase.start < 3:
            return
        if self.texts[phrase.start - 1] != "الي" or self.waiting or self.mentions:
            return
        ahead = self.texts[max(0, phrase.start - _SET_BACK) : phrase.start - 1]
        verb = next((at for at, text in enumerate(ahead) if text.lstrip("وف") in _SETS), None)
        told = self._last_of(Outcome.KILLED)
        if verb is None or told is None or not any(text in _TOLLS for text in ahead[verb + 1 :]):
            return
        if told.low <= _MOST_TIMES * phrase.low and phrase.low <= _MOST_TIMES * told.low:
            self.tally, self.tally_open, self.reach_at = (Outcome.KILLED, phrase.start), True, phrase.start

    def _is_only_named(self, phrase: CountPhrase) -> bool:
        """Also «ارتفع إلى 21، بينهم رضيعة، عدد قتلى الحادث»: the toll's noun stands behind a part of it."""
        self._resolve_before_tally(phrase)
        return super()._is_only_named(phrase)

    def _resolve_before_tally(self, phrase: CountPhrase) -> None:
        if phrase.of is not Of.HARMED or not phrase.plural or phrase.outcome is None or len(self.waiting) < 2:
            return
        if phrase.start < 2 or self.texts[phrase.start - 1] not in ("عدد", "حصيله", "تعداد", "اجمالي"):
            return
        whole = next((m for m in self.waiting if m.parent is None), None)
        chain = [m for m in self.waiting if m is whole or m.parent is whole]
        reached = whole is not None and 0 <= whole.start - self.reach_at <= 1
        if not reached or len(chain) < 2 or self._gap(chain[-1].end, phrase.start - 1) > 0:
            return
        for mention in chain:
            mention.outcome = phrase.outcome
            self.mentions.append(mention)
        self.last = whole
        self.waiting = [m for m in self.waiting if m not in chain]

    def _harmed_parent(self, phrase: CountPhrase) -> Mention | None:
        """«744 قتيلا، بينهم 187 طفلا، و1300 جريح»: no part of fewer who were hurt in something told before."""
        whole = super()._harmed_parent(phrase)
        return None if whole is not None and whole.high is not None and whole.high < phrase.low else whole

    def _of_the_harmed(self, phrase: CountPhrase, outcome: Outcome) -> tuple[list[Outcome], Mention | None, bool]:
        """«ودُفن أكثر من مئة من الضحايا»: part of a toll that holds as many."""
        outcomes, whole, earlier = super()._of_the_harmed(phrase, outcome)
        if whole is None or whole.high is None or whole.high >= phrase.low or not outcomes:
            return outcomes, whole, earlier
        told = (m for m in reversed([*self.before[-40:], *self.mentions]) if m.outcome is outcomes[0])
        larger = next((m for m in told if m.parent is None and (m.high is None or m.high >= phrase.low)), None)
        return outcomes, larger, earlier

    def _group_of(self, phrase: CountPhrase, parent: Mention | None) -> Group:
        """Also «138 مهاجرا … وانتُشلت جثث 12»: a number alone is of those aboard, where nobody else is told."""
        group = super()._group_of(phrase, parent)
        if phrase.of is not Of.NOTHING:
            return group
        behind = self.texts[phrase.end : phrase.end + 2]
        if behind[:1] == ["من"] and behind[-1].endswith(_OWNERS) and parent is None:
            return Group.PEOPLE  # «قُتل سائقها المدني وأصيب اثنان من مساعديه»
        if group is not Group.PEOPLE or self.said_group not in _TRAVELLERS:
            return group
        if any(mention.group is not Group.PEOPLE for mention in self.mentions):
            return group
        aboard = any(_stem(text) in _CARRIES for text in self.texts[: phrase.start])
        return self.said_group if aboard else group

    def _continues(self) -> bool:
        """Also «غرق ستة تلاميذ، ولا تزال الفرق تبحث عن أربعة»; but «مقتل امرأة وإصابة ثلاثة» tells of no women."""
        last = self.mentions[-1] if self.mentions else None
        if (
            last is not None
            and not last.phrase.explicit
            and last.group in _BY_AGE_OR_SEX
            and last.low == last.high == 1
        ):
            return False
        if super()._continues():
            return True
        sought = (
            self.cue is not None and self.cue_outcomes == [Outcome.MISSING] and self.cue.value.plain.endswith(" عن")
        )
        if not sought or last is None or last.phrase.of is not Of.PERSON or last.parent is not None:
            return False
        return len({mention.group for mention in self.mentions if mention.parent is None}) == 1

    def _is_left_out(self, phrase: CountPhrase) -> bool:
        """Also «أوقفت السلطات صاحب القاعة وثمانية من عمالها»: those arrested with a suspect of a crime."""
        return super()._is_left_out(phrase) or self._is_arrested_beside(phrase)

    def _is_arrested_beside(self, phrase: CountPhrase) -> bool:
        if not phrase.joined or self.cue_outcomes[:1] != [Outcome.DETAINED] or phrase.group not in _ANYBODY:
            return False
        ahead = self.texts[max(0, phrase.start - _OWNER_NEAR) : phrase.start]
        return not _OWNERS_OF.isdisjoint(ahead) and not any(text in ("،", ".") for text in ahead[-4:])

    def _open(self, found: Found[Cue]) -> None:
        """Also «الشروع في قتل 37 شخصا أصيبوا»: hurt, since it was tried only."""
        last = self.last
        hurt = found.value.outcome is Outcome.INJURED and found.value.plural and not found.joined
        if hurt and last is not None and last in self.mentions and last.outcome is Outcome.KILLED:
            tried = not _ATTEMPTS.isdisjoint(self.texts[max(0, last.cue - 3) : last.cue])
            if tried and self._gap(last.end, found.start) <= 1:
                last.outcome, last.cue = Outcome.INJURED, found.start
                self.cue = None
                return
        super()._open(found)


def _stem(text: str) -> str:
    return text[1:] if text[:1] in ("و", "ف") and len(text) > 3 else text
