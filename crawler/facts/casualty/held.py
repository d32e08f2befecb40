"""Counts that a word beside them makes plain: «لا يزال ثلاثة مختطفين», «دُفن من أبناء القرية سبعة عشر», «وهما شقيقان»."""

from crawler.arabic.people import PEOPLE
from crawler.facts.casualty.counted import counted
from crawler.facts.casualty.cues import CUES, LASTS, CueKind
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.sums import SumReading
from crawler.facts.casualty.tallies import NUMBERING
from crawler.facts.casualty.wording import CLAUSE_STOPS
from crawler.facts.figure import Group, Outcome

_THEY_ARE = frozenset(("هم", "وهم", "هما", "وهما", "هن", "وهن", "(", ":", "-"))
_REST = frozenset(("الباقون", "الباقين", "الباقيات", "الاخرون", "الاخرين", "المتبقون", "المتبقين", "الاخريات"))
_STAYED = LASTS | frozenset(("بقي", "بقيا", "بقوا", "ظل", "ظلت", "زالوا", "يزالون", "مازال", "مازالت"))
_ALL_THE_REST = _REST | {"بقيه", "البقيه", "باقي"}
_HOW = frozenset(
    ("طعنا", "رميا", "شنقا", "حرقا", "غرقا", "خنقا", "ذبحا", "اختناقا", "جوعا", "دهسا", "عطشا", "بردا", "سحقا", "ردما")
)
_SPENT_IN = frozenset(
    "السجن سجن السجون سجون الحبس المعتقل المعتقلات الاعتقال الاسر الحجز الخدمه خدمه العمل الدراسه ضيافه رحله اجازه العزل".split()
)
_ALL_OF = frozenset(("اجمالي", "مجموع", "جمله", "مجمل", "مجموعه"))
_PRONOUNS = ("ه", "ها", "هما", "هم")
_WHOSE = 7  # words between «دفن» and the number of those who were buried


