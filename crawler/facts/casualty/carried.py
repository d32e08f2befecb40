"""What a count takes over from what was told before: the same verb with another hand, the group of a sentence before, a share of a report's toll."""

from collections.abc import Sequence

from crawler.arabic.words import Found, Word, clitics
from crawler.facts.casualty.actors import starts_name
from crawler.facts.casualty.cues import CUES, Cue, CueKind
from crawler.facts.casualty.inverted import InvertedReading
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.figure import Group, Outcome

_AT_HAND = frozenset(("يد", "ايدي"))
_UNKNOWN_HANDS = frozenset(("جهات", "جهه", "مجهولين", "مجهولون", "مسلحين", "مسلحون", "اخرين"))
_RECORDS = ("سجل", "وثق", "توثيق", "تسجيل", "احص", "رصد", "حصيل", "حصاد", "حصر", "تقرير", "عدد", "اجمالي", "مجموع")
_BLAMES = frozenset("مسووليه المسووليه عزا عزت نسب نسبت وعزا وعزت ونسب ونسبت حمل حملت وحمل وحملت".split())
_NO_HAND = frozenset(
    "وفي ومن وعلي وقبل وبعد وخلال ومع ومنذ وعن والي وحتي وكان وكانت وبلغ وبينهم ومنهم وقال وذلك ووفق وبحسب".split()
)
_NO_SUBJECT = frozenset(
    "في من علي الي عن منهم بينهم نحو حوالي اليوم امس اكثر ما لا خلال بعد قبل حتي فجر مساء صباح كل جميع".split()
)
_TURNS = frozenset("حين بينما فيما لكن اما غير بيد المقابل الا".split())
_THE_NUMBER = frozenset(("العدد", "الرقم", "الحصيله"))
_SPEAKS = ("تحدث", "تتحدث", "يتحدث", "اعلن", "ابلغ", "افاد", "كشف")
_RIVAL = 16  # words between two figures for one thing
_WITH_THEM = frozenset(("ومعه", "ومعها", "ومعهم", "ومعهما", "ومعهن"))
_OTHERS_HURT = frozenset("وجرح وجرحت وجرحوا واصيب واصيبت واصيبوا وفقد وفقدت وفقدوا فيما بينما".split())
_SHARE = 9  # words in which another hand of the same verb is named
_LATER = (CueKind.VERB, CueKind.MASDAR, CueKind.FALL)
_SAME = (
    Group.SOLDIERS,
    Group.FIGHTERS,
    Group.POLICE,
    Group.JOURNALISTS,
    Group.MEDICS,
    Group.AID_WORKERS,
    Group.CIVILIANS,
    Group.MIGRANTS,
    Group.STUDENTS,
)


