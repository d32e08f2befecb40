"""Lists without a word that says so: «قتل 14 شخصا، ثمانية في الحديدة وستة في حجة» are the fourteen, since they sum up to it."""

from crawler.facts.casualty.bare import NounReading
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.figure import Group, Part

_OPENS = frozenset(("،", ":", "(", "-", "–", "."))
_LEADS = frozenset(("هم", "وهم", "هما", "في", "وفي"))
_MAY_SHARE = (Of.NOTHING, Of.PERSON, Of.THEM, Of.CASES, Of.HARMED)
_RISES = frozenset(
    (
        "ليرتفع",
        "لترتفع",
        "ليصل",
        "لتصل",
        "ليبلغ",
        "لتبلغ",
        "وبذلك",
        "يرتفع",
        "ترتفع",
        "ليصبح",
        "لتصبح",
        "يرفع",
        "رفع",
        "ليرفع",
        "لترفع",
    )
)
_OVER_LONG = frozenset(
    ("منذ", "السابع", "السنوات", "سنوات", "الاعوام", "اعوام", "العام", "مطلع", "العدوان", "الحرب", "الاباده")
)  # a toll of more than this
_ROSE = frozenset(("ارتفع", "ارتفعت", "ترتفع", "يرتفع", "بلغ", "بلغت", "وصل", "وصلت"))
_AFTER = frozenset(("بعد", "بعدما", "اثر", "عقب", "بوفاه"))
_GREW = ("رتفع", "ارتفعت", "ترتفع", "ارتفاع")
_LATER = frozenset(("لاحقا", "عادت", "عاد", "ثم", "لاحق", "لاحقه", "ساعات"))
_BY_AGE_OR_SEX = (Group.CHILDREN, Group.WOMEN, Group.MEN, Group.ELDERLY)
_WAS = frozenset(("كان", "كانت", "وكان", "وكانت"))
_GROWTH = 10  # times; what has grown more is a total of something else
_APART = 14  # words between two parts of a list


