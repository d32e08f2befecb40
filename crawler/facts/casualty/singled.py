"""People told in passing: «لا يزالون معتقلين», «قضى من كان فيها، وهم ثلاثة», «بينهم الطالب أنس», «طفلا توفي بعد ساعتين»."""

from crawler.arabic.people import HARMED, PEOPLE
from crawler.arabic.words import Found
from crawler.facts.casualty.carried import CarriedReading
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import CUES, FORCES, Cue, CueKind
from crawler.facts.casualty.families import KIN
from crawler.facts.casualty.losses import CAPTURED
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import BURIES, SWEEPS, WAVES
from crawler.facts.figure import Group, Outcome

_STILL = frozenset(
    "لا ما لم يزالون يزال تزال زالوا زال زالت مازالوا مازال مازالت يزالان تزالان يزلن زلن قيد حتي الان اليوم".split()
)
_DRIVEN = frozenset("نزوح النزوح تهجير التهجير لجوء اللجوء هروب".split())
_BODIES = frozenset(("جثمان", "جثماني", "جثمانا", "جثه", "جثتي", "جثتا"))
_DIES_LATER = ("توفي", "ماتت", "مات", "استشهد", "فارق", "قضي", "لفظ")
_MOURNS = frozenset(
    "حزنه حزنها حزنهم حزن الحزن حزننا الاسي اساه اسفه اسفها الاسف اسف عزاءه عزاءها تعازيه تعازيها صدمته صدمتها نعي نعت فجع فجعت".split()
)
_BLASTS = ("بقصف", "بغار", "برصاص", "بانفجار", "بلغم", "باستهداف", "بهجوم", "بنيران", "بضرب", "بقذيف", "باشتباك")
_THERE = frozenset("من كل جميع طاقم ركاب ركابها ركابه طاقمها كافه".split())
_OF_LAST = frozenset(("من", "ومن", "بين", "وبين"))
_HARMLESS = frozenset("توعيه تلقيح تطعيم تبرع نظافه تبرعات انتخابيه اعلاميه تفتيش توعويه اغاثه تضامن مروريه".split())
_HOMES = frozenset("مدينه المدينه القريه قريه البلده بلده المخيم مخيم المنطقه الحي احياء القري".split())
_HOME_PEOPLE = frozenset(("شخص", "فرد", "نسمه", "مدني", "مواطن", "نازح", "ساكن"))
_MANY = 50  # people; fewer who leave a town are travellers
_AHEAD = 10  # words
_AMONG = frozenset(("بينهم", "منهم", "ضمنهم", "بينهن"))
_THAT = frozenset(("ان", "وان", "بان", "وبان", "فان"))
_BEFELL = frozenset("استشهد ارتقي قتل قتلت اصيب اصيبت توفي توفيت قضي استشهدت ارتقت اغتيل اعتقل خطف اختطف".split())
_TORTURED = frozenset((("تحت", "التعذيب"), ("تحت", "تعذيب"), ("وطاه", "التعذيب"), ("جراء", "التعذيب")))
_KUNYA = frozenset(("ابا", "ابي", "ابو"))
_KILLS = ("قتل", "ذبح", "طعن", "ارد", "نحر")