class CarriedReading(InvertedReading):
    """Ties a bare count to what stood before it."""

    carried_group: Group | None = None  # «وأصيب 91، واعتقل 46»: of those of the sentence before
    rival_at = -1  # the count that another source has for the last one
    next_hand_at = -1  # the count that the last «والحكومة أربعة» tells

    def _shares_last(self, phrase: CountPhrase) -> bool:
        return super()._shares_last(phrase) or self._by_next_hand(phrase) or self._is_with_them(phrase)

    def _is_with_them(self, phrase: CountPhrase) -> bool:
        """«موت 23 طفلا جوعا في المدينة بسبب الحصار، ومعهم ثمانية من كبار السن»"""
        with_them = phrase.start > 0 and self.texts[phrase.start - 1] in _WITH_THEM
        return with_them and self.last is not None and self.last.outcome is not None

    def _by_next_hand(self, phrase: CountPhrase) -> bool:
        """«احتجز الحوثيون أحد عشر صحفيا، والحكومة أربعة»: the same verb with another subject, and a bare number."""
        last = self.last
        if phrase.of is not Of.NOTHING or last is None or last.outcome is None or phrase.prefix or phrase.definite:
            return False
        between = self.words[last.end : phrase.start]
        if between and between[0].text in ("منهم", "منهن"):
            between = between[1:]
        if not 2 <= len(between) <= _SHARE or between[0].text != "،" or not between[1].text.startswith("و"):
            return False
        if between[1].text in _NO_HAND or not self._ends_here(phrase.end) or not _are_names(between[1:]):
            return False
        if last.start != self.next_hand_at and not self._is_told_with_hand(last):
            return False
        self.next_hand_at = phrase.start
        return True

    def _is_told_with_hand(self, last: Mention) -> bool:
        """«قتلت القوات الروسية 69», «خطفت عصابة أربعة تجار»: who did it stands between the verb and the count."""
        ahead = range(last.start - 1, max(-1, last.start - 6), -1) if last.cue == last.start else (last.cue,)
        found = (cue for at in ahead if (cue := CUES.at(self.words, at)) is not None)
        verb = next((cue for cue in found if cue.value.outcome is last.outcome), None)
        if verb is None or verb.value.kind is not CueKind.VERB:
            return False
        if verb.end == last.start and any(
            text in ("اما", "واما") for text in self.texts[max(0, verb.start - 6) : verb.start]
        ):
            return True  # «أما قوات التحالف فقتلت 69، و"قسد" 158»
        first = self.texts[verb.end] if verb.end < last.start else ""
        return bool(first) and first not in _NO_SUBJECT and not self.words[verb.end].is_sign

    def _ends_here(self, index: int) -> bool:
        return index >= len(self.words) or self.words[index].is_sign or self.texts[index][:1] == "و"

    def _decide(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool]:
        outcomes, parent, earlier = super()._decide(phrase)
        if not outcomes and parent is None and self._falls_by_hand(phrase):
            outcomes = [Outcome.KILLED]
        if not outcomes and parent is None and not earlier and (rival := self._rivalled(phrase)) is not None:
            assert rival.outcome is not None
            self.rival_at = phrase.start
            return [rival.outcome], None, False
        if outcomes == [Outcome.KILLED] and parent is None and not earlier:
            parent = self._share_of_report(phrase)
        return outcomes, parent, earlier

    def _rivalled(self, phrase: CountPhrase) -> Mention | None:
        """«أوقع القصف 13 قتيلا، في حين تحدثت لجان المقاومة عن 21»: the figure for which another source has this one."""
        last = self.last
        if phrase.of is not Of.NOTHING or last is None or last.outcome is None or not self._ends_here(phrase.end):
            return None
        while last.parent is not None:
            last = last.parent
        between = [text.removeprefix("و") for text in self.texts[last.end : phrase.start]]
        turned = any(text in _TURNS for text in between)
        spoke = between[-1:] == ["عن"] and any(text.startswith(_SPEAKS) for text in between[-7:-1])
        said = between[-1:] in (["انهم"], ["انها"], ["بانهم"]) or between[-2:-1] == ["ان"]
        counts_again = not _THE_NUMBER.isdisjoint(between[-6:])
        turned, said = turned or counts_again, said or counts_again
        near = len(between) <= _RIVAL and 4 * phrase.low >= last.low and phrase.low != last.low
        return last if turned and near and (spoke or said) and last in self.mentions else None

    def _fits_cue(self, phrase: CountPhrase) -> bool:
        return super()._fits_cue(phrase) or self._has_doer_between(phrase)

    def _has_doer_between(self, phrase: CountPhrase) -> bool:
        """«في حين قتلت القوات الروسية 438»: who did it stands between the verb and a bare number."""
        if self.cue is None or self.cue.value.kind is not CueKind.VERB or phrase.of is not Of.NOTHING:
            return False
        between = self.words[self.cue.end : phrase.start]
        if not 1 <= len(between) <= 5 or phrase.prefix or phrase.definite or not self._ends_here(phrase.end):
            return False
        first = self.cue.end + (between[0].text in ("منهم", "منهن"))  # «قتل منهم النظام 40»
        return _are_names(between) and starts_name(self.words, first) and not self._hits()

    def _may_share(self, phrase: CountPhrase) -> bool:
        """Also «عزت إلى القوات الروسية 438»."""
        ahead = self.words[max(0, phrase.start - 6) : phrase.start]
        blamed = phrase.of is Of.NOTHING and self._ends_here(phrase.end) and any(w.text in _BLAMES for w in ahead)
        return super()._may_share(phrase) or (blamed and not any(w.is_sign for w in ahead[-2:]))

    def _falls_by_hand(self, phrase: CountPhrase) -> bool:
        """«سقط 88 على يد تنظيم داعش», «قضى أربعة وجرح سبعة»"""
        falls = self.cue is not None and self.cue.value.kind is CueKind.FALL and phrase.of is Of.NOTHING
        beside = not _OTHERS_HURT.isdisjoint(self.texts[phrase.end : phrase.end + 1])
        return falls and self._opened(phrase) and (beside or self._by_a_hand(phrase.end))

    def _by_a_hand(self, index: int) -> bool:
        behind = self.texts[index : index + 3]
        return any(
            behind[at : at + 1] == ["علي"] and behind[at + 1 :][:1] and behind[at + 1] in _AT_HAND for at in (0, 1)
        )

    def _share_of_report(self, phrase: CountPhrase) -> Mention | None:
        """«وثق التقرير مقتل 2914 مدنيا. … أما قوات التحالف فقتلت 69»: a share, by its hand, of a toll that was recorded."""
        bare = phrase.of is Of.NOTHING or (phrase.of is Of.HARMED and phrase.group is Group.PEOPLE)
        if not (bare and phrase.explicit) or phrase.low != phrase.high or not self._by_named_hand(phrase):
            return None
        whole = self._last_of(Outcome.KILLED)
        if whole is None or whole in self.mentions:
            whole = whole.parent if whole is not None and whole.parent is not None else whole
            whole = next((m for m in reversed(self.before[-40:]) if _is_whole(m, phrase)), None)
        if whole is None or not _is_whole(whole, phrase):
            return None
        told = (
            rest for word in whole.told_in for prefix, rest in clitics(word.text) if prefix in ("", "و", "ال", "وال")
        )
        return whole if any(rest.startswith(_RECORDS) for rest in told) else None

    def _by_named_hand(self, phrase: CountPhrase) -> bool:
        """Whether the clause of a count names who did it: «فقتلت 69» behind «أما», «على يد», «مسؤولية مقتل»."""
        masdar = self.cue is not None and self.cue.value.kind is CueKind.MASDAR
        if not masdar and (self._by_a_hand(phrase.end) or self._by_a_hand(phrase.end + 1)):
            return True
        ahead = self.texts[max(0, phrase.start - 12) : phrase.start]
        if not _BLAMES.isdisjoint(ahead):
            return True
        if self.cue is None or self.cue.value.kind is not CueKind.VERB:
            return False
        if any(text in ("اما", "واما") for text in ahead):
            return True
        return any(
            starts_name(self.words, at) for at in range(self.cue.end, phrase.start)
        ) or not _UNKNOWN_HANDS.isdisjoint(self.texts[self.cue.end : phrase.start])

    def _mention(self, phrase: CountPhrase, outcome: Outcome | None, parent: Mention | None) -> Mention:
        mention = super()._mention(phrase, outcome, parent)
        mention.told_in = self.words
        if mention.group is not Group.PEOPLE:
            return mention
        if phrase.start == self.rival_at and self.last is not None:
            mention.group = self.last.group if self.last.parent is None else self.last.parent.group
        elif phrase.start == self.next_hand_at and self.last is not None:
            mention.group = self.last.group
        elif parent is not None and outcome is not None and self._share_of_report(phrase) is parent:
            mention.group = parent.group
        elif parent is None and outcome is not None:
            mention.group = self._group_of_those_before(phrase) or mention.group
        return mention

    def _group_of_those_before(self, phrase: CountPhrase) -> Group | None:
        """«قُتل أربعة جنود في الكمين. وجُرح سبعة.», «والجرحى أحد عشر»: of the people of whom the text spoke last."""
        if phrase.of is not Of.NOTHING or not phrase.explicit or (self.cue is None and self.tally is None):
            return None
        if self.cue is not None and self.cue.joined and self.cue.start == 0 and not self.mentions:
            told = [m for m in self.before[-6:] if m.parent is None and m.outcome is not None]
            if not told or not self._ends_here(phrase.end) or not self._opened(phrase):
                return None
            near = told[-1].told_in
            told = [m for m in told if m.told_in is near]
        elif self.carried_group is not None and self.cue is not None and self.cue.joined and self._opened(phrase):
            return self.carried_group
        elif self._is_tally_beside(phrase):
            told = [m for m in self.mentions if m.parent is None]
        else:
            return None
        groups = {m.group for m in told}
        by_noun = any(m.phrase.of in (Of.PERSON, Of.THEM) for m in told)
        group = groups.pop() if len(groups) == 1 else None
        self.carried_group = group if by_noun and group in _SAME and not self.mentions else None
        return group if by_noun and group in _SAME else None

    def _is_tally_beside(self, phrase: CountPhrase) -> bool:
        """«استشهد أربعة جنود، والجرحى أحد عشر»"""
        if self.tally is None or self.cue is not None or phrase.start != self.tally[1] or not self.mentions:
            return False
        return self.texts[phrase.start - 1].startswith("وال") and self._ends_here(phrase.end)

    def _resolve_waiting(self, outcome: Outcome, found: Found[Cue]) -> None:
        """Also whose they are: «دفع صحفيان حياتهما، وتعرض ثلاثة لإصابات», and who was taken, not lost: «26 مدنيا خطفهم مسلحون»."""
        told = [mention for mention in self.mentions if mention.parent is None]
        waiting = self.waiting[-1] if self.waiting else None
        last = self.last
        super()._resolve_waiting(outcome, found)
        if waiting is not None and waiting.outcome is outcome:
            self._take_group(waiting, told)
        elif waiting is None and last is not None and last.outcome is Outcome.MISSING and last.end == found.start:
            taken = outcome in (Outcome.ABDUCTED, Outcome.DETAINED) and found.value.kind is CueKind.AFTER
            last.outcome = outcome if taken and found.prefix == "" else last.outcome

    def _take_group(self, mention: Mention, told: list[Mention]) -> None:
        groups = {other.group for other in told}
        verb = self.texts[mention.start - 1] if mention.start else ""
        if (
            mention.group is Group.PEOPLE
            and mention.phrase.of is Of.NOTHING
            and verb.startswith("و")
            and len(groups) == 1
        ):
            group = groups.pop()
            mention.group = group if group in _SAME else mention.group


def _is_whole(mention: Mention, phrase: CountPhrase) -> bool:
    if mention.outcome is not Outcome.KILLED or mention.parent is not None or mention.earlier:
        return False
    return mention.low == mention.high and mention.low > phrase.low


def _are_names(words: Sequence[Word]) -> bool:
    """Whether words between two counts may be a name and nothing else."""
    return all(word.is_sign is False or word.text in ('"', "(", ")") for word in words) and not any(
        word.text in ("ان", "وان", "ما", "لا", "لم", "في", "من", "علي", "الي", "عن") for word in words
    )