class SumReading(NounReading):
    """Makes the counts behind a figure its parts where they sum up to it; what does not sum up is left as it was."""

    def _sum_up(self, phrase: CountPhrase) -> None:
        """Called behind every count phrase: goes on with the list at hand, begins one, or drops it."""
        if phrase.high != phrase.low or phrase.definite or phrase.of not in _MAY_SHARE or phrase.year_like:
            return
        entry = self._mention_of(phrase)
        if entry is not None and entry.outcome is not None and self._sums_up_those_before(entry):
            return
        if entry is not None and (entry.parent is not None or entry.earlier or entry.joint):
            self._refit(entry)
            self.listed = None
            return
        ahead = self.texts[phrase.start - 1] if phrase.start else ""
        if not (phrase.explicit or phrase.joined or ahead in _OPENS or ahead in _LEADS):
            return
        if self.listed is None or not self._goes_on_from(self.listed[-1], phrase):
            self.listed_of = self._summed_up(phrase) or self._told_before(phrase, entry)
            self.listed = [] if self.listed_of else None
        if self.listed is None:
            return
        self.listed.append((phrase, entry))
        told = sum(part.low for part, _ in self.listed)
        whole = next((mention for mention in self.listed_of if mention.low == told), None)
        if whole is not None and len(self.listed) > 1:
            self._share_out_sum(whole)
        elif all(told >= mention.low for mention in self.listed_of):
            self.listed = None

    def _count_in(self, phrase: CountPhrase) -> None:
        """«توفي مصابان ليرتفع عدد القتلى إلى 9», «إلى 9 بعد وفاة مصابين»: the toll that has risen counts those too."""
        new = self._mention_of(phrase)
        if new is None or new.parent is not None or new.earlier or new.joint or new.outcome is None:
            return
        self._mark_corrected(new)
        self._mark_overtaken(new)
        for other in self.mentions[-6:]:
            if other is new or other.parent is not None or other.earlier or other.outcome is not new.outcome:
                continue
            first, second = (other, new) if other.start < new.start else (new, other)
            whole, part = (second, first) if first.low < second.low else (first, second)
            if part.high is None or part.high >= whole.low:
                continue
            if self._rises_between(first, second, whole):
                part.parent = whole

    def _mark_overtaken(self, new: Mention) -> None:
        """«خمس وفيات … وبعد ساعات، عادت السلطات لتؤكد ارتفاع عدد الوفيات إلى 18»: the five are of before."""
        texts = self.texts[: new.start]
        rose = texts[-1:] == ["الي"] and any(text.endswith(_GREW) for text in texts[-8:-1])
        if not rose or not any(text.removeprefix("و") in _LATER for text in texts) or new.high != new.low:
            return
        for old in reversed(self.before[-12:]):
            grown = 1 < old.low < new.low <= _GROWTH * old.low and old.high == old.low
            if old.group in _BY_AGE_OR_SEX and old.group is not new.group:
                continue  # «ضمت القائمة 5 أطفال … ارتفعت إلى 8 وفيات»
            if grown and old.outcome is new.outcome and old.parent is None and not old.earlier:
                old.earlier = True
                new.group = old.group if new.group is Group.PEOPLE else new.group
                for part in (*self.before, *self.mentions):
                    part.parent = new if part.parent is old else part.parent
                return

    def _mark_corrected(self, new: Mention) -> None:
        """«كانت السلطات أعلنت مصرع ستة، لكن العدد ارتفع إلى 8»: the six are of before."""
        if _WAS.isdisjoint(self.texts[:2]):
            return
        for other in self.mentions[-3:]:
            between = self.texts[other.end : new.start]
            turned = any(text in ("لكن", "قبل", "الا", "غير") for text in between[:4])
            if turned and other.outcome is new.outcome and other.low < new.low and any(t in _ROSE for t in between):
                other.earlier = other.parent is None

    def _rises_between(self, first: Mention, second: Mention, whole: Mention) -> bool:
        texts = self.texts[first.end : second.start]
        if whole is second:
            since = not _OVER_LONG.isdisjoint(self.texts[first.end : second.end + 6])
            return not since and any(text in _RISES for text in texts)
        tail = next((at for at, text in enumerate(texts) if text in _AFTER), None)
        ahead = self.texts[max(0, first.start - 1) : first.start]
        return tail is not None and tail <= 2 and len(texts) - tail <= 5 and ahead == ["الي"]

    def _share_out_sum(self, whole: Mention) -> None:
        listed = self.listed
        assert listed is not None
        assert whole.outcome is not None
        self.listed = None
        outcomes = [entry.outcome if entry is not None else None for _, entry in listed]
        if any(outcome not in (None, whole.outcome) for outcome in outcomes):
            return
        if whole not in self.mentions and None not in outcomes:
            return  # «أودى انهيار بحياة عشرة، وتوفيت سيدتان»: each told for itself, and the sum may be chance
        for phrase, entry in listed:
            if entry is not None and entry in self.waiting:
                self.waiting.remove(entry)
            if entry is not None and entry in self.mentions:
                entry.parent = whole
            else:
                self._add(phrase, whole.outcome, parent=whole)

    def _sums_up_those_before(self, whole: Mention) -> bool:
        """«توزعت الحصيلة: 20 في غزة و15 في خان يونس، ليصل الإجمالي إلى 35»: the toll stands behind its parts."""
        if self.sharing is None or whole.parent is not None or whole.low != whole.high or len(self.waiting) < 2:
            return False
        if whole.outcome is not self.sharing.outcome or sum(part.low for part in self.waiting) != whole.low:
            return False
        for part in self.waiting:
            part.outcome, part.parent = whole.outcome, whole
            self.mentions.append(part)
        self.waiting, self.last = [], whole
        return True

    def _refit(self, part: Mention) -> None:
        """«من بين الضحايا 13 تونسيا و8 من جنسيات أخرى»: of the 21 told before, not of the 17 told last."""
        whole = part.parent
        parts = [mention for mention in self.mentions if mention.parent is whole]
        told = sum(mention.low for mention in parts)
        if whole is None or len(parts) < 2 or whole.high is None or told <= whole.high:
            return
        for mention in reversed(self.before[-20:]):
            if mention.low == mention.high == told and mention.outcome is part.outcome and mention.parent is None:
                for each in parts:
                    each.parent = mention
                return

    def _mention_of(self, phrase: CountPhrase) -> Mention | None:
        """What was made of a phrase."""
        for kept in (self.mentions[-2:], self.waiting[-2:]):
            for mention in kept:
                if mention.start == phrase.start and mention.end == phrase.end:
                    return mention
        return None

    def _goes_on_from(self, previous: tuple[CountPhrase, Mention | None], phrase: CountPhrase) -> bool:
        gap = phrase.start - previous[0].end
        return 0 <= gap <= _APART and (phrase.joined or self._behind_sign(previous[0].end, phrase.start))

    def _behind_sign(self, start: int, end: int) -> bool:
        return any(text in _OPENS or text in ("وفي", "ثم") for text in self.texts[start:end])

    def _summed_up(self, phrase: CountPhrase) -> list[Mention]:
        """The figure that a list beginning at a phrase may be of: the last whole, with a sign between the two."""
        whole = next((m for m in reversed(self.mentions) if m.start < phrase.start), None)
        if phrase.joined or whole is None or whole.parent is not None or not _may_sum(whole, phrase):
            return []
        sign = next((at for at in range(phrase.start - 1, whole.end - 1, -1) if self.texts[at] in _OPENS), None)
        led = self.texts[phrase.start - 1] in _LEADS and phrase.start - whole.end <= 2
        near = sign is not None and self._gap(sign, phrase.start) <= 1 and phrase.start - whole.end <= 2 * _APART
        near = near and sign is not None and not self.texts[sign + 1].startswith("و")
        return [whole] if led or near else []

    def _told_before(self, phrase: CountPhrase, entry: Mention | None) -> list[Mention]:
        """The figures of the sentences before that the counts of this one may sum up to."""
        if not phrase.explicit or entry is None or entry.outcome is None or entry.parent is not None:
            return []
        if any(m.start < phrase.start for m in (*self.mentions, *self.waiting)):
            return []
        wholes = [m for m in reversed(self.before[-12:]) if m.parent is None and m.outcome is entry.outcome]
        return [m for m in wholes if _may_sum(m, phrase) and not (m.sentence and m.sentence.part is Part.TITLE)]


def _may_sum(whole: Mention, phrase: CountPhrase) -> bool:
    return not whole.earlier and whole.low == whole.high and whole.low > phrase.low and whole.outcome is not None
