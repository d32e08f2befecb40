"""Counts told once more or in passing: by a number behind their noun, as grave cases, as the rest, by those who took them."""

from collections.abc import Sequence
from dataclasses import replace

from crawler.arabic.given_names import GIVEN_NAMES
from crawler.arabic.people import HARMED, PEOPLE, Count
from crawler.arabic.words import Found, Word
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import CUES, LASTS, Cue, CueKind
from crawler.facts.casualty.groups import of_noun
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.plights import PlightScan
from crawler.facts.casualty.tallies import NUMBERING
from crawler.facts.casualty.wording import CLAUSE_STOPS, GRAVE, NO_NOUN, SWEEPS
from crawler.facts.figure import Group, Outcome, Qualifier

_GUNMEN = frozenset(
    "مسلحين مسلحون مسلحان المسلحين المسلحون المسلحان خاطفون خاطفين الخاطفون الخاطفين مجهولون مجهولين ملثمون ملثمين متمردون "
    "متمردين المتمردون المتمردين ارهابيون ارهابيين قراصنه القراصنه عصابه لصوص مهاجمون المهاجمون المهاجمين مهاجمين متشددون متشددين "
    "جهاديون جهاديين".split()
)
_GUNMEN_NEAR = 4  # words from «اقتادوا» to who did it
_TIMES = frozenset(
    "الفتره فتره العام عام الشهر شهر السنه سنه الاسبوع اليوم النصف الربع السابق الماضي الموسم حصيله احصاء احصاييه بيان تقرير وقت اخر".split()
)
_TAKEN = (Outcome.DETAINED, Outcome.ABDUCTED)
_THE_REST = frozenset("البقيه والبقيه الباقون والباقون الباقين والباقين الباقيات والباقيات".split())
_TURNED = frozenset("تحول تحولت تحولوا وتحول وتحولت وتحولوا".split())
_VANISHED = ("مختف", "المختف", "مفقود", "المفقود")
_OWNER_ENDS = ("هما", "ها", "هم", "هن", "نا", "ه")
_STRIKES = frozenset("قصف هجوم صاروخ طيران مدفعي جوي توغل غزو عدوان اقتحام صاروخي حدودي بري جيش".split())
_FOUND = ("انتشل", "عثر", "اخرج", "وجد", "استخرج")
_LIFELESS = 8  # words between the name of whoever was found and «جثة هامدة»
_LISTED = 7  # words between two persons of a list of the dead


