"""One person told by a name, or by a body of nobody named: «اغتيال خالد المصري», «العثور على جثة متعفنة»."""

from crawler.arabic.given_names import GIVEN_NAMES
from crawler.arabic.words import Found
from crawler.facts.casualty.counts import count_at
from crawler.facts.casualty.cues import CUES, Cue, CueKind
from crawler.facts.casualty.named import named_at, ranks_in
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.safe import SafeReading
from crawler.facts.figure import Group, Outcome, Qualifier

_PASSIVE_OF_NAMES = ("استشهد", "اصيب", "اغتيل", "ارتقي")
_THAT = frozenset(("ان", "وان", "بان", "وبان", "فان"))
_BEFELL = frozenset("اصيب اصيبت قتل قتلت توفي توفيت لقي لقيت استشهد استشهدت اغتيل اغتيلت قضي".split())
_HOW = frozenset(
    "في علي خلال اثر جراء متاثرا متاثره مصرعه مصرعها حتفه حتفها بعد عقب اثناء قرب داخل امام امس اليوم فجر مساء صباح".split()
)
_ASIDES = (("(", ")"), ("،", "،"))
_ASIDE_WITHIN = 12  # words
_MURDERS = frozenset(("اغتيال", "مقتل", "استشهاد", "مصرع", "تصفيه"))
_TITLES = 4  # words between «اغتيال» and a name
_TOLD_ALREADY = ("احدهما", "احدهم", "احداهما", "الاول", "الثاني", "الثالث", "الاخر", "الاخير")
_NATURAL = ("وفاه", "موت", "حياه", "ارواح", "بحياه", "البحث عن")  # a name behind these died, perhaps in bed


class PersonReading(SafeReading):
    """Adds those whom no noun names."""

    def _named(self, index: int) -> int:
        """«اغتيال خالد المصري»: a name right behind a cue of harm is one person."""
        if not self.negated and (end := self._named_subject(index)) is not None:
            return end
        if self.cue is None or self.negated or index < self.cue.end:
            return index + 1
        if self.texts[index] == "علي" and self.words[index + 1 : index + 2] and self.texts[index + 1] == "الفور":
            return index + 2  # «فاستشهدا على الفور»: at once, no Ali
        ranks = ranks_in(self.words, self.cue.end, index)
        if self._gap(self.cue.end, index) > len(ranks) and not self._is_murdered_behind_titles(index):
            return index + 1
        kind, plain = self.cue.value.kind, self.cue.value.plain
        tells = kind is CueKind.MASDAR or (
            kind is CueKind.VERB and (bool(ranks) or plain.startswith(_PASSIVE_OF_NAMES))
        )
        phrase = self._put_to_death(index) or named_at(self.words, index) if tells and plain not in _NATURAL else None
        if phrase is None:
            return index + 1
        phrase = phrase._replace(group=next((group for group in ranks if group is not Group.PEOPLE), phrase.group))
        for outcome in self.cue_outcomes:
            self._add(phrase, outcome)
            self._name(phrase.start)
        self.cue = None
        return phrase.end

    def _name(self, start: int) -> None:
        """Marks whoever was added last from a word on as told by name."""
        next(mention for mention in reversed(self.mentions) if mention.start == start).named = True

    def _named_subject(self, index: int) -> int | None:
        """«وأفاد بأن رامي المصري قتل برصاصة»: whose verb stands behind the name, or behind an aside between commas."""
        if index == 0 or self.texts[index - 1] not in _THAT or self.texts[index] not in GIVEN_NAMES:
            return None
        phrase = named_at(self.words, index)
        if phrase is None:
            return None
        at = self._behind_apposition(phrase.end)
        cue = CUES.at(self.words, at) if at < len(self.words) else None
        if cue is None or cue.value.kind is not CueKind.VERB or cue.value.plain not in _BEFELL:
            return None
        behind = self.texts[cue.end] if cue.end < len(self.words) else "."
        outcome = self._outcome_of(cue)
        if outcome is None or not (behind in _HOW or behind[:1] == "ب"):
            return None  # «أن علي قتل جاره»
        self._add(phrase, outcome)
        self._name(phrase.start)
        self.cue = None
        return cue.end

    def _behind_apposition(self, at: int) -> int:
        """Behind «(23 عاما)», «، القيادي في التنظيم،»."""
        for opens, closes in _ASIDES:
            if self.texts[at : at + 1] == [opens]:
                within = range(at + 1, min(at + _ASIDE_WITHIN, len(self.words)))
                at = next((end + 1 for end in within if self.texts[end] == closes), at)
        return at

    def _is_murdered_behind_titles(self, index: int) -> bool:
        """«اغتيال العالم النووي الإيراني مصطفى»: only a person is assassinated, whatever he is called."""
        assert self.cue is not None
        titles = [text for text in self.texts[self.cue.end : index] if text != '"']
        definite = all(title.startswith("ال") for title in titles[1:]) and titles[-1:] != [] and titles[-1][:2] == "ال"
        return self.cue.value.plain in _MURDERS and len(titles) <= _TITLES and definite

    def _put_to_death(self, index: int) -> CountPhrase | None:
        """«تنفيذ حكم القتل قصاصا في أحد الجناة»: one culprit."""
        assert self.cue is not None
        if not self.cue.value.plain.startswith(("تنفيذ حكم", "نفذ حكم")) or index + 1 >= len(self.words):
            return None
        if self.texts[index] not in ("احد", "باحد") or self.texts[index + 1] != "الجناه":
            return None
        return CountPhrase(
            start=index, end=index + 2, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.PERSON, explicit=False
        )

    def _is_a_body(self, found: Found[Cue]) -> bool:
        """«العثور على جثة متعفنة»: a body of nobody named."""
        if found.definite or not 0 <= found.start - self.opens_at <= 1:
            return False
        if found.end < len(self.words) and self.texts[found.end] in _TOLD_ALREADY:
            return False  # «انتشلت جثة أحدهما»
        following = count_at(self.words, found.end, self.numbers) if found.end < len(self.words) else None
        named = found.end < len(self.words) and self.texts[found.end].startswith("ال")
        return following is None and not named


def body_at(found: Found[Cue]) -> CountPhrase:
    """A body as a count of one."""
    return CountPhrase(
        start=found.start, end=found.end, low=1, high=1, qualifier=Qualifier.EXACT, of=Of.HARMED,
        outcome=Outcome.KILLED, explicit=False,
    )  # fmt: skip