class HeldReading(SumReading):
    """Reads what stands between a verb and its number, or right behind a number, and says more of the same people."""

    def _take_state(self, phrase: CountPhrase) -> bool:
        """«لا يزال ثلاثة من موظفيها مختطفين»: what those just counted still are."""
        last = self.last
        if last is None or last not in self.waiting or phrase.definite or (phrase.explicit and phrase.low != last.low):
            return False
        if _STAYED.isdisjoint(self.texts[max(0, last.start - 4) : last.start]):
            return False
        return self._settles(last, phrase)

    def _settles(self, last: Mention, phrase: CountPhrase) -> bool:
        """Gives people who wait for an outcome what a word behind says of them: captives, or missing."""
        outcome = Outcome.DETAINED if phrase.group is Group.PRISONERS and phrase.of is Of.PERSON else phrase.outcome
        if outcome not in (Outcome.DETAINED, Outcome.ABDUCTED, Outcome.MISSING):
            return False
        self.waiting.remove(last)
        last.outcome = outcome
        self.mentions.append(last)
        return True

    def _of_whom(self, phrase: CountPhrase) -> CountPhrase:
        """«دُفن من أبناء القرية سبعة عشر»: whose they were stands between the verb and the number."""
        if phrase.of is not Of.NOTHING or self.cue is None or not phrase.explicit:
            return phrase
        rest = self._rest_numbered(phrase)
        if rest is not None:
            return rest
        between = self.words[self.cue.end : phrase.start]
        if not 2 <= len(between) <= _WHOSE or between[0].text != "من" or any(word.is_sign for word in between):
            return phrase
        whose = counted(self.words, self.cue.end)
        if whose is None or whose.of is not Of.PERSON:
            return phrase
        return phrase._replace(of=Of.PERSON, group=whose.group)

    def _says_who_they_are(self, phrase: CountPhrase) -> bool:
        """«خمسة شهداء، هم أب وثلاثة من أبنائه وجارهم», «أصيب راعيان، وهما شقيقان»: the people told right before."""
        ahead = self.texts[phrase.start - 1] if phrase.start else ""
        last = self.last
        if phrase.of is Of.HARMED and ahead.lstrip("وف").startswith(("ارد", "صرع")) and ahead.endswith(_PRONOUNS):
            return last is not None and last.outcome is phrase.outcome and last.low == phrase.low  # «فأردتهما قتيلين»
        if ahead not in _THEY_ARE or last is None or self._gap(last.end, phrase.start) > 10:
            return False
        if ahead in ("(", ":", "-") and (phrase.start - last.end != 1 or phrase.high is None):
            return False
        if phrase.start in self.numbers and (phrase.low != last.low or last.parent is not None):
            return False
        if not phrase.low == last.low > 1 or phrase.high not in (last.high, None):
            return False
        if last.group is Group.PEOPLE and phrase.of is Of.PERSON:
            last.group = phrase.group
        return True

    def _perish(self, phrase: CountPhrase) -> bool:
        """«قضى 52 في شواطئ ممنوعة», «قضى تسعة حرقا», «نجا 30 وقضى تسعة إثر ذلك»; but «قضى خمسة في السجن» spent years."""
        assert self.cue is not None
        behind = self.texts[phrase.end : phrase.end + 2] or ["."]
        if behind[0] == "في" and not (phrase.prefix or phrase.definite):
            return behind[-1] not in _SPENT_IN
        return behind[0] in _HOW or (self.cue.joined and behind[0] in CLAUSE_STOPS)

    def _fate_of_victims(self, phrase: CountPhrase, outcome: Outcome) -> Outcome:
        """«سبعة من ضحايا الانفجار ما زالوا يتلقون العلاج»: victims who live."""
        if outcome is not Outcome.KILLED or phrase.lemma != "ضحيه":
            return outcome
        for at in range(phrase.end, min(phrase.end + 6, len(self.words))):
            cue = CUES.at(self.words, at)
            if cue is not None and cue.value.outcome is Outcome.INJURED and cue.value.kind is CueKind.AFTER:
                return Outcome.INJURED
        return outcome

    def _is_the_rest(self, phrase: CountPhrase) -> bool:
        """«وأصيب التسعة الباقون», «جثامين الستة الآخرين»: a number with its article that nobody was told by before."""
        near = self.texts[phrase.end - 1 : phrase.end + 1]
        return self._opened(phrase) and not _REST.isdisjoint(near)

    def _begins_with_of(self, phrase: CountPhrase) -> bool:
        """«ومن الضحايا ممرضة»: «من» opens the clause, so that some of the dead follow."""
        at = phrase.start - 1
        if at > 0 and self.texts[at] in _ALL_OF:
            at -= 1  # «ومن إجمالي القتلى»
        if at < 0 or self.texts[at] not in ("من", "ومن"):
            return False
        return at == 0 or self.words[at - 1].is_sign

    def _rest_numbered(self, phrase: CountPhrase) -> CountPhrase | None:
        """«وجُرح الباقون وعددهم 20», «سقط بقية المدنيين، وعددهم 23»: those who are left, by their number."""
        assert self.cue is not None
        if phrase.start == 0 or self.texts[phrase.start - 1] not in NUMBERING:
            return None
        between = self.texts[self.cue.end : phrase.start - 1]
        if not 1 <= len(between) <= _WHOSE or between[0] not in _ALL_THE_REST:
            return None
        noun = PEOPLE.at(self.words, self.cue.end + 1) if len(between) > 1 else None
        self.cue = self.cue._replace(end=phrase.start)
        return phrase._replace(of=Of.PERSON, group=Group(noun.value.label) if noun is not None else Group.PEOPLE)

    def _is_other_side(self, phrase: CountPhrase) -> bool:
        """«بلغ قتلى الجيش 17، مقابل 40 من المسلحين»: on the other side, not before."""
        last = self.last
        across = self.texts[self.earlier_at - 1] == "مقابل" and phrase.of is Of.PERSON
        return (
            across
            and last is not None
            and Group.PEOPLE not in (last.group, phrase.group)
            and phrase.group is not last.group
        )
