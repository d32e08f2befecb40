"""Counts and what ties them: to an open cue, to a tally, to the count before, to the whole they are part of."""

from crawler.facts.casualty.counts import NEXT_ONE
from crawler.facts.casualty.cues import CUES, CueKind
from crawler.facts.casualty.held import HeldReading
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.parts import begins_place
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.qualifiers import both_at
from crawler.facts.casualty.tallies import NUMBERING
from crawler.facts.casualty.wording import HANDS, TIME_WORDS
from crawler.facts.figure import Group, Outcome

_TALLIES = frozenset(("عدد", "تعداد", "حصيله", "محصله", "اجمالي", "مجموع"))
_SOME_OF = frozenset(("كثير", "كثيرون", "الكثير", "معظم", "غالبيه", "بعض", "العديد", "عديد", "قسم", "جزء"))
_ALONE = frozenset(("وحدها", "وحده", "لوحدها", "لوحده", "بمفردها", "بمفرده"))
_OF_THINGS_TOO = ("غرق", "احتراق", "انقطاع الاتصال", "فقدان الاتصال")
_VANISHED = "اختفاء"
_NO_ROLE = (Group.PEOPLE, Group.CHILDREN, Group.WOMEN, Group.MEN, Group.ELDERLY)


class CountReading(HeldReading):
    """Decides on count phrases that have a number."""

    def _count(self, phrase: CountPhrase) -> int:
        """Decides on a count phrase; the position behind it."""
        self.counted += 1
        if phrase.of in (Of.PERSON, Of.HARMED) and phrase.explicit and phrase.group not in _NO_ROLE:
            self.said_group = phrase.group
        if phrase.end <= self.aside_until or self._tells_nothing(phrase):
            return phrase.end
        if self._opens_parts(phrase):
            return phrase.end
        if self._is_left_out(phrase):
            self.last = self._nobody_at(phrase)  # so that «بينهم» behind them adds nothing
            return phrase.end
        end = self._decided(phrase)
        self._sum_up(phrase)
        self._count_in(phrase)
        return end

    def _opens_parts(self, phrase: CountPhrase) -> bool:
        """«من بين الشهداء الستة طفلة وسيدتان»: of those told before, whose number is said again."""
        before = self.texts[phrase.start - 1] if phrase.start else ""
        if not (phrase.known and phrase.of is Of.HARMED and phrase.outcome is not None and before.endswith("بين")):
            return False
        alike = (m for m in reversed(self.before[-20:]) if m.outcome is phrase.outcome and m.low == phrase.low)
        whole = next(alike, None) or self._last_of(phrase.outcome)
        if whole is None or not self._count_starts(phrase.end):
            return False
        self.subset_of, self.cue = whole, None
        return True

    def _decided(self, phrase: CountPhrase) -> int:
        """The same for a count that says something."""
        told = self.texts[phrase.start - 1] if phrase.start else ""
        if told in ("منهم", "منهن") and phrase.of is Of.NOTHING and self._opens_at(phrase.start - 1):
            phrase = phrase._replace(of=Of.THEM)  # «نفذه أربعة مسلحين، قتل منهم اثنان»
        self._take_up_risen(phrase)
        self._take_up_bare(phrase)
        if self._has_vanished(phrase):
            phrase = phrase._replace(of=Of.HARMED, outcome=Outcome.MISSING, lemma=_VANISHED)
        phrase = self._died_of_wounds(self._of_whom(self._of_those_named(self._bounded_by_reach(phrase))))
        if phrase.definite and phrase.explicit and not phrase.known and not self._reaches(phrase):
            if not self._is_the_rest(phrase):
                return phrase.end
            phrase = phrase._replace(of=Of.PERSON)  # and perhaps of another kind than those told
        both = phrase.both or self._both_ahead(phrase)
        if both:
            for outcome in both:
                self._add(phrase, outcome, joint=True)
            self.cue = None
            return phrase.end
        if self._passes_agent(phrase):
            return phrase.end
        if self._others_elsewhere(phrase):
            assert self.last is not None
            assert self.last.outcome is not None
            self._add(phrase, self.last.outcome, parent=self.last.parent)
            return phrase.end
        if phrase.of is Of.NOTHING and self.last is not None and self._at_next_place(phrase):
            phrase = phrase._replace(joined=True)
        if self._numbers_last(phrase):
            assert self.last is not None
            self.last.low, self.last.high = phrase.low, phrase.high
            self.last.phrase = self.last.phrase._replace(low=phrase.low, high=phrase.high, qualifier=phrase.qualifier)
            return phrase.end
        return self._numbered(phrase) if phrase.explicit else self._bare(phrase)

    def _numbers_last(self, phrase: CountPhrase) -> bool:
        """«قتل عمال مناجم عددهم أحد عشر»: the number of those just named without one."""
        last = self.last
        plain = phrase.of is Of.NOTHING or (phrase.of is Of.PERSON and phrase.lemma in ("شخص", "نسمه", "فرد"))
        if not plain or phrase.start == 0 or self.texts[phrase.start - 1] not in NUMBERING:
            return False
        vague = last is not None and not last.phrase.explicit and last.high is None and last in self.mentions
        return last is not None and vague and self._gap(last.end, phrase.start) <= 9

    def _others_elsewhere(self, phrase: CountPhrase) -> bool:
        """«استشهد فلسطيني في جنين وآخران في طولكرم»: the same happened to others at another place."""
        last = self.last
        if phrase.of is not Of.OTHERS or phrase.explicit or not phrase.joined or self.cue is not None or last is None:
            return False
        if last.outcome is None or last.phrase.low > 99 or not 0 < self._gap(last.end, phrase.start) <= 4:
            return False
        following = self.texts[phrase.end : phrase.end + 2]
        return begins_place(following) and not any(w.is_sign for w in self.words[last.end : phrase.start])

    def _died_of_wounds(self, phrase: CountPhrase) -> CountPhrase:
        """«وفاة مصابين», «توفي ثلاثة جرحى»: the noun tells who they were, the cue what became of them."""
        if phrase.of is not Of.HARMED or phrase.outcome is not Outcome.INJURED or phrase.joined or phrase.definite:
            return phrase
        if self.cue is None or self.cue_outcomes != [Outcome.KILLED] or self.cue.value.kind is CueKind.FALL:
            return phrase
        if any(not word.is_sign and word.text not in TIME_WORDS for word in self.words[self.cue.end : phrase.start]):
            return phrase
        return phrase._replace(of=Of.PERSON, outcome=None, lemma="شخص")

    def _both_ahead(self, phrase: CountPhrase) -> tuple[Outcome, ...]:
        """«أوقع بين قتيل وجريح نحو عشرة عسكريين», «بين قتيل وجريح سقط 15 مسلحا»: both outcomes stand before."""
        if not phrase.explicit or phrase.of not in (Of.PERSON, Of.NOTHING):
            return ()
        for at in range(max(0, phrase.start - 5), phrase.start - 2):
            both = both_at(self.words, at)
            if both and not any(word.is_sign for word in self.words[at : phrase.start]):
                fresh = self.last is None or self.last.end <= at
                return both if fresh else ()
        return ()

    def _tells_nothing(self, phrase: CountPhrase) -> bool:
        """Whether a phrase describes those just counted, is a year or a zero, or only names people."""
        if self._is_apposition(phrase) or (phrase.year_like and not self._at_reach(phrase)):
            return True
        if self._is_word_of_both(phrase) or self._is_other_event(phrase):
            return True
        died = phrase.lemma == "واحد" and self._opened(phrase) and self.cue_outcomes[:1] == [Outcome.KILLED]
        if died and self._last_of(Outcome.KILLED) is not None:
            return True  # «تبين وفاة أحدهما في الموقع»: of the two dead told before
        if phrase.lemma == NEXT_ONE and not self._follows_one(phrase):
            return True
        if not phrase.explicit and self._describes_the_rest(phrase):
            self.subset_of = None
            return True
        if not phrase.explicit and self._is_only_named(phrase):
            if phrase.of is Of.PERSON:
                self._speak_of(phrase)
            return True
        many = not phrase.explicit and phrase.plural and phrase.start > 1 and self.texts[phrase.start - 1] == "منهم"
        if many and self.texts[phrase.start - 2] in _SOME_OF:
            return True  # «كثير منهم إندونيسيون»
        return (
            (phrase.low == 0 and phrase.high == 0)
            or self._only_speaks(phrase)
            or self._says_who_they_are(phrase)
            or self._tells_nations(phrase)
        )

    def _is_word_of_both(self, phrase: CountPhrase) -> bool:
        """«قتيل» in «ما بين قتيل وجريح»."""
        if phrase.explicit or phrase.of is not Of.HARMED or phrase.start == 0:
            return False
        ahead = phrase.start - (2 if phrase.joined else 1)
        return ahead >= 0 and bool(both_at(self.words, ahead))

    def _is_other_event(self, phrase: CountPhrase) -> bool:
        """«أسفرت غارة عن شهيدين، وأخرى على الخيام عن ثلاثة»: «أخرى» behind men is no woman."""
        if phrase.of is not Of.OTHERS or phrase.explicit or not self.texts[phrase.start].endswith("اخري"):
            return False
        if self.cue is not None and self.cue.end == phrase.start:
            return False  # «وأصيبت أخرى»
        last = self.last
        return last is None or not (last.phrase.lemma.endswith("ه") or last.group is Group.WOMEN)

    def _follows_one(self, phrase: CountPhrase) -> bool:
        """Whether «والثاني مسعف» goes on from «أحدهم صحفي»."""
        last = self.last
        near = last is not None and last.phrase.lemma in ("واحد", NEXT_ONE) and last.parent is not None
        return last is not None and near and self.cue is None and self._gap(last.end, phrase.start) <= 6

    def _passes_agent(self, phrase: CountPhrase) -> bool:
        """«اغتال مسلحان مجهولان النقيب صالح»: the two did it, and their object follows."""
        two = phrase.agent and phrase.low == phrase.high == 2 and self._is_active()
        if not (two and self._opened(phrase) and self._is_agent(phrase)):
            return False
        assert self.cue is not None
        self.cue, self.agent_passed = self.cue._replace(end=phrase.end), True
        return True

    def _numbered(self, phrase: CountPhrase) -> int:
        """A count with a number becomes a mention for each of its outcomes, or waits for the word that tells one."""
        self._mark_risen(phrase)
        outcomes, parent, earlier = self._decide(phrase)
        if self.sharing is not None and parent is None and not earlier:
            outcomes, parent = self._as_share(phrase, outcomes)
        if not outcomes:
            self._wait(phrase, parent)
            return phrase.end
        if outcomes == [Outcome.DETAINED] and self._held_as_hostages(phrase):
            outcomes = [Outcome.ABDUCTED]
        for outcome in outcomes:
            whole = self._whole_elsewhere(phrase, outcome) if parent is None else None
            self._add(phrase, outcome, parent=parent, joint=len(outcomes) > 1, earlier=earlier)
            self.mentions[-1].parent = whole or self.mentions[-1].parent
        self.cue = None
        return phrase.end

    def _whole_elsewhere(self, phrase: CountPhrase, outcome: Outcome) -> Mention | None:
        """«وفي العاصمة وحدها قتل 37»: of the larger toll told before."""
        if _ALONE.isdisjoint(self.texts[max(0, phrase.start - 6) : phrase.start]):
            return None
        whole = self._last_of(outcome)
        return whole if whole is not None and whole.low > phrase.low else None

    def _is_apposition(self, phrase: CountPhrase) -> bool:
        """«طفلان شقيقان»: a second noun right behind a count describes the same people."""
        if self.last is None or phrase.start != self.last.end or phrase.joined or phrase.start in self.numbers:
            return False
        if phrase.of is Of.OTHERS and self.last.phrase.of is Of.PERSON and not phrase.explicit:
            return phrase.low == 1  # «موظفا رابعا»
        if self._take_state(phrase):
            return True
        who = phrase.outcome in (Outcome.DISPLACED, Outcome.ABDUCTED)  # «امرأة نازحة … توفيت»
        if phrase.of is Of.HARMED and who and self.last.phrase.of is Of.PERSON:
            return True
        if phrase.of is Of.HARMED and self._tells_of_part_alone(phrase):
            return self._take_outcome(phrase)
        if phrase.of is Of.HARMED and self.last.phrase.of in (Of.PERSON, Of.THEM) and not phrase.definite:
            return self.last.outcome in (None, phrase.outcome) and self._take_outcome(phrase)
        return phrase.of is Of.PERSON and phrase.lemma != ""

    def _take_outcome(self, phrase: CountPhrase) -> bool:
        """«فتاتين مفقودتين»: the adjective tells what happened to those just counted."""
        last = self.last
        assert last is not None
        if last.parent is not None and last.parent.outcome is None and last.phrase.of is Of.THEM:
            last.parent, last.outcome = None, phrase.outcome
            self.waiting = [kept for kept in self.waiting if kept is not last]
            self.mentions.append(last)
        if last in self.waiting:
            self.waiting.remove(last)
            last.outcome = phrase.outcome
            self.mentions.append(last)
        return True

    def _is_only_named(self, phrase: CountPhrase) -> bool:
        """A noun with the article or in a tie names people known already; it may still say what a tally is of."""
        if phrase.of is Of.HARMED and phrase.plural and phrase.outcome and not self._opened(phrase):
            before = self.texts[phrase.start - 1] if phrase.start else ""
            if before in _TALLIES and self.waiting and self.waiting[-1].end == phrase.start - 1:
                self._resolve_number(phrase.outcome)  # «ارتفع إلى 17 عدد قتلى القصف»
            # «عدد شهداء الغارة على نازحين … من 17 إلى 22»: the tally stays that of the dead
            displaced = phrase.outcome is Outcome.DISPLACED and self.tally_open and before not in _TALLIES
            joined = phrase.joined and self.tally is not None and phrase.start == self.tally[1]
            if (before.endswith(("بين", "صفوف", "عداد")) or self._begins_with_of(phrase)) and phrase.definite:
                self._among_the_harmed(phrase)
            elif not (displaced or joined):
                self.tally, self.tally_open = (phrase.outcome, phrase.end), True
                self.risen = self.tally if before in _TALLIES else None
                self.tally_group = phrase.group
        if phrase.definite and phrase.plural and self._shares_vague(phrase):
            return False
        return phrase.definite and phrase.plural

    def _decide(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool]:
        """The outcomes of an explicit count, what it is part of, and whether it is of before."""
        told = self._told_by_noun(phrase)
        if told is not None:
            return told
        if self.subset_of is not None and self.cue is None and not self._is_of_a_new_tally(phrase):
            whole = self.subset_of
            if phrase.of is Of.PERSON and whole.outcome is not None and self._is_next_hand_behind(phrase, whole):
                self.subset_of = None
                return [whole.outcome], whole.parent, False  # «9 مدنيين بينهم سيدة، وهيئة تحرير الشام 3 مدنيين»
            return self._in_subset(phrase)
        if self.cue is not None and self._fits_cue(phrase):
            if phrase.of is Of.THEM and self._speaks_of_waiting(phrase):
                return list(self.cue_outcomes), None, False
            parent = self.part_of or (self._whole_of_them(phrase) if phrase.of is Of.THEM else None)
            return list(self.cue_outcomes), parent, False
        if self.unnumbered is not None and self._numbers_the_dead(phrase):
            return [self.unnumbered[0]], None, False
        if self._at_reach(phrase):
            assert self.tally is not None
            return [self.tally[0]], None, False
        if self._shares_last(phrase):
            assert self.last is not None
            if self.last.outcome is None:
                return [], self.last.parent, False
            return [self.last.outcome], self.last.parent, False
        hurt = self._told_by_what_befell(phrase)
        if hurt is not None:
            return hurt
        return self._of_them(phrase) if phrase.of is Of.THEM else ([], None, False)

    def _told_by_noun(self, phrase: CountPhrase) -> tuple[list[Outcome], Mention | None, bool] | None:
        """The same where the count's own noun or a word right before it decides."""
        earlier = 0 <= phrase.start - self.earlier_at <= 2
        if self._is_found_so(phrase):
            return [Outcome.KILLED], None, False
        if phrase.part_of is not None:
            return self._of_the_harmed(phrase, phrase.part_of)
        if self._waits_for_verb(phrase):
            return [], None, False
        if phrase.lemma == _VANISHED:
            return [Outcome.MISSING], None, False
        if phrase.of is Of.HARMED and not self._noun_yields(phrase):
            assert phrase.outcome is not None
            return [phrase.outcome], self._harmed_parent(phrase), earlier
        if earlier and self.last is not None and self.last.outcome is not None:
            nearer = self.cue is not None and self.cue.start >= self.earlier_at and self._opened(phrase)
            if nearer and self.texts[self.earlier_at - 1] == "مقابل":
                return list(self.cue_outcomes), None, False  # «في مقابل مقتل 14 مسلحا»: on the other side
            before = not self._is_other_side(phrase)
            return (list(self.cue_outcomes) if nearer else [self.last.outcome]), None, before
        if phrase.lemma == NEXT_ONE or self._is_of_the_last_part(phrase):
            return self._of_them(phrase)
        return None

    def _speaks_of_waiting(self, phrase: CountPhrase) -> bool:
        """«نفذه أربعة مسلحين، قتل منهم اثنان»: of those counted right before, to whom nothing had happened yet."""
        last = self.last
        if self.cue is None or last is None or last not in self.waiting or last.parent is not None:
            return False
        enough = last.high is None or last.high >= phrase.low
        return enough and self._gap(last.end, self.cue.start) <= 2

    def _is_of_the_last_part(self, phrase: CountPhrase) -> bool:
        """«بينهم 30 طفلا، أربعة منهم في حالة حرجة», «أربعة ضباط، أحدهم عقيد»: of those told last, themselves a part."""
        last = self.last
        if phrase.of is not Of.THEM or phrase.part_of is not None or self.cue is not None or self.subset_of is None:
            return False
        if last is None or last.parent is not self.subset_of or self._gap(last.end, phrase.start) > 2 or phrase.joined:
            return False
        return last.high is None or last.high > phrase.low

    def _of_the_harmed(self, phrase: CountPhrase, outcome: Outcome) -> tuple[list[Outcome], Mention | None, bool]:
        """«أربعة من المصابين»; but «وفاة ثلاثة من الجرحى» are part of the dead, not of the hurt."""
        opened = self.cue is not None and self._gap(self.cue.end, phrase.start) <= 2
        if outcome is not Outcome.KILLED and not opened and self._died_behind(phrase):
            return [Outcome.KILLED], None, False
        outcomes = list(self.cue_outcomes) if opened else [self._fate_of_victims(phrase, outcome)]
        parent = self._last_of(outcomes[0])
        if outcomes[0] is not outcome and parent is not None and parent.low <= phrase.low:
            parent = None
        return outcomes, parent, False

    def _waits_for_verb(self, phrase: CountPhrase) -> bool:
        """«تسعة نازحين لقوا حتفهم»: the verb behind tells what happened, the noun who they were."""
        if phrase.of is not Of.HARMED or phrase.outcome not in (Outcome.DISPLACED, Outcome.ABDUCTED):
            return False
        cue = CUES.at(self.words, phrase.end) if phrase.end < len(self.words) else None
        return cue is not None and cue.value.kind is CueKind.VERB and not cue.joined and self.cue is None

    def _noun_yields(self, phrase: CountPhrase) -> bool:
        """«مقتل 5 نازحين»: the cue tells what happened, the noun who they were."""
        if self.cue is None or not self.cue_outcomes:
            return False
        who = phrase.outcome in (Outcome.DISPLACED, Outcome.ABDUCTED, Outcome.MISSING) or phrase.lemma == "ضحيه"
        return who and self.cue_outcomes[0] is not phrase.outcome and self._fits_cue(phrase)

    def _fits_cue(self, phrase: CountPhrase) -> bool:
        """Whether an explicit count is near enough to the open cue for what it counts."""
        assert self.cue is not None
        gap = self._gap(self.cue.end, phrase.start)
        if self._hits() and (phrase.of not in (Of.PERSON, Of.OTHERS) or phrase.known):
            killed = bool(self.mentions) and self.mentions[-1].outcome in (Outcome.KILLED, Outcome.DETAINED)
            goes_on = self.cue.joined and (self.cue.value.plural or killed)
            continues = phrase.of is Of.NOTHING and goes_on and bool(self.mentions)
            return continues and gap == 0  # «قتلوا 958 فلسطينيا وأصابوا نحو 7 آلاف»
        if self._is_numbered_behind(phrase) and phrase.of in (Of.NOTHING, Of.PERSON) and gap <= 9:
            return True
        kind, lost = self.cue.value.kind, self.cue_outcomes[0] is Outcome.MISSING
        if phrase.start and self.texts[phrase.start - 1] in HANDS:
            return False  # «أصيب برصاص أحد الضباط»
        ahead = self.texts[self.cue.end : phrase.start]
        if self.cue.value.plain in _OF_THINGS_TOO and any(text == "،" for text in ahead):
            return False  # «غرق القارب …، ويعد ثلاثون من ركابه في حكم المفقودين»
        if any(text in ("ان", "وان", "بان", "انه", "انها") for text in ahead):
            return False  # another clause
        if phrase.prefix == "ل" and phrase.of is Of.PERSON and kind is CueKind.VERB:
            return False  # «توفي، وهو أب لخمسة أطفال»
        if lost and kind is CueKind.VERB and self.cue.joined and self.mentions and phrase.of is Of.NOTHING:
            return gap == 0
        if phrase.of is Of.NOTHING and self.cue.value.plain.startswith("قض") and gap == 0:
            return self._perish(phrase)
        if kind is CueKind.FALL and phrase.start and self.texts[phrase.start - 1] == "علي":
            return False  # «سقطت رافعة على ثلاثة عمال»
        if kind is CueKind.FALL or (lost and kind is CueKind.VERB):
            return phrase.of in (Of.PERSON, Of.HARMED, Of.OTHERS, Of.THEM) and gap <= 2
        if phrase.of in (Of.PERSON, Of.HARMED):
            return gap <= (12 if kind is CueKind.VERB else 9)
        if phrase.of in (Of.OTHERS, Of.CASES, Of.THEM):
            return gap <= 4
        return gap == 0
