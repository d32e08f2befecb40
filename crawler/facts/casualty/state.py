"""What is known while a sentence is read: its open cue, its last count, those that wait, what «بينهم» refers to."""

from collections.abc import Sequence
from functools import lru_cache

from crawler.arabic.numbers import numbers_of
from crawler.arabic.words import Found, Word, clitics
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import Cue, CueKind
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import FILLERS
from crawler.facts.figure import Group, Outcome


class SentenceState:
    """The state of one sentence. `before` are the mentions of the sentences before it, for «منهم».

    `cue` is open until a count fills it; `last` is the last count; `waiting` those whose verb may follow; `safe_at`
    the end of a word such as «إنقاذ», behind which nobody came to harm.
    """

    def __init__(self, words: Sequence[Word], before: Sequence[Mention], *, start_opens: bool) -> None:
        self.words = words
        self.before = before
        self.start_opens = start_opens
        self.numbers = {number.start: number for number in numbers_of(words)}
        self.mentions: list[Mention] = []
        self.waiting: list[Mention] = []
        self.cue: Found[Cue] | None = None
        self.cue_outcomes: list[Outcome] = []
        self.opens_at = -9
        self.tally: tuple[Outcome, int] | None = None
        self.reach_at = -9
        self.last: Mention | None = None
        self.subset_of: Mention | None = None
        self.part_of: Mention | None = None
        self.no_until = -1
        self.negated = False
        self.earlier_at = -9
        self.safe_at = -9
        self.counted = 0
        self.tally_open = False
        self.said_group = Group.PEOPLE

    def _main(self) -> Mention | None:
        """The last figure that is no part of another."""
        for mentions in (self.mentions, self.before):
            for mention in reversed(mentions[-12:]):
                if mention.parent is None and not mention.earlier:
                    return mention
        return None

    def _repeated(self) -> Mention | None:
        """The figure whose noun «آخرين» repeats: the last whole with a noun of its own."""
        wholes = [mention for mention in reversed(self.mentions) if mention.parent is None]
        return next((m for m in wholes if m.phrase.of is Of.PERSON), None) or (wholes[0] if wholes else self._main())

    def _last_of(self, outcome: Outcome) -> Mention | None:
        for mentions in (self.mentions, self.before):
            for mention in reversed(mentions[-40:]):
                if mention.outcome is outcome and mention.parent is None and not mention.earlier:
                    return mention
        return None

    def _opened(self, phrase: CountPhrase) -> bool:
        """Whether a cue stands right before the phrase and waits for it."""
        return self.cue is not None and self._gap(self.cue.end, phrase.start) == 0

    def _hits(self) -> bool:
        """Whether the open cue is the active «أصاب», which things are hit by too."""
        if self.cue is None or self.cue.value.kind is not CueKind.VERB:
            return False
        return self.cue.value.plain.startswith(("اصاب", "يصيب", "تصيب"))

    def _count_starts(self, index: int) -> set[int]:
        return {index} if index < len(self.words) and count_at(self.words, index, self.numbers) else set()

    def _add(
        self,
        phrase: CountPhrase,
        outcome: Outcome,
        *,
        parent: Mention | None = None,
        joint: bool = False,
        earlier: bool = False,
    ) -> None:
        mention = self._mention(phrase, outcome, parent)
        mention.earlier = earlier
        if joint and phrase.high is not None:
            mention.low, mention.joint = 0, True
        self.mentions.append(mention)
        self.last = mention
        self.tally_open = False

    def _wait(self, phrase: CountPhrase, parent: Mention | None) -> None:
        if phrase.of in (Of.UNKNOWN, Of.CASES) or phrase.definite:
            return
        mention = self._mention(phrase, None, parent)
        safe = 0 <= self.safe_at <= phrase.start and self._gap(self.safe_at, phrase.start) <= 2
        lost = parent is not None and parent.outcome is None and parent not in self.waiting
        tied = phrase.joined and self.last is not None and self.last.outcome is None and self.last not in self.waiting
        if safe or lost or (tied and self._gap(self.last.end if self.last else 0, phrase.start) <= 4):
            self.last = mention
            return
        self.waiting = [kept for kept in self.waiting[-8:] if mention.start - kept.end <= 20]
        self.waiting.append(mention)
        self.last = mention

    def _mention(self, phrase: CountPhrase, outcome: Outcome | None, parent: Mention | None) -> Mention:
        group = phrase.group
        taken = phrase.of is Of.NOTHING and (parent is not None or self.cue is None)
        if phrase.of in (Of.OTHERS, Of.THEM) or taken:
            source = parent or (self._repeated() if phrase.of is Of.OTHERS and self.cue is not None else self.last)
            group = source.group if source is not None and source.high != 0 else group
            if phrase.of is Of.THEM and parent is None and group is Group.PEOPLE:
                group = self.said_group  # «كانت تقل 24 جنديا … مقتل 20 منهم»
        elif phrase.of is Of.HARMED and parent is not None and group is Group.PEOPLE:
            group = parent.group
        cue = self.cue.start if self.cue is not None else phrase.start
        return Mention(
            phrase=phrase, outcome=outcome, group=group, low=phrase.low, high=phrase.high,
            start=phrase.start, end=phrase.end, cue=cue, parent=parent,
        )  # fmt: skip

    def _gap(self, start: int, end: int) -> int:
        """How many words that say something stand between two places."""
        between = self.words[start : min(end, start + 40)]
        return sum(1 for word in between if not _is_filler(word.text))


@lru_cache(maxsize=20_000)
def _is_filler(text: str) -> bool:
    return any(rest in FILLERS for _, rest in clitics(text))
