"""What the figures of a story tell of each other: visitors of shrines, and a headline's total that the body shares out."""

from collections.abc import Sequence

from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import Of
from crawler.facts.casualty.placing import Placed
from crawler.facts.figure import Group, Outcome

_HARMS = (Outcome.KILLED, Outcome.INJURED)
_WORDS_OF_STATE = (Outcome.MISSING, Outcome.DISPLACED, Outcome.DETAINED)
_AMONG = frozenset("بين وبين بينهم وبينهم بينهن ضمنهم منهم ومنهم ضمن".split())
_INTRODUCED = 3  # words from «بين» to the count
_LOSES = frozenset(("فقد", "فقدت", "يفقد", "تفقد", "فقدان", "خسر", "خسرت", "يخسر", "تخسر"))


def share_pilgrims(kept: Sequence[Placed]) -> None:
    """«حافلة تقل زائرين في طريقها من كربلاء … لا يزال 15 زائرا يتلقون العلاج»: the fifteen are pilgrims."""
    if not any(placed.mention.group is Group.PILGRIMS for placed in kept):
        return
    for placed in kept:
        if placed.mention.group is Group.PEOPLE and placed.mention.phrase.lemma == "زاير":
            placed.mention.group = Group.PILGRIMS


def is_shared_out(headline: Mention, body: Sequence[Mention]) -> bool:
    """«16 مصابا» over «9 بمستشفى ملوي؛ 5 بمستشفى ديرمواس»: the body tells only the shares of the headline's total."""
    if headline.parent is not None or headline.low != headline.high or not headline.phrase.explicit:
        return False
    told = [mention for mention in body if mention.outcome is headline.outcome and mention.parent is None]
    shares = all(mention.low == mention.high and mention.phrase.of is Of.NOTHING for mention in told)
    return shares and len(told) > 1 and sum(mention.low for mention in told) <= headline.low


def is_one_part(mention: Mention) -> bool:
    """«بين القتلى ثلاثة من رجال الإطفاء»: said to be among those told before, with whom nobody adds them up."""
    before = mention.told_in[max(0, mention.start - _INTRODUCED) : mention.start]
    return any(word.text in _AMONG for word in before)


def is_undone(headline: Mention, body: Sequence[Mention]) -> bool:
    """Whether a headline's figure is one that the body tells otherwise: «يفقد موظفا» of one who died, «خيمة نازحين» of a place."""
    told = [mention for mention in body if mention.outcome in _HARMS]
    if headline.outcome not in _WORDS_OF_STATE or not told:
        return False
    if not headline.phrase.explicit:
        return all(mention.outcome is not headline.outcome for mention in body)
    loses = headline.told_in[headline.cue].text if headline.cue < len(headline.told_in) else ""
    return loses in _LOSES and any(
        mention.outcome is Outcome.KILLED and (mention.low, mention.high) == (headline.low, headline.high)
        for mention in told
    )