class RetoldScan(PlightScan):
    """The reading of one sentence, with counts that lean on what was told before them."""

    previous: Sequence[Word] = ()  # the words of the sentence before this one
    unknown_at = -9  # the end of the last count of something that no list knows

    def _count_here(self, index: int) -> CountPhrase | None:
        """Also «وأحد هؤلاء طبيب أسنان»."""
        these = self._one_of_these(index) if "احد" in self.texts[index] else None
        return these or super()._count_here(index)

    def _one_of_these(self, index: int) -> CountPhrase | None:
        if self.texts[index].lstrip("و") not in ("احد", "احدي") or index + 2 >= len(self.words):
            return None
        noun = PEOPLE.at(self.words, index + 2) if self.texts[index + 1] == "هولاء" else None
        if noun is None or noun.prefix or noun.value.count is not Count.ONE or noun.value.nation:
            return None
        return CountPhrase(
            start=index, end=noun.end, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.THEM,
            group=of_noun(noun, self.words).group, lemma="واحد",
        )  # fmt: skip

    def _as_told(self, phrase: CountPhrase) -> CountPhrase:
        """Also «18 حالة حرجة» as the hurt, and «406 احتجزتهم», whose verb is no noun."""
        told = super()._as_told(phrase)
        last = self.last
        counted = last is not None and last.outcome is not None and self.spoken_of is not None
        if told.of is Of.THEM and counted and last is not None and last.end > (self.spoken_of or (0, 0))[1]:
            self.spoken_of = None  # others were counted since
        if told.of is Of.THEM and told.explicit and told.group is Group.PEOPLE and told.part_of is None:
            idle = self._idle_before() if self.last is None and self.spoken_of is None and not self.mentions else None
            if idle is not None and idle.group is not Group.PEOPLE and (idle.high or told.low) >= told.low:
                return told._replace(of=Of.PERSON, group=idle.group)  # «تسلل أربعة مسلحين. وأردت القوات ثلاثة منهم»
        if told.of is Of.NOTHING and told.explicit and (group := self._owned_behind(told.end)) is not None:
            return told._replace(of=Of.PERSON, group=group, end=told.end + 2)
        following = self.texts[told.end] if told.end < len(self.words) else ""
        if told.of is Of.CASES and told.explicit and following in GRAVE and following != "الخطر":
            return told._replace(of=Of.HARMED, outcome=Outcome.INJURED, end=told.end + 1, plural=True)
        if told.of is Of.UNKNOWN and told.end - told.start > 1:
            cue = CUES.at(self.words, told.end - 1)
            if (
                cue is not None
                and cue.value.kind is CueKind.AFTER
                and cue.prefix == ""
                and cue.value.plain[-1:] in "مان"
            ):
                return told._replace(of=Of.NOTHING, end=told.end - 1)
        return told

    def _idle_before(self) -> Mention | None:
        """The last people counted in the sentence before to whom nothing happened there, where nobody was told after."""
        if not self.previous:
            return None
        scan = RetoldScan(self.previous, [], start_opens=False)
        scan.run()
        last = scan.waiting[-1] if scan.waiting else None
        told_after = last is not None and any(mention.end > last.start for mention in scan.mentions)
        return None if last is None or told_after or last.phrase.of is not Of.PERSON else last

    def _owned_behind(self, index: int) -> Group | None:
        """«سبع من راكباتها»: the people that «من» and a plural with its owner name."""
        if index + 1 >= len(self.words) or self.texts[index] != "من":
            return None
        word = self.words[index + 1]
        owner = next((end for end in _OWNER_ENDS if word.text.endswith(end)), "")
        stem = word.text.removesuffix(owner) if owner else ""
        if not stem.endswith(("ات", "ي")) or len(stem) < 4:
            return None
        text = stem if stem.endswith("ات") else stem + "ن"
        noun = PEOPLE.at([replace(word, text=text)], 0)
        if noun is None or noun.prefix or noun.value.count not in (Count.MANY, Count.TWO_OR_MANY):
            return None
        return Group(noun.value.label)

    def _has_vanished(self, phrase: CountPhrase) -> bool:
        """Also «تحول 1776 منهم إلى مختفين قسريا»."""
        if super()._has_vanished(phrase):
            return True
        if _TURNED.isdisjoint(self.texts[max(0, phrase.start - 3) : phrase.start]) or phrase.of is Of.PERSON:
            return False
        return any(text.startswith(_VANISHED) for text in self.texts[phrase.end : phrase.end + 4])

    def _of_them(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool]:
        """Also «خطف 276 تلميذة، ولا يزال 90 منهن في عداد المفقودات»: what stands right behind tells of these."""
        told = super()._of_them(phrase)
        cue = CUES.at(self.words, phrase.end) if told[0] and phrase.end < len(self.words) else None
        lasting = cue is not None and cue.value.kind is CueKind.AFTER and cue.value.plain.startswith("في عداد")
        if lasting and cue is not None and cue.value.outcome not in told[0]:
            return [], None, False
        return told

    def _stands_behind(self, found: Found[Cue]) -> bool:
        """«عن 573، فيما اعتقلت الهيئة 147»: what begins a clause speaks of nobody before."""
        if found.start and self.texts[found.start - 1] in ("فيما", "بينما") and not found.value.plural:
            return False
        return super()._stands_behind(found)

    def _shares_last(self, phrase: CountPhrase) -> bool:
        """Also «مسؤولة عن اعتقال 1312، وقوات سوريا الديمقراطية عن 573»: the next hand, with the same preposition."""
        if super()._shares_last(phrase):
            return True
        last = self.last
        if last is None or phrase.of is not Of.NOTHING or last.outcome is None or last.cue == 0 or phrase.start < 3:
            return False
        between = self.texts[last.end : phrase.start]
        if not 3 <= len(between) <= 8 or between[0] != "،" or between[1][:1] != "و" or between[-1] != "عن":
            return False
        return self.texts[last.cue - 1] == "عن" and "ان" not in between

    def _subset(self, found: Found[Cue]) -> int:
        """«60 شاهدا، من بينهم والد الطفلة»: of those just counted, whoever they are."""
        if 0 <= found.start - self.unknown_at <= 2 and found.value.plain.endswith("بينهم"):
            self.last, self.cue, self.subset_of = self._nobody(found), None, None
            return found.end
        return super()._subset(found)

    def _at_reach(self, phrase: CountPhrase) -> bool:
        """Also «إن الحصيلة كانت 14»."""
        if super()._at_reach(phrase):
            return True
        return self._was_so(phrase)

    def _was_so(self, phrase: CountPhrase) -> bool:
        was = phrase.start > 1 and self.texts[phrase.start - 1] in ("كانت", "كان")
        plain = phrase.of in (Of.NOTHING, Of.PERSON) and phrase.explicit
        return was and plain and self.tally is not None and self.tally[1] == phrase.start - 1

    def _numbered(self, phrase: CountPhrase) -> int:
        was = self._was_so(phrase)
        end = super()._numbered(phrase)
        if was and self.mentions and self.mentions[-1].start == phrase.start:
            self.mentions[-1].earlier = True
        return end

    def _cue(self, found: Found[Cue]) -> int:
        """Also «لوجود مفقودين تحت الركام»: the word is of people whom «وجود» opens for, not of some told before."""
        opened = found.value.kind is CueKind.AFTER and found.start == self.opens_at and not self.waiting
        phrase = count_at(self.words, found.start, self.numbers) if opened and found.end == found.start + 1 else None
        dead = phrase is not None and phrase.outcome is Outcome.KILLED
        if phrase is not None and phrase.of is Of.HARMED and phrase.plural and not (phrase.definite or dead):
            return self._take(phrase)
        reach = found.value.kind is CueKind.REACH and found.end + 1 < len(self.words)
        if reach and self.texts[found.end] in ("من", "الذين"):
            told = self._toll_of(found.end + 1)
            if told is not None:
                self.tally, self.tally_open, self.reach_at = (told[0], told[1]), True, found.end
                return told[1]
        return super()._cue(found)

    def _toll_of(self, index: int) -> tuple[Outcome, int] | None:
        """«بلغ من ماتوا بسبب التعذيب نحو 15 ألفا»: of whom the number to come is the toll."""
        cue = CUES.at(self.words, index)
        if cue is None or cue.prefix or not cue.value.plural or cue.value.outcome is None:
            return None
        return (cue.value.outcome, cue.end) if cue.value.kind in (CueKind.VERB, CueKind.FALL) else None

    def _sweeping(self, index: int) -> Outcome | None:
        """Also «شملت حملة الدهم والاعتقال 26 مواطنا»."""
        late = not SWEEPS.isdisjoint(self.texts[index + 3 : index + 4])
        return super()._sweeping(index) or (Outcome.DETAINED if late else None)

    def _mention(self, phrase: CountPhrase, outcome: Outcome | None, parent: Mention | None) -> Mention:
        """«توزعت الاعتقالات بواقع 15 معتقلا في الخليل»: whoever was arrested, no prisoners before."""
        mention = super()._mention(phrase, outcome, parent)
        listed = self.sharing is not None and self.sharing.outcome is Outcome.DETAINED and phrase.lemma == "معتقل"
        if listed and outcome is Outcome.DETAINED and (parent is None or parent.group is Group.PEOPLE):
            mention.group = Group.PEOPLE
        return mention

    def _tell_fate(self, found: Found[Cue]) -> None:
        """Also «أُنقذ تسعة، وسبعة انتُشلت جثثهم»: it is of the count right before, whatever waits."""
        last = self.last
        beside = last is not None and last.outcome is None and last.phrase.explicit and last.end == found.start
        if beside and last is not None and last not in self.waiting and last.high and last.phrase.of is Of.NOTHING:
            last.parent, self.waiting = None, [last]
        super()._tell_fate(found)

    def _is_arrest(self, found: Found[Cue]) -> bool:
        """«أعلنت الشرطة أن مسلحين اقتادوا 84 طالبة»: those who led them away are named beside the verb."""
        near = self.texts[max(0, found.start - _GUNMEN_NEAR) : found.end + 2]
        return _GUNMEN.isdisjoint(near) and super()._is_arrest(found)

    def _told_by_noun(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool] | None:
        """«12 وفاة، مقابل خمس وفيات في كشمير»: at another place, not before."""
        if phrase.of is Of.HARMED and 0 <= phrase.start - self.earlier_at <= 2:
            lead, where, place = (
                self.texts[at : at + 1] or [""] for at in (self.earlier_at - 1, phrase.end, phrase.end + 1)
            )
            if lead == ["مقابل"] and where == ["في"] and not (place[0] in _TIMES or place[0][:1].isdigit()):
                self.earlier_at = -9
        return super()._told_by_noun(phrase)

    def _among_the_harmed(self, phrase: CountPhrase) -> None:
        """Also «من بين الجرحى، وعددهم 26، خمسة أطفال»: their number in passing, and then the part."""
        numbered = self._numbered_aside(phrase.end)
        if numbered is not None and phrase.outcome is not None:
            self.subset_of, self.cue = None, None
            self._add(numbered._replace(of=Of.HARMED, outcome=phrase.outcome), phrase.outcome)
            self.subset_of, self.aside_until = self.last, numbered.end
            return
        super()._among_the_harmed(phrase)

    def _numbered_aside(self, index: int) -> CountPhrase | None:
        """The number of «، وعددهم 26،»."""
        told = self.texts[index : index + 2]
        if len(told) < 2 or told[0] not in ("،", "(", "-") or told[1] not in NUMBERING:
            return None
        number = count_at(self.words, index + 2, self.numbers) if index + 2 < len(self.words) else None
        if number is None or not number.explicit or number.end >= len(self.words):
            return None
        return number if self.words[number.end].is_sign and number.of in (Of.NOTHING, Of.PERSON) else None

    def _wait(self, phrase: CountPhrase, parent: Mention | None) -> None:
        """Also «لا تزال البقية، وعددهن 67، في قبضتهم»: the rest, who had been told to be safe or not at all."""
        turned = self.words[max(0, self.safe_at) : phrase.start] if self.safe_at >= 0 else ()
        if phrase.explicit and any(word.text in ("لكن", "ولكن", "بيد") for word in turned):
            self.safe_at = -9  # «نجا العروسان، لكن خمسة من أقاربهما لقوا حتفهم»
        rest = phrase.start > 1 and self.texts[phrase.start - 1] in NUMBERING and phrase.of is Of.NOTHING
        if rest and not _THE_REST.isdisjoint(self.texts[max(0, phrase.start - 4) : phrase.start]):
            self.safe_at, self.last = -9, None
            parent = None
        super()._wait(phrase, parent)
        if phrase.of is Of.UNKNOWN and phrase.explicit:
            self.unknown_at = phrase.end
        if rest and self.waiting and self.waiting[-1].start == phrase.start:
            wholes = (m for m in reversed([*self.before[-20:], *self.mentions]) if m.parent is None)
            whole = next((m for m in wholes if m.low > phrase.low), None)
            self.waiting[-1].group = whole.group if whole is not None else self.waiting[-1].group

    def _fits_cue(self, phrase: CountPhrase) -> bool:
        """Also «فيما اعتقلت هيئة تحرير الشام 147»: a bare number behind the name of those who took them."""
        assert self.cue is not None
        if any(text in ("لكن", "ولكن") for text in self.texts[self.cue.end : phrase.start]):
            return False  # «نجا من محاولة اغتيال، لكن ثلاثة من مرافقيه قتلوا»
        if super()._fits_cue(phrase):
            return True
        if phrase.of is not Of.NOTHING or self.cue.value.kind is not CueKind.VERB or self.cue_outcomes[0] not in _TAKEN:
            return False
        told = any(m.outcome is self.cue_outcomes[0] for m in (*self.before[-20:], *self.mentions))
        between = self.words[self.cue.end : phrase.start]
        names = all(not word.is_sign and word.text not in CLAUSE_STOPS for word in between)
        ends = phrase.end >= len(self.words) or self.words[phrase.end].is_sign or self.texts[phrase.end] in _ENDS
        return told and 1 <= len(between) <= 5 and names and ends and not phrase.prefix.startswith(("ل", "ب"))

    def _may_wait(self, phrase: CountPhrase) -> bool:
        """Also «ولا يزال رجل مسن تحت حجارة المبنى»."""
        if super()._may_wait(phrase):
            return True
        if phrase.of is not Of.PERSON or phrase.definite or phrase.joined or phrase.prefix or phrase.start == 0:
            return False
        at = phrase.end + (self._described(phrase.end) if phrase.end < len(self.words) else 0)
        cue = CUES.at(self.words, at) if at < len(self.words) else None
        lost = cue is not None and cue.value.kind is CueKind.AFTER and cue.value.outcome is Outcome.MISSING
        if self.texts[phrase.start - 1] in ("لكن", "ولكن") and self._fate_follows(phrase.end):
            return True
        return lost and self.texts[phrase.start - 1] in LASTS

    def _fate_follows(self, index: int) -> bool:
        """«لكن والدة العروس وثلاثة من أشقائها في عداد الموتى»"""
        for at in range(index, min(index + 7, len(self.words))):
            cue = CUES.at(self.words, at)
            if self.words[at].is_sign or (cue is not None and cue.value.outcome is not None):
                fatal = cue is not None and cue.value.kind is CueKind.AFTER
                return fatal and cue is not None and cue.value.outcome in (Outcome.KILLED, Outcome.MISSING)
        return False

    def _described(self, index: int) -> bool:
        """«رجل مسن», «طفلة صغيرة»: a word that describes."""
        noun = PEOPLE.at(self.words, index)
        return noun is not None and noun.end == index + 1 and noun.prefix == ""

    def _bare(self, phrase: CountPhrase) -> int:
        """Also «انتُشلت الطفلة فاطمة حيدر جثة هامدة» and the next person of a list of the dead, by the article and a name."""
        if self._is_of_a_strike(phrase):
            return phrase.end
        led = self.subset_of is not None and self.texts[phrase.start - 1] in ("وان", "وبان")
        if led and any(mention.parent is self.subset_of for mention in self.mentions):
            self.subset_of = None  # another clause
        if phrase.prefix in ("ال", "وال") and not phrase.plural and phrase.of is Of.PERSON and phrase.low == 1:
            if self._is_found_lifeless(phrase):
                self._add(phrase._replace(definite=False), Outcome.KILLED)
                self.cue = None
                return phrase.end
            whole = self.subset_of
            if whole is not None and whole.outcome is not None and self.cue is None and self._is_listed_by_name(phrase):
                self._add(phrase._replace(definite=False), whole.outcome, parent=whole)
                return phrase.end
        return super()._bare(phrase)

    def _is_of_a_strike(self, phrase: CountPhrase) -> bool:
        """«بينهم مزارع، قتلوا في قصف باكستاني»: whose the strike was."""
        if phrase.plural or phrase.prefix or phrase.start == 0 or self.texts[phrase.start - 1] not in _STRIKES:
            return False
        noun = PEOPLE.at(self.words, phrase.start)
        return noun is not None and noun.value.nation

    def _is_found_lifeless(self, phrase: CountPhrase) -> bool:
        ahead = self.texts[max(0, phrase.start - _LIFELESS) : phrase.start]
        if not any(text.removeprefix("و").startswith(_FOUND) for text in ahead):
            return False
        behind = self.texts[phrase.end : phrase.end + _LIFELESS + 4]
        return any(pair == ("جثه", "هامده") for pair in zip(behind, behind[1:], strict=False))

    def _is_listed_by_name(self, phrase: CountPhrase) -> bool:
        """«بين القتلى نائبان في البرلمان، والصحافية هودان نور»"""
        last = self.last
        if last is None or last.parent is not self.subset_of or not phrase.joined or phrase.group is Group.PEOPLE:
            return False
        if not 0 < phrase.start - last.end <= _LISTED or self.texts[phrase.start - 1] != "،":
            return False
        name = self.words[phrase.end] if phrase.end < len(self.words) else None
        if name is None or name.is_sign or name.text in NO_NOUN or name.text.startswith("ال"):
            return False
        return name.text in GIVEN_NAMES or CUES.at(self.words, phrase.end) is None

    def _all_of_them(self, found: Found[Cue]) -> int:
        """Also «أنقذنا تسعة، جميعهم مصابون»: saved, and hurt."""
        noun = HARMED.at(self.words, found.end) if found.end < len(self.words) else None
        last = self.last
        if noun is None or noun.prefix or noun.value.label != Outcome.INJURED or noun.value.count is Count.ONE:
            return super()._all_of_them(found)
        if last is None or last.outcome is not None or not (last.phrase.explicit and last.high):
            return super()._all_of_them(found)
        if not 0 <= found.start - last.end <= 2:
            return super()._all_of_them(found)
        self.waiting = [kept for kept in self.waiting if kept is not last]
        last.outcome, last.parent = Outcome.INJURED, None
        self.mentions.append(last)
        return noun.end


_ENDS = frozenset(("فيما", "بينما", "والباقون", "والباقين", "والبقيه"))
