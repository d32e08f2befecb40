"""Whom counts without a noun of their own are of: «آخرون» past those who only stood by, «المهاجمين وعددهم ستة»."""

from crawler.arabic.people import PEOPLE, Count
from crawler.facts.casualty.groups import of_noun
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.resumed import ResumedScan
from crawler.facts.casualty.tallies import NUMBERING
from crawler.facts.figure import Group

_KINDS = (
    *(Group.MIGRANTS, Group.SOLDIERS, Group.FIGHTERS, Group.POLICE, Group.STUDENTS, Group.PILGRIMS),
    *(Group.JOURNALISTS, Group.MEDICS, Group.AID_WORKERS, Group.PRISONERS),
)
_SAVED_WITHIN = 8  # words from those saved to the others
_BESIDE = 3  # words from a noun to «وعددهم»


class FellowScan(ResumedScan):
    """Gives counts the people of whom the sentence really speaks."""

    def _source(self, phrase: CountPhrase) -> Mention | None:
        """But those who came to no harm are no people whom «آخرون» repeats: «قُتل ستة جنود. وأُجلي مئة مواطن فيما أصيب ثمانية آخرون»."""
        source = super()._source(phrase)
        if phrase.of is Of.OTHERS and source is None and self.waiting and phrase.explicit:
            return self.waiting[-1]  # «أن أربعة من المتمردين استسلموا فيما قُتل 23 آخرون»
        if phrase.of is not Of.OTHERS or source is None or source.high != 0:
            return source
        told = self._repeated()
        return told if told is not None and told.high != 0 and not self._is_mixed(told) else source

    def _group_of(self, phrase: CountPhrase, parent: Mention | None) -> Group:
        """But «قائد كتيبة ونائبه» are of one kind: his deputy is spelt like a woman of parliament."""
        last = self.last
        if self.texts[phrase.start] == "ونايبه" and last is not None and last.outcome is not None and last.low == 1:
            return last.group
        return super()._group_of(phrase, parent)

    def _group_by_words(self, phrase: CountPhrase, parent: Mention | None) -> Group:
        """Also «إنقاذ 60 مهاجرا وانتشال جثث 26 آخرين»: others of the kind of those who were saved."""
        group = super()._group_by_words(phrase, parent)
        last = self.last
        if group is not Group.PEOPLE or phrase.of is not Of.OTHERS or parent is not None or last is None:
            return group
        saved = (
            self.safe_at >= 0 and last.outcome is None and last.phrase.group in _KINDS and last.phrase.of is Of.PERSON
        )
        return last.phrase.group if saved and self._gap(last.end, phrase.start) <= _SAVED_WITHIN else group

    def _group_around(self, phrase: CountPhrase, parent: Mention | None) -> Group:
        group = super()._group_around(phrase, parent)
        if group is not Group.PEOPLE or phrase.of is not Of.NOTHING or phrase.start == 0:
            return group
        return self._numbered_kind(phrase.start - 1) if self.texts[phrase.start - 1] in NUMBERING else group

    def _numbered_kind(self, index: int) -> Group:
        """«قتل جميع المهاجمين، وعددهم ستة»: of the noun right before."""
        for at in range(index - 1, max(-1, index - 1 - _BESIDE), -1):
            noun = PEOPLE.at(self.words, at)
            if noun is not None and noun.value.count is not Count.ONE:
                return of_noun(noun, self.words).group
        return Group.PEOPLE