class SingledReading(CarriedReading):
    """Reads what is said of people besides the plain verb and number."""

    def _tells_nothing(self, phrase: CountPhrase) -> bool:
        text = self.texts[phrase.start]
        following = self.texts[phrase.start + 1] if phrase.start + 1 < len(self.words) else ""
        if (text in _KUNYA and following.startswith("ال")) or text == "وطاه":
            return True  # «يكنى أبا الليث», «تحت وطأة التعذيب»
        return self._still_are(phrase) or super()._tells_nothing(phrase)

    def _still_are(self, phrase: CountPhrase) -> bool:
        """«38 مدنيا لا يزالون معتقلين»: what those just counted still are."""
        last = self.last
        if last is None or phrase.explicit or phrase.definite or phrase.joined:
            return False
        beside = last.phrase.of is Of.OTHERS and last.phrase.joined and last.end == phrase.start
        if beside and phrase.outcome in (Outcome.ABDUCTED, Outcome.MISSING) and last in self.mentions:
            last.outcome, last.parent = phrase.outcome, None  # «و26 آخرين مخفيون قسرا»
            return True
        if last not in self.waiting:
            return False
        between = self.texts[last.end : phrase.start]
        if not 2 <= len(between) <= 4 or any(text not in _STILL for text in between):
            return False
        return self._settles(last, phrase)

    def _as_told(self, phrase: CountPhrase) -> CountPhrase:
        """«8 آلاف حالة لأشخاص فقدوا», «1800 من نساء القرية وأطفالها»"""
        told = super()._as_told(phrase)
        if told.of is Of.CASES and self.texts[told.end - 1].startswith("ل"):
            cue = CUES.at(self.words, told.end) if told.end < len(self.words) else None
            verb = cue is not None and cue.value.kind in (CueKind.VERB, CueKind.AFTER)
            return told._replace(of=Of.PERSON) if verb else told
        if told.of is Of.PERSON and told.explicit and told.low > 2 and self._goes_on_with_others(told):
            return told._replace(group=Group.PEOPLE)
        return told

    def _goes_on_with_others(self, phrase: CountPhrase) -> bool:
        """Whether «وأطفالها» adds others to «من نساء القرية», so that the number is of all."""
        if "من" not in self.texts[phrase.start + 1 : phrase.end]:
            return False
        for at in range(phrase.end, min(phrase.end + 3, len(self.words))):
            noun = PEOPLE.at(self.words, at)
            if noun is not None and noun.prefix == "و" and noun.value.owned and at > phrase.end:
                return noun.value.label != phrase.group
        return False

    def _wave_before(self, index: int) -> Outcome | None:
        """Of what «طالت» speaks: «موجة نزوح شملت آلاف الأشخاص», «شنت قوات الاحتلال حملة طالت 26 مواطنا»."""
        ahead = self.texts[max(0, index - 5) : index]
        if any(text in _DRIVEN for text in ahead):
            return Outcome.DISPLACED
        wave = next((at for at, text in enumerate(ahead) if text.removeprefix("و") in WAVES), None)
        if wave is None or any(text in _HARMLESS for text in ahead[wave:]):
            return None
        phrase = count_at(self.words, index + 1, self.numbers) if index + 1 < len(self.words) else None
        people = phrase is not None and phrase.explicit and phrase.of is Of.PERSON
        led = not FORCES.isdisjoint(self.texts[max(0, index - 14) : index])
        return Outcome.DETAINED if people and led else None

    def _is_of_those_there(self) -> bool:
        """«وقضى من كان فيها، وهم ثلاثة»: the open verb is of all who were there."""
        assert self.cue is not None
        at = self.cue.end
        verb = self.cue.value.kind in (CueKind.VERB, CueKind.FALL) and at < len(self.words)
        return verb and self.texts[at] in _THERE

    def _fits_cue(self, phrase: CountPhrase) -> bool:
        told = self.texts[phrase.start - 1] if phrase.start else ""
        if told in ("هم", "وهم") and phrase.of is Of.PERSON and self._is_of_those_there():
            return self.cue is not None and phrase.start - self.cue.end <= 9
        return super()._fits_cue(phrase)

    def _decide(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool]:
        outcomes, parent, earlier = super()._decide(phrase)
        if outcomes == [Outcome.DETAINED] and parent is None and self._is_of_wave_told(phrase):
            parent = self._last_of(Outcome.DETAINED)
        return outcomes, parent, earlier

    def _is_of_wave_told(self, phrase: CountPhrase) -> bool:
        """«سجلت المؤسسات 7500 حالة اعتقال. وطالت الاعتقالات 700 طفل»: some of those."""
        if self.cue is None or self.cue.value.plain != "طالت" or self.mentions:
            return False
        named = any(text in SWEEPS and text.startswith("ال") for text in self.texts[self.cue.start : phrase.start])
        whole = self._last_of(Outcome.DETAINED)
        return named and whole is not None and whole.low > phrase.low and whole.phrase.of in (Of.HARMED, Of.CASES)

    def _bare(self, phrase: CountPhrase) -> int:
        whole = self._one_of_the_dead(phrase)
        if whole is not None:
            self._add(phrase._replace(definite=False), whole.outcome or Outcome.KILLED, parent=whole)
            self.cue = None
            return phrase.end
        if self._is_named_subject(phrase):
            self._wait(phrase._replace(definite=False), None)
            return phrase.end
        return super()._bare(phrase)

    def _is_named_subject(self, phrase: CountPhrase) -> bool:
        """«أن المصور الصحفي باسل الحلو ارتقى بغارة»: a title and a name, and what became of him, who was not told before."""
        if phrase.of is not Of.PERSON or phrase.prefix != "ال" or phrase.plural or phrase.low != 1 or phrase.owned:
            return False
        if phrase.start == 0 or self.texts[phrase.start - 1] not in _THAT:
            return False
        told = (m for m in (*self.before, *self.mentions) if m.low == m.high == 1)
        if any(m.phrase.lemma == phrase.lemma or m.group is phrase.group for m in told):
            return False
        for at in range(phrase.end, min(phrase.end + 6, len(self.words))):
            if self.words[at].is_sign:
                return False
            cue = CUES.at(self.words, at)
            if cue is not None and cue.value.kind in (CueKind.VERB, CueKind.FALL) and cue.prefix == "":
                return at > phrase.end and cue.value.plain in _BEFELL and self._has_no_object(cue.end)
        return False

    def _is_only_spoken_of(self, phrase: CountPhrase, before: str) -> bool:
        """But «شيع الآلاف جثمان الشهيد عدي» buries one."""
        if before == "جثمان" and phrase.outcome is Outcome.KILLED and self._opened(phrase):
            ahead = self.texts[max(0, phrase.start - 6) : phrase.start]
            if not BURIES.isdisjoint(ahead):
                return False
        return super()._is_only_spoken_of(phrase, before)

    def _one_of_the_dead(self, phrase: CountPhrase) -> Mention | None:
        """«ومن الضحايا المدنيين الطالب أنس»: one who is named behind them."""
        if phrase.of is not Of.PERSON or phrase.plural or phrase.low != 1 or phrase.prefix != "ال":
            return None
        whole = self.subset_of
        if whole is not None and self.cue is None and self.texts[phrase.start - 1] in _AMONG and whole.outcome:
            following = self.words[phrase.end] if phrase.end < len(self.words) else None
            attacker = self._as_one_of_the_dead(phrase) is not phrase
            return None if attacker or following is None or following.is_sign else whole
        at = phrase.start - 1
        if at > 1 and HARMED.at(self.words, at) is None and self.texts[at].startswith("ال"):
            at -= 1
        noun = HARMED.at(self.words, at) if at > 0 else None
        if noun is None or noun.prefix != "ال" or noun.value.label != Outcome.KILLED:
            return None
        return self._last_of(Outcome.KILLED) if self.texts[at - 1] in _OF_LAST else None

    def _bare_harmed(self, phrase: CountPhrase) -> None:
        if self._is_body_of_known(phrase):
            self._add(phrase._replace(definite=False), Outcome.KILLED)
            self.cue = None
            return
        super()._bare_harmed(phrase)

    def _is_body_of_known(self, phrase: CountPhrase) -> bool:
        """«شيعت الجماهير جثماني الشهيدين»: whom no figure has told yet."""
        if self.cue is None or self.cue.value.plain not in _BODIES or phrase.start != self.cue.end:
            return False
        if not phrase.definite or phrase.plural or phrase.outcome is not Outcome.KILLED:
            return False
        told = (m for m in (*self.before, *self.mentions) if m.outcome is Outcome.KILLED)
        return not any(m.low >= phrase.low for m in told)

    def _died_at_last(self, found: Found[Cue], outcome: Outcome) -> bool:
        """Also «أصابت الشظايا طفلا توفي بعد ساعتين»: the clause is of him."""
        if super()._died_at_last(found, outcome):
            return True
        last = self.last
        if outcome is not Outcome.KILLED or last is None or found.prefix or last not in self.mentions[-1:]:
            return False
        if last.outcome is not Outcome.INJURED or last.parent is not None or last.phrase.of is not Of.PERSON:
            return False
        between = self.words[last.end : found.start]
        plain = len(between) <= 5 and not any(word.is_sign or word.text[:1] == "و" for word in between)
        one = last.low == last.high == 1 and not last.phrase.definite and not found.value.plural
        if found.end < len(self.words) and self.texts[found.end] in KIN:
            return False  # «أصيب رجل توفي والده»
        if not (plain and one and found.value.plain.startswith(_DIES_LATER) and self._has_no_object(found.end)):
            return False
        last.outcome = outcome
        return True

    def _lost(self, found: Found[Cue], ahead: set[str]) -> Outcome | None:
        """Also «أعرب عن حزنه لفقدان متطوع بقصف»: mourned, so dead."""
        told = super()._lost(found, ahead)
        if told is not Outcome.MISSING or not found.value.plain.endswith("فقدان"):
            return told
        before = self.texts[max(0, found.start - 4) : found.start]
        mourned = any(text.lstrip("ولب") in _MOURNS for text in before)
        struck = any(text.startswith(_BLASTS) for text in self.texts[found.end : found.end + 8])
        return Outcome.KILLED if mourned or struck else told

    def _wait(self, phrase: CountPhrase, parent: Mention | None) -> None:
        """Also «قبرا ضم 12 مهاجرا قتلهم الخاطفون»: those it held were killed."""
        cue = CUES.at(self.words, phrase.end) if phrase.end < len(self.words) else None
        after = cue is not None and cue.prefix == "" and cue.value.kind is CueKind.AFTER and phrase.explicit
        if after and cue is not None and cue.value.outcome is Outcome.KILLED:
            self.safe_at = -9 if cue.value.plain.endswith(("هم", "هما", "هن")) else self.safe_at
        super()._wait(phrase, parent)

    def _them(self, phrase: CountPhrase) -> Mention | None:
        """Also «رفات 18 شخصا، ثلاثة منها لنساء»."""
        last = self.last
        of_bodies = last is not None and self.texts[phrase.end - 1] == "منها" and last.cue < len(self.words)
        if of_bodies and last is not None and last in self.mentions:
            first = self.texts[last.cue].removeprefix("و")
            if first.startswith(("رفات", "جثث", "جثامين", "اشلاء")):
                return last
        return super()._them(phrase)

    def _is_fulfilled(self, plain: str, index: int, ahead: set[str]) -> bool:
        """Also «صفّت القوات أربعة معتقلين», «غادر المدينة في ثلاثة أيام 3270 فردا»."""
        if super()._is_fulfilled(plain, index, ahead):
            return True
        if plain == "صفت" and self.texts[index - 1] != "وصفت":
            return self._counts_people(index, 1, frozenset())
        return plain in ("غادر", "غادرت") and self._home_is_left(index)

    def _home_is_left(self, index: int) -> bool:
        home = not _HOMES.isdisjoint(self.texts[index : index + 2])
        return home and self._counts_people(index, _MANY, _HOME_PEOPLE)

    def _counts_people(self, index: int, least: int, nouns: frozenset[str]) -> bool:
        for at in range(index, min(index + _AHEAD, len(self.words))):
            if self.words[at].is_sign:
                return False
            phrase = count_at(self.words, at, self.numbers)
            if phrase is not None and phrase.explicit and phrase.of is Of.PERSON:
                return phrase.low >= least and (not nouns or phrase.lemma in nouns)
        return False

    def _other_outcome(self, found: Found[Cue]) -> Outcome | None:
        if found.value.plain in ("غادر", "غادرت") and self._home_is_left(found.end):
            return Outcome.DISPLACED
        armed = self.mentions and self.mentions[-1].group in CAPTURED and found.joined
        if found.value.plain == "اسر" and armed and found.end in self.numbers:
            return Outcome.DETAINED  # «مقتل 40 من المسلحين وأسر 12»
        return super()._other_outcome(found)

    def _passes_agent(self, phrase: CountPhrase) -> bool:
        """Also «قتل مسلحان ملثمان تاجرا», «أردى مسلحان على دراجة إمام مسجد»."""
        if super()._passes_agent(phrase):
            return True
        if self.cue is None or self.cue.value.kind is not CueKind.VERB or not self._opened(phrase):
            return False
        plain = self.cue.value.plain
        two = phrase.agent and phrase.low == phrase.high == 2 and phrase.of is Of.PERSON
        if not two or not plain.startswith(_KILLS):
            return False
        clause = self._object_behind_clause(phrase)
        if clause is None and not (plain.startswith("ارد") or self._has_victim(phrase.end)):
            return False
        self.cue, self.agent_passed = self.cue._replace(end=clause or phrase.end), True
        return True

    def _has_victim(self, index: int) -> bool:
        """Whether an object follows those who did it, within two words."""
        for at in range(index, min(index + 3, len(self.words))):
            if self.words[at].is_sign or CUES.at(self.words, at) is not None:
                return False  # «قتل لاعبان وأصيب خمسة»
            phrase = count_at(self.words, at, self.numbers)
            if phrase is not None and phrase.of is Of.PERSON and not phrase.prefix and not phrase.joined:
                return phrase.object or (phrase.explicit and not phrase.agent)
        return False

    def _fits_bare(self, phrase: CountPhrase) -> bool:
        assert self.cue is not None
        shot = self.agent_passed and self.cue.value.plain.startswith("ارد") and phrase.of is Of.PERSON
        if shot and not (phrase.plural or phrase.definite or phrase.joined or phrase.prefix):
            return self._gap(self.cue.end, phrase.start) <= 5
        if self.agent_passed and phrase.of is Of.PERSON and self._is_taken_beside(phrase):
            return True
        return super()._fits_bare(phrase)

    def _falls_dead(self, phrase: CountPhrase) -> bool:
        """Also «قضى الشاب محمد الحسن تحت التعذيب», who was not told before."""
        if super()._falls_dead(phrase):
            return True
        assert self.cue is not None
        if not self.cue.value.plain.startswith("قض") or not phrase.definite or phrase.plural or phrase.low != 1:
            return False
        behind = self.texts[phrase.end : phrase.end + 8]
        tortured = any(pair in _TORTURED for pair in zip(behind, behind[1:], strict=False))
        killed = tortured or any(text.startswith(_BLASTS) or text in ("متاثرا", "متاثره") for text in behind)
        told = (m for m in (*self.before, *self.mentions) if m.low == m.high == 1 and m.outcome is Outcome.KILLED)
        return killed and not any(m.phrase.lemma == phrase.lemma for m in told)

    def _is_taken_beside(self, phrase: CountPhrase) -> bool:
        """«خطف مسلحون مهندسين أجانب»: an object of several right behind those who did it."""
        assert self.cue is not None
        beside = phrase.start == self.cue.end and not (phrase.definite or phrase.prefix or phrase.agent)
        return beside and self.texts[phrase.start].endswith("ين") and self._is_active()
