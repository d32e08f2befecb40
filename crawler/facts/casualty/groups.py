"""Of whom a count phrase speaks: its noun, made narrower by the words around it."""

from collections.abc import Sequence

from crawler.arabic.people import HARMED, PEOPLE, Count, Noun
from crawler.arabic.words import Found, Word, clitics
from crawler.facts.casualty.phrase import CountPhrase, Of
from crawler.facts.casualty.wording import AGE_MARKS, AGE_UNITS, OWN, OWNERS, PLAIN_PEOPLE, SIDES
from crawler.facts.figure import Group, Outcome, Qualifier

_OF_A_SIDE = frozenset(("عنصر", "ضابط", "قيادي", "مسوول", "فرد"))


def noun_at(words: Sequence[Word], index: int) -> Found[Noun] | None:
    """A noun for people or the harmed at a word; with no more than an article before it."""
    if index >= len(words) or not words[index].text[0].isalpha():
        return None
    harmed, people = HARMED.at(words, index), PEOPLE.at(words, index)
    best = harmed if people is None or (harmed is not None and harmed.end >= people.end) else people
    return best if best is not None and best.prefix in ("", "ال") else None


def of_noun(noun: Found[Noun], words: Sequence[Word]) -> CountPhrase:
    """A phrase for a noun, its group made narrower by the words behind it."""
    harmed = noun.value.label in Outcome.__members__.values()
    group = Group.PEOPLE if harmed else Group(noun.value.label)
    end = noun.end
    if group in (Group.PEOPLE, Group.FIGHTERS, Group.SOLDIERS, Group.OFFICIALS):
        group = _narrowed(group, noun, words)
    return CountPhrase(
        start=noun.start, end=end, low=1, high=1, qualifier=Qualifier.EXACT,
        of=Of.HARMED if harmed else Of.PERSON, group=group,
        outcome=Outcome(noun.value.label) if harmed else None,
        joined=noun.joined, definite=noun.definite, prefix=noun.prefix,
        agent=noun.value.agent, object=noun.value.object,
        plural=noun.value.count in (Count.MANY, Count.TWO_OR_MANY), lemma=noun.value.lemma,
        construct=noun.value.construct,
    )  # fmt: skip


def _narrowed(group: Group, noun: Found[Noun], words: Sequence[Word]) -> Group:
    """The group of a general noun by what follows: «عناصر الشرطة», «15 قتيلا من المدنيين», «شخصا مدنيا»."""
    at = noun.end
    for step in range(3):
        if at + step >= len(words) or words[at + step].is_sign:
            return group
        text = words[at + step].text
        if group is not Group.PEOPLE or noun.value.lemma == "فرد":
            side = _told_side(text, noun, words)
            if side is not None:
                return side
            if group is not Group.PEOPLE or text in ("قوات", "القوات"):
                continue
        if step > 0 and words[at + step - 1].text == "صفوف":
            ranks = side_of(text)
            if ranks is not None:
                return ranks
        follower = PEOPLE.at(words, at + step)
        if follower is not None and follower.prefix in ("", "ال") and follower.value.label != "people":
            if noun.value.label == "people" and noun.value.lemma not in PLAIN_PEOPLE:
                return group
            introduced = step == 0 or words[at + step - 1].text in ("من", "صفوف", "صفوفهم", "بين")
            same_number = step > 0 or follower.value.label in ("civilians", "prisoners", "children")
            if introduced and same_number:
                return Group(follower.value.label)
        if text not in ("من", "في", "صفوف", "بين") and step == 0:
            return group
    return group


def _told_side(text: str, noun: Found[Noun], words: Sequence[Word]) -> Group | None:
    """The side that a word behind «عنصر», «ضابط» or «أفراد» tells."""
    if text in OWN and noun.value.lemma == "عنصر":
        return OWN[text] or owner_group(words, noun.start)
    return next(
        (side for side, names in SIDES if text in names and (side is Group.FIGHTERS or noun.value.lemma in _OF_A_SIDE)),
        None,
    )


def owner_group(words: Sequence[Word], index: int) -> Group:
    """Whose men «عناصره» are, by the nearest owner named before."""
    for at in range(index - 1, max(-1, index - 25), -1):
        group = side_of(words[at].text)
        if group is not None:
            return group
    return Group.PEOPLE


def side_from(words: Sequence[Word], index: int) -> Group | None:
    """The same with the words behind: «قوات الدعم السريع» are fighters, «قوات الأمن» police."""
    side = side_of(words[index].text)
    if side is None:
        return None
    behind = {word.text for word in words[index + 1 : index + 3]}
    return next((group for group, names in SIDES if group is not Group.SOLDIERS and behind & names), side)


def side_of(word: str) -> Group | None:
    """The group of the men of a side: «الجيش» soldiers, «الشرطة» police, «الحركة» fighters."""
    for _, rest in clitics(word):
        for group, owners in OWNERS:
            if rest in owners:
                return group
    return None


def is_minor(words: Sequence[Word], phrase: CountPhrase) -> bool:
    """«فتى (16 عاما)», «شاب يبلغ من العمر 17 عاما»: one said to be younger than 18."""
    if phrase.group not in (Group.PEOPLE, Group.MEN, Group.WOMEN):
        return False
    for at in range(phrase.end, min(phrase.end + 9, len(words) - 1)):
        if words[at].text in (".", "،") and at > phrase.end + 5:
            return False
        number = words[at].text
        if number.isdigit() and len(number) <= 2 and words[at + 1].text in AGE_UNITS:
            marked = any(word.text in AGE_MARKS for word in words[max(phrase.end, at - 4) : at])
            return marked and (int(number) < 18 or words[at + 1].text in ("اشهر", "شهرا"))
    return False
