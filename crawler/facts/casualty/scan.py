"""From the words of a sentence to its mentions: which count phrases are of people who came to harm, and how.

The words are read once from left to right. A cue («مقتل», «أصيب») opens a place for a count; a count fills it; a
further count joined by «و» shares it; «بينهم» makes what follows part of the last one; «إنقاذ» or «لم» closes it.
A count that no cue stands before waits for one behind it («5 أشخاص لقوا حتفهم») and is dropped where none comes.
"""

from dataclasses import replace

from crawler.arabic.people import HARMED, PEOPLE
from crawler.arabic.words import Found
from crawler.facts.casualty.befallen import BefallenReading
from crawler.facts.casualty.beginnings import BEGINNINGS
from crawler.facts.casualty.care import OPENING_CARE
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import COURTS, CUES, REACHING, Cue, CueKind
from crawler.facts.casualty.groups import of_noun
from crawler.facts.casualty.losses import CAPTURED
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.persons import body_at
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.qualifiers import both_at
from crawler.facts.casualty.relevance import TELLS, is_plain
from crawler.facts.casualty.shares import begins_shares, shared_outcome, shares_at, tallied_at
from crawler.facts.casualty.state import Sharing
from crawler.facts.casualty.whose import said_of_all
from crawler.facts.casualty.wording import EVERY, LIFE_ENDS, STILL, SWEEPS, SWEPT, TAKES
from crawler.facts.figure import Group, Outcome

_CUE, _SHARES = BEGINNINGS.reader(CUES.begins), BEGINNINGS.reader(begins_shares)
_MAX_COUNTED = 300  # count phrases of one sentence; what has more is a table or noise
_MAX_WORDS = 8_000  # of one sentence, the length of a short book's chapter; behind them it is noise

_LOST_TO = ("فقدهم", "فقدتهم", "فقدناهم", "خسرهم", "خسرتهم")  # «عدد من فقدهم القطاع الصحي»
_NO_TRIAL = frozenset("محاكمه محاكمات تهمه تهم توجيه سبب اسباب مبرر سند مسوغ اذن مذكره".split())
_MASDAR_TOO = ("قتل", "جرح", "خطف", "ذبح", "اسر")


class SentenceScan(BefallenReading):
    """The reading of one sentence from its first word to its last."""

    def run(self) -> list[Mention]:
        """The mentions of the sentence, in order."""
        end = 0
        telling = [at for at, bits in enumerate(self.begins[:_MAX_WORDS]) if bits & TELLS or at in self.numbers]
        for index in telling:
            if index >= end and self.counted < _MAX_COUNTED:
                end = self._step(index)
        kept = [mention for mention in self.mentions if mention.outcome is not None]
        return sorted(kept, key=lambda mention: mention.start)

    def _step(self, index: int) -> int:
        word = self.words[index]
        if word.is_sign:
            return self._pass_sign(index)
        if word.text in EVERY and (end := self._all_the_harmed(index)) is not None:
            return end
        if index not in self.numbers and is_plain(self.words, index):
            return index + 1
        if word.text in SWEEPS:
            self.swept = Outcome.ABDUCTED if word.text.startswith("اختطاف") else Outcome.DETAINED
        elif word.text in SWEPT and (outcome := self._sweeping(index)) is not None:
            self.swept, self.cue, self.cue_outcomes = None, _reaching(index), [outcome]
            return index + 1
        if word.text in ("بين", "مابين") and self._both_behind(index):
            return index + 3
        begins = self.begins[index]
        if begins & _SHARES and (shared := shares_at(self.words, index)) is not None:
            self._share_out(shared)
        cue = self._cue_at(index) if begins & _CUE else None
        phrase = self._count_here(index)
        if phrase is not None:
            phrase = self._as_told(phrase)
        if phrase is None and index in self.numbers:
            self.thing_at = index
        if phrase is not None and (cue is None or self._counts_first(phrase, cue)):
            return self._take(phrase)
        if cue is None:
            return self._named(index)
        return self._cue(cue)

    def _take(self, phrase: CountPhrase) -> int:
        """Decides on a count phrase where it is not of others; the position behind it."""
        self._let_go_of_verb(phrase)
        if self._is_hurt_by(phrase):
            self._add(phrase._replace(prefix=""), Outcome.KILLED if self._by_fatal_blow(phrase) else Outcome.INJURED)
            return phrase.end
        if self._is_buried(phrase):
            self._add(phrase, Outcome.KILLED)
            return phrase.end
        return phrase.end if self._is_of_others(phrase) else self._count(phrase)

    def _pass_sign(self, index: int) -> int:
        """What denies ends at a sign, behind a colon for good: «خرج ولم يعد: اختفاء تلميذ»."""
        if self.texts[index] in ("،", ".", ":"):
            self.negated = False
        if self.texts[index] == ":":
            self.no_until = -1
        return index + 1

    def _sweeping(self, index: int) -> Outcome | None:
        """Of which arrests «طالت» speaks: of those named before it, or of «حملة الاعتقالات» right behind it."""
        behind = not SWEEPS.isdisjoint(self.texts[index + 1 : index + 3])
        return self.swept or (Outcome.DETAINED if behind else self._wave_before(index))

    def _both_behind(self, index: int) -> bool:
        """«18 شخصا سقطوا بين قتيل وجريح»: the count before was of both outcomes together."""
        both, last = both_at(self.words, index), self.last
        if both and self.cue is not None and self.cue.value.kind is CueKind.FALL and self._counted_at(index + 3):
            self.cue_outcomes = list(both)  # «سقط بين شهيد وجريح أكثر من ثلاثين مواطنا»
            self.cue = Found(replace(self.cue.value, kind=CueKind.MASDAR), self.cue.start, index + 3, self.cue.prefix)
            return True
        if not both or last is None or last.high is None or self._gap(last.end, index) > 5 or last.parent is not None:
            return False
        self.waiting = [mention for mention in self.waiting if mention is not last]
        self.mentions = [mention for mention in self.mentions if mention is not last]
        for outcome in both:
            self._add(last.phrase, outcome, joint=True)
        self.cue = None
        return True

    def _counted_at(self, index: int) -> bool:
        phrase = count_at(self.words, index, self.numbers) if index < len(self.words) else None
        return phrase is not None and phrase.explicit

    def _cue_at(self, index: int) -> Found[Cue] | None:
        """The cue at a word; a preposition or an article makes another word of a verb («كفر» is no «فر»)."""
        cue = CUES.at(self.words, index)
        if cue is not None and cue.prefix == "" and cue.value.plain in _MASDAR_TOO and self._is_done(index):
            return Found(replace(cue.value, kind=CueKind.MASDAR), cue.start, cue.end, cue.prefix)
        if cue is None or cue.prefix in ("", "و", "ف"):
            return cue
        if cue.value.plain in _MASDAR_TOO and cue.prefix in ("ب", "وب", "فب", "ل", "ول"):
            return cue  # «بقتل 31 شخصا»
        verb = cue.value.kind is CueKind.VERB and (cue.prefix not in ("ل", "ول", "فل") or not cue.value.imperfect)
        return None if verb else cue

    def _is_done(self, index: int) -> bool:
        """«تمكنت قوة من قتل انتحاري», «أقدم مجهولون على قتل رجل»: killing, no verb of those who were killed."""
        before = self.texts[index - 1] if index else ""
        if before not in ("من", "علي"):
            return False
        ahead = (text.removeprefix("و").removeprefix("ف") for text in self.texts[max(0, index - 14) : index - 1])
        return any(text.startswith(("تمكن", "اقدم", "عمل")) for text in ahead)

    def _share_out(self, at: int) -> None:
        """A list of parts begins: of the outcome it names, else of the last whole."""
        main = self._main()
        before = self.sharing.outcome if self.sharing is not None else None
        told = shared_outcome(self.words, at) or self._topic() or before or (main.outcome if main is not None else None)
        spoken = self.spoken_of is not None and 0 <= at - self.spoken_of[1] <= 6
        group = self.spoken_of[0] if spoken and self.spoken_of is not None else None
        self.sharing = Sharing(told, group) if told is not None else None
        self.subset_of = None

    @staticmethod
    def _counts_first(phrase: CountPhrase, cue: Found[Cue]) -> bool:
        if cue.value.kind is CueKind.AFTER and cue.end >= phrase.end and phrase.prefix == "ل":
            return False  # «تعرض شاب لثلاث طعنات»
        known = phrase.of is Of.HARMED and phrase.definite and phrase.plural
        return (phrase.explicit or phrase.end > cue.end or known) and cue.value.kind is not CueKind.SUBSET

    def _cue(self, found: Found[Cue]) -> int:
        """A cue changes what is open, and may tell of counts before it; the position behind it."""
        cue = found.value
        harms = cue.kind in (CueKind.MASDAR, CueKind.VERB, CueKind.FALL, CueKind.OPENS)
        if harms and (found.start <= self.no_until or self.negated):
            self.negated, self.cue = True, None
        elif cue.kind is CueKind.NO:
            self.no_until = self.no_until if self._goes_on(found) or self._is_without_things(found) else found.end + 2
        elif cue.plain in ("جثه", "جثمان") and self._is_a_body(found):
            self._add(body_at(found), Outcome.KILLED)
        elif cue.kind in (CueKind.MASDAR, CueKind.VERB, CueKind.FALL):
            if cue.kind is not CueKind.MASDAR or not found.definite:
                self._open(found)  # «مقار الاحتجاز», «حالات القتل» name no happening
        elif cue.kind is CueKind.AFTER and self._leads_on(found):
            self._open(Found(replace(cue, kind=CueKind.MASDAR), found.start, found.end, found.prefix))
        elif cue.kind is CueKind.AFTER:
            self._tell_fate(found)
        elif cue.kind is CueKind.SUBSET:
            return self._subset(found)
        elif cue.kind is CueKind.BLOCK:
            self._block(found)
        else:
            self._mark_or_care(found)
        return found.end

    def _leads_on(self, found: Found[Cue]) -> bool:
        """«ما أدى إلى إصابة شخصين»: whom the words speak of stands behind them, not before."""
        if not found.value.plain.startswith(("الي ", "ل")) or found.value.outcome is Outcome.MISSING:
            return False
        phrase = count_at(self.words, found.end, self.numbers) if found.end < len(self.words) else None
        return phrase is not None and phrase.of is not Of.HARMED and not phrase.joined and not phrase.definite

    def _mark_or_care(self, found: Found[Cue]) -> None:
        care = self._care(found)
        if care is not None:
            self._open(care)
            self.opens_at = found.end
        elif found.value.plain not in TAKES or found.value.plain in OPENING_CARE:
            self._mark(found)

    def _mark(self, found: Found[Cue]) -> None:
        """A cue that only says what the next count may be."""
        kind = found.value.kind
        if kind is CueKind.OPENS:
            self.opens_at = found.end
        elif kind is CueKind.ATTACK:
            self.attack_at = found.end
            if self.cue is not None and any(text == "،" for text in self.texts[self.cue.end : found.start]):
                self.cue = None
        elif kind is CueKind.TALLY:
            self._tally(found)
        elif kind is CueKind.REACH:
            self.reach_at = found.end
        elif kind is CueKind.EARLIER:
            self.earlier_at = found.end

    def _is_without_things(self, found: Found[Cue]) -> bool:
        """«سيارة بلا لوحات», «بدون ترخيص»: what was lacking is no harm."""
        following = self.texts[found.end] if found.end < len(self.words) else ""
        if (found.value.plain == "دون" and following in _NO_TRIAL) or following in ("طيار", "طيارين"):
            return True  # «معتقلون من دون محاكمة», «شنت طائرة بدون طيار غارة قتلت أربعة»
        if found.value.plain not in ("بلا", "بدون") or found.end >= len(self.words):
            return False
        text = self.texts[found.end]
        harm = HARMED.at(self.words, found.end) or CUES.at(self.words, found.end) or PEOPLE.at(self.words, found.end)
        return harm is None and text not in ("ان", "اي", "اصابات", "خساير", "ضحايا", "اضرار", "قتلي")

    def _goes_on(self, found: Found[Cue]) -> bool:
        """«لا تزال الفرق تبحث عن»: no denial."""
        return found.end < len(self.words) and self.texts[found.end] in STILL

    def _tally(self, found: Found[Cue]) -> None:
        """«حصيلة القتلى», «عدد الذين اعتقلوا»: of what a number to come is the tally."""
        outcome = found.value.outcome
        self.tally, self.tally_open = ((outcome, found.end) if outcome is not None else None), False
        ahead = self.texts[found.end] if found.end < len(self.words) else ""
        if ahead in SWEEPS:
            self.tally = (Outcome.ABDUCTED if "ختطاف" in ahead else Outcome.DETAINED, found.end + 1)
            self.tally_open = True
            return
        for at in range(found.end, min(found.end + 5, len(self.words) - 1)):
            told_noun = tallied_at(self.words, at)
            if told_noun is not None and HARMED.at(self.words, at) is None:
                self.tally, self.tally_open = (told_noun, at + 1), True
            if self.texts[at] not in ("الذين", "اللواتي", "من", "اللاتي"):
                continue
            behind = range(at + 1, min(at + 4, len(self.words)))
            told = next((cue for at in behind if (cue := CUES.at(self.words, at)) is not None), None)
            if (
                told is not None
                and told.value.outcome
                and told.value.kind in (CueKind.VERB, CueKind.AFTER, CueKind.FALL)
            ):
                noun = PEOPLE.at(self.words, at - 1) if at > found.end else None
                self.said_group = Group(noun.value.label) if noun is not None else self.said_group
                lost = self.texts[told.end - 1] in _LOST_TO or self._lose_lives(told)
                self.tally, self.tally_open = (Outcome.KILLED if lost else told.value.outcome, told.end), True
            return

    def _lose_lives(self, found: Found[Cue]) -> bool:
        """«عدد الذين فقدوا حياتهم»"""
        return "فقد" in found.value.plain and not LIFE_ENDS.isdisjoint(self.texts[found.end : found.end + 1])

    def _open(self, found: Found[Cue]) -> None:
        outcome = self._outcome_of(found)
        saved = 0 <= found.start - self.safe_at <= 1 and found.value.plain in ("حياه", "ارواح")
        if outcome is None or saved:
            return
        found = self._done_away_with(found)
        verb = found.value.kind in (CueKind.VERB, CueKind.FALL) and not found.value.plain.endswith("سقوط")
        if verb and (self._died_at_last(found, outcome) or self._hurt_though_saved(found, outcome)):
            return
        if verb and self._stands_behind(found):
            self._resolve_waiting(outcome, found)
            return
        plain_gap = self.cue is not None and not any(w.is_sign for w in self.words[self.cue.end : found.start])
        adjacent = plain_gap and found.joined and self.cue is not None and self._gap(self.cue.end, found.start) == 0
        alike = self.cue is not None and found.value.kind is self.cue.value.kind
        if adjacent and alike and outcome not in self.cue_outcomes:
            self.cue_outcomes.append(outcome)  # «مقتل وإصابة 20»
        else:
            self.cue_outcomes = [outcome]
        self.cue, self.agent_passed = self._with_adverb(found), False
        self.subset_of = None
        self.part_of = None

    def _done_away_with(self, found: Found[Cue]) -> Found[Cue]:
        """«قضت القوات الأمنية على 19 عنصرا تكفيريا»: they did not die themselves."""
        finishes = found.value.plain.startswith("اجهز") and not found.value.plain.endswith("علي")
        falls = found.value.kind is CueKind.FALL and found.value.plain.startswith(("قض", "يقض", "تقض"))
        if not (finishes or falls):
            return found
        for at in range(found.end, min(found.end + 6, len(self.words) - 1)):
            if self.words[at].is_sign or self.texts[at] in COURTS:
                return found
            if self.texts[at] == "علي":
                whom = at + 1 + (self.texts[at + 1] == '"')  # «قضى على "عدد من المخربين"»
                phrase = count_at(self.words, whom, self.numbers) if whom < len(self.words) else None
                fights = phrase is not None and phrase.explicit and phrase.group in CAPTURED
                masdar = Found(replace(found.value, kind=CueKind.MASDAR), found.start, whom, found.prefix)
                self.aside_until = max(self.aside_until, at if finishes else -1)  # who did it
                return masdar if fights or finishes else found
        return found

    def _subset(self, found: Found[Cue]) -> int:
        plain = found.value.plain
        if self.tally_open and self.tally is not None and (self.last is None or self.last.end <= self.tally[1]):
            self.last = self._last_of(self.tally[0]) or self.last  # «أما الجرحى فبينهم ستة»
        listed = plain in ("هم", "وهم") and self.texts[found.end :] == [":"]
        if listed and self.last is not None and self.last.outcome is not None:
            self.sharing = Sharing(self.last.outcome)  # «إلى 532 قتيلا، هم:», and a list follows
            return found.end
        if plain in ("جميعهم", "كلهم", "جميعها"):
            return self._all_of_them(found)
        if plain in ("معظمهم", "اغلبهم", "غالبيتهم", "جلهم"):
            noun = PEOPLE.at(self.words, found.end) if found.end < len(self.words) else None
            return noun.end if noun is not None and found.end not in self.numbers else found.end
        if self.cue is not None and plain.startswith("منه") and self.cue.end == found.start:
            outcome = self.cue_outcomes[0] if self.cue_outcomes else None
            self.part_of = self._last_of(outcome) if outcome is not None else None  # «قتل منهم النظام 62»
            return self._some_of_them(found)
        if found.end < len(self.words) and self.texts[found.end] == "وبين":
            return found.end
        follower = next(
            (
                at
                for at in range(found.end, min(found.end + 3, len(self.words)))
                if count_at(self.words, at, self.numbers)
            ),
            None,
        )
        if follower is None or (plain in ("هم", "وهم") and follower > found.end):
            return found.end
        if plain in ("هم", "وهم") and self._numbers_all(found):
            return found.end
        things = plain in ("بينها", "من بينها", "منها", "ضمنها", "من ضمنها")
        if things and self.thing_at > (self.last.end if self.last is not None else -1):
            self.last, self.cue, self.subset_of = self._nobody(found), None, None
            return found.end  # «31 مسيرة، من بينها 9»
        self.subset_of = self.last or self._main()
        self.cue = None
        return found.end

    def _numbers_all(self, found: Found[Cue]) -> bool:
        """«مقتل جميع ركابها، وهم ثلاثة سياح ومرشد»: the open cue's people are being told one by one."""
        if self.cue is None or self.negated:
            return False
        if self.cue.value.kind is not CueKind.MASDAR and not self._is_of_those_there():
            return False
        fresh = self.last is None or self.last.end <= self.cue.start or self.last.high == 0
        return fresh and self._gap(self.cue.end, found.start) <= 4

    def _some_of_them(self, found: Found[Cue]) -> int:
        """«نفذه أربعة مسلحين، قتل منهم اثنان»"""
        phrase = count_at(self.words, found.end, self.numbers) if found.end < len(self.words) else None
        if phrase is None or not phrase.explicit or phrase.of is not Of.NOTHING or phrase.year_like:
            return found.end
        told = phrase._replace(of=Of.THEM)
        if self.last is not None and (self.last in self.waiting or self._speaks_of_last()):
            told = phrase._replace(of=Of.PERSON, group=self.last.group)
            self.part_of = self.part_of if self.part_of is self.last else None
        for outcome in self.cue_outcomes:
            self._add(told, outcome, parent=self.part_of)
        self.cue = None
        return phrase.end

    def _speaks_of_last(self) -> bool:
        """«خطف تسعة أطباء، أعدم منهم اثنان»: of those counted right before, not of all the dead."""
        last = self.last
        if last is None or last.outcome is None or not last.phrase.explicit or self.cue is None:
            return False
        return last.parent is None and self._gap(last.end, self.cue.start) <= 2 and last.low > 1

    def _all_the_harmed(self, index: int) -> int | None:
        """«وجميع القتلى مدنيون», «كل الضحايا من الطلاب»: the toll told before takes that group."""
        noun = HARMED.at(self.words, index + 1) if index + 1 < len(self.words) else None
        if noun is None or noun.prefix != "ال":
            return None
        told = said_of_all(self.words, noun.end)
        whole = self._last_of(Outcome(noun.value.label))
        if told is None or whole is None:
            return None
        whole.group = told[0] if whole.group is Group.PEOPLE else whole.group
        return told[1]

    def _all_of_them(self, found: Found[Cue]) -> int:
        at = found.end + (found.end < len(self.words) and self.texts[found.end] == "من")
        noun = PEOPLE.at(self.words, at) if at < len(self.words) else None
        if noun is None:
            return found.end
        if self.last is not None and self.last.group is Group.PEOPLE:
            self.last.group = of_noun(noun, self.words).group
        return noun.end


def _reaching(index: int) -> Found[Cue]:
    """«طالت» behind «حملة اعتقالات», where it stands."""
    return Found(value=REACHING, start=index, end=index + 1, prefix="")
