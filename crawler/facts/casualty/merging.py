"""Mentions of one figure become one figure: repeats, vaguer wordings, and the headline that the body makes exact."""

from collections.abc import Sequence

from crawler.facts.casualty.incidents import Setting, share_slots
from crawler.facts.casualty.mention import Mention
from crawler.facts.casualty.phrase import ONE_WOUND, Of
from crawler.facts.casualty.placing import Placed
from crawler.facts.casualty.subtotals import put_within_sums
from crawler.facts.casualty.together import is_shared_out, is_undone, share_pilgrims
from crawler.facts.casualty.wording import PLAIN_PEOPLE
from crawler.facts.figure import Cause, Group, Outcome, Part, Qualifier

_TOTAL = 1_000  # people; what is smaller may be the day's second happening
_TIMES_THE_NEWS = 20
_TRAVELLERS = (Group.MIGRANTS, Group.PILGRIMS)
_TOLLS = frozenset(("حصيله", "الحصيله", "وحصيله", "بحصيله"))
_ALSO = frozenset(("ايضا", "كذلك", "بدورهما", "بدوره", "بدورها"))
_BODIES = ("جثه", "جثمان", "في عداد المفقودين", "في عداد")
_ARMED = (Group.FIGHTERS, Group.SOLDIERS, Group.POLICE)
_ANYBODY = frozenset("شاب فتي رجل عنصر فرد ضحيه مشتبه منفذ مهاجم مسوول قايد قيادي متهم مطلوب نسمه".split())
_PAIR = 2
_MANY = 10  # so many of a kind are seldom told of two places on one day
_HUNDREDS = 100
_FEW = 3  # two of a kind may die in one place twice a day
_GROWN = 4  # times that a toll may have grown from one report to the next
_IN = frozenset("في وفي ففي كما اما واما كذلك وكذلك الي والي".split())
_NO_NAME = frozenset("من بعد اثر غير علي الي عن جراء متاثرا كان كانت لم قبل بسبب نتيجه خلال".split())
_WHICH = frozenset(("الذي", "التي"))
_SCENES = frozenset("مكان موقع ملابسات وملابسات اسباب تفاصيل وتفاصيل بموقع لموقع بمكان".split())
_OPENING = 450  # characters of the body that tell what the story is about


def merged(title: Sequence[Placed], body: Sequence[Placed], setting: Setting, *, tally: bool) -> list[Placed]:
    """The figures of a story, in the order of its text; a whole that is named stands before its parts."""
    kept: list[Placed] = []
    stands_for: dict[int, Mention] = {}
    for placed in body:
        placed.background = placed.background or placed.mention.earlier  # a later sentence may have corrected it
        if _tells_known(placed.mention, kept):
            continue
        _take_group(placed.mention, stands_for)
        twin = next((other for other in kept if _repeats(placed, other, stands_for)), None)
        if twin is None:
            kept.append(placed)
        else:
            stands_for[id(placed.mention)] = twin.mention
            _enrich(twin, placed)
    kept = [placed for placed in kept if not _is_vaguer(placed, kept) and not _only_names(placed, kept)]
    kept.extend(placed for placed in title if _adds(placed, kept, stands_for))
    put_within_sums(kept)
    for placed in kept:
        placed.mention.parent = stands_for.get(id(placed.mention.parent), placed.mention.parent)
        _take_group_of(placed.mention.parent, placed.mention)
    present = {id(placed.mention) for placed in kept}
    for placed in kept:
        if placed.mention.parent is not None and id(placed.mention.parent) not in present:
            placed.mention.parent = None
    _bring_forward(kept)
    if not any(not placed.background and not placed.relative for placed in title):
        _put_in_the_past(kept)
    _share_travellers(kept)
    share_pilgrims(kept)
    if not tally:
        _put_in_the_background(kept, title)
    share_slots(kept, setting, tally=tally)
    return kept


def _bring_forward(kept: Sequence[Placed]) -> None:
    """«الحصيلة 13 … وكانت السلطات أعلنت مصرع 12 وإصابة 36»: nothing newer is told of the 36, who are of the same report."""
    now = [placed for placed in kept if not placed.background]
    reported = [placed for placed in kept if placed.reported and placed.background]
    overtaken = {p.sentence for p in reported if any(_grew(p.mention, other.mention) for other in now)}
    for placed in reported:
        newer = any(p.mention.outcome is placed.mention.outcome and p.mention.low >= placed.mention.low for p in now)
        if placed.sentence in overtaken and not newer:
            placed.background = False


def _grew(old: Mention, new: Mention) -> bool:
    same = old.outcome is new.outcome and old.parent is None and new.parent is None
    return same and 0 < old.low < new.low <= _GROWN * old.low


def _share_travellers(kept: Sequence[Placed]) -> None:
    """«غرق 13 مهاجرا … فيما لا يزال 11 في عداد المفقودين»: those aboard are the same kind of people."""
    lost = (Outcome.KILLED, Outcome.MISSING)
    now = [p.mention for p in kept if not p.background and p.mention.parent is None and p.mention.outcome in lost]
    group = next((mention.group for mention in now if mention.group in _TRAVELLERS), None)
    if group is None or any(mention.group not in (group, Group.PEOPLE) for mention in now):
        return
    for mention in now:
        bare = mention.phrase.of in (Of.NOTHING, Of.THEM) or mention.phrase.lemma in _BODIES
        tolled = mention.phrase.of is Of.HARMED and any(word.text in _TOLLS for word in mention.told_in)
        if (bare or tolled) and mention.group is Group.PEOPLE:
            mention.group = group
    for mention in (placed.mention for placed in kept if placed.mention.parent is not None):
        of_them = mention.phrase.of is Of.THEM and mention.group is Group.PEOPLE
        if of_them and mention.parent in now and mention.parent is not None and mention.parent.group is group:
            mention.group = group  # «جثث 54 من القتلى»


def _only_names(placed: Placed, kept: Sequence[Placed]) -> bool:
    """«مقتل خالد المصري» in a story that counts its dead: he is one of them."""
    if not placed.mention.named:
        return False
    return any(p is not placed and p.mention.outcome is placed.mention.outcome and not p.mention.named for p in kept)


def _tells_known(mention: Mention, kept: Sequence[Placed]) -> bool:
    """«الأطفال التسعة» after «بينهم تسعة أطفال»: they were told already, whatever is said of them now."""
    if mention.phrase.definite and mention.phrase.of is Of.PERSON and mention.low == mention.high == _PAIR:
        same = (other.mention for other in kept if other.mention.outcome is mention.outcome)
        return any((other.low, other.high) == (_PAIR, _PAIR) for other in same)  # «إصابة الضابطين»
    if _is_he_again(mention, kept):
        return True
    if not mention.phrase.known:
        return False
    return any((other.mention.low, other.mention.high) == (mention.low, mention.high) for other in kept)


def _is_he_again(mention: Mention, kept: Sequence[Placed]) -> bool:
    """«وأسباب وفاة الطفلة» after «لقيت طفلة مصرعها»: one told before, with no name or place of his own behind him."""
    phrase = mention.phrase
    one = phrase.definite and not phrase.explicit and phrase.of is Of.PERSON and mention.low == mention.high == 1
    behind = mention.told_in[mention.end].text if mention.end < len(mention.told_in) else "."
    if not one or mention.parent is not None or not (behind in _NO_NAME or not behind[0].isalnum()):
        return False
    told = [p.mention for p in kept if p.mention.outcome is mention.outcome and p.mention.low == p.mention.high == 1]
    return any(not old.phrase.definite and old.phrase.lemma == phrase.lemma for old in told)


def _take_group(mention: Mention, stands_for: dict[int, Mention]) -> None:
    """A share without a noun of its own counts whom its whole counts, also where the whole was named elsewhere."""
    whole = stands_for.get(id(mention.parent)) if mention.parent is not None else None
    if whole is not None and mention.phrase.of in (Of.NOTHING, Of.THEM) and mention.group is Group.PEOPLE:
        mention.group = whole.group


def _take_group_of(whole: Mention | None, part: Mention) -> None:
    """The same where the headline tells whom a figure counts: «وإصابة 27 معتمرا» over «27، منهم خمسة»."""
    if whole is not None and part.phrase.of in (Of.NOTHING, Of.THEM) and part.group is Group.PEOPLE:
        part.group = whole.group


def _put_in_the_past(kept: Sequence[Placed]) -> None:
    """Where headline and opening tell no figure, one in a relative clause («الهجوم الذي أودى بحياة 5») is context."""
    if any(not p.background and not p.relative and (p.part is Part.TITLE or p.quote.start < _OPENING) for p in kept):
        return
    for placed in kept:
        if placed.relative and not _is_at_the_scene(placed.mention):
            placed.background = True


def _is_at_the_scene(mention: Mention) -> bool:
    """«انتقلت الفرق إلى مكان الحادث الذي أسفر عن مقتل ستة»: what a story without another figure is about."""
    ahead = [word.text for word in mention.told_in[: min(mention.cue, mention.start)]]
    return any(who in _WHICH and scene in _SCENES for scene, _, who in zip(ahead, ahead[1:], ahead[2:], strict=False))


def _put_in_the_background(kept: Sequence[Placed], title: Sequence[Placed]) -> None:
    """«العنف حصد أكثر من 20 ألف قتيل» after a lead of forty: a total so much larger is of something else."""
    wholes = [p for p in kept if p.mention.parent is None and not p.background]
    first = next((p for p in wholes if p.mention.outcome is Outcome.KILLED), None)
    if first is None:
        return
    for placed in wholes:
        large = placed.mention.low >= max(_TOTAL, _TIMES_THE_NEWS * (first.mention.high or first.mention.low))
        counted = placed.mention.outcome in (Outcome.KILLED, Outcome.MISSING, Outcome.ABDUCTED)
        if large and counted and not any(_rounds(other.mention, placed.mention) for other in title):
            placed.background = True


def _rounds(headline: Mention, told: Mention) -> bool:
    """Whether a headline's number is that of the body or its round beginning: «3 آلاف», «3118»."""
    if headline.outcome is not told.outcome:
        return False
    return _same_numbers(headline, told) or 0 <= told.low - headline.low < headline.low / 10


def _same_numbers(first: Mention, second: Mention) -> bool:
    return first.outcome is second.outcome and (first.low, first.high) == (second.low, second.high)


def _one_number(first: Mention, second: Mention) -> bool:
    """«12 على الأقل» and «12» are one number told twice."""
    loose = {first.phrase.qualifier, second.phrase.qualifier} == {Qualifier.EXACT, Qualifier.AT_LEAST}
    wholes = first.parent is None and second.parent is None and not (first.joint or second.joint)
    alike = first.outcome is second.outcome and first.low == second.low and first.group is second.group
    return _same_numbers(first, second) or (loose and wholes and alike and first.low >= _FEW)


def _are_rival_bounds(placed: Placed, other: Placed) -> bool:
    """«خمسة على الأقل» in one town and «خمسة» in another: two counts."""
    bounds = placed.mention.high != other.mention.high and placed.mention.low < _MANY
    return bounds and placed.own_place and other.own_place and _differ(placed.place, other.place)


def _repeats(placed: Placed, other: Placed, stands_for: dict[int, Mention]) -> bool:
    """Whether a later mention says an earlier figure again."""
    new, old = placed.mention, other.mention
    if not _one_number(new, old) or placed.sentence == other.sentence or _are_rival_bounds(placed, other):
        return False
    if (
        _are_of_two_trades(new, old)
        or _are_items(new, old)
        or _tells_others(new, old)
        or _died_of_wounds(new) is not _died_of_wounds(old)
    ):
        return False
    if new.group is not old.group and Group.PEOPLE not in (new.group, old.group):
        return False
    new_parent = stands_for.get(id(new.parent), new.parent)
    if new_parent is not None and old.parent is not None and new_parent is not old.parent:
        return False
    if new_parent is not None and old.parent is None and new.group is new_parent.group:
        return False  # a share of the same people by place or by hand, not the whole told again
    one_tally = _is_one_tally(placed, other)
    if not one_tally and _differ(placed.actor, other.actor):
        return False
    vague = new.phrase.qualifier is Qualifier.VAGUE and old.phrase.qualifier is Qualifier.VAGUE
    if vague and placed.background and other.background and bool(placed.actor) != bool(other.actor):
        return False  # «مئات آلاف المواطنين الذين قتلهم النظام» and «حرب أسفرت عن مقتل مئات الآلاف»
    if new_parent is None and (placed.apart or _is_one_elsewhere(placed, old)):
        return False
    if placed.background != other.background and (new.low or 0) < 100:
        return False
    if new_parent is not None and new_parent is old.parent:
        return (
            new.group is old.group or not placed.own_place
        )  # «بينهم عسكريان … جيجل (وفاتان)»: the second by its place
    if not one_tally and placed.cause and other.cause and placed.cause is not other.cause and new.low < 20:
        return False
    if Cause.TORTURE in (placed.cause, other.cause) and placed.cause is not other.cause and new.low < 20:
        return False  # the tortured are counted apart from all who were killed
    elsewhere = placed.own_place and other.own_place and not _are_within(placed, other)
    return not (elsewhere and new.low <= 2 and placed.sentence - other.sentence > 0 and _is_plain(new))


def _is_one_tally(placed: Placed, other: Placed) -> bool:
    """«مقتل سبعة جنود قرب بادوش» twice: so many of one kind in one place are the same, whoever is read to have done it.

    So are those whom the lead counts and a later sentence counts again, where that is not about another town.
    """
    new, old = placed.mention, other.mention
    counted = new.low >= _FEW and Qualifier.VAGUE not in (new.phrase.qualifier, old.phrase.qualifier)
    wholes = new.parent is None and old.parent is None
    if not (counted and wholes):
        return False
    if new.low >= _HUNDREDS or (placed.place is not None and placed.place == other.place):
        return True
    alike = placed.cause is other.cause or (new.group is old.group and new.phrase.of is not Of.HARMED)
    return alike and other.opens and not placed.opens and not _is_about_another_town(placed, other)


def _is_about_another_town(placed: Placed, other: Placed) -> bool:
    """«وفي الموصل قتل خمسة» below «قتل خمسة في بغداد»: a sentence that begins with its place."""
    if not (placed.own_place and other.own_place) or _are_within(placed, other):
        return False
    first = placed.mention.told_in[0].text if placed.mention.told_in else ""
    return first in _IN


def _are_within(placed: Placed, other: Placed) -> bool:
    """Whether one of two places is, or is named as part of, the other."""
    if placed.place is None or other.place is None or not _differ(placed.place, other.place):
        return True
    around = [name for _, name in placed.around], [name for _, name in other.around]
    return other.place in around[0] or placed.place in around[1]


def _differ(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one not in other and other not in one


def _is_one_elsewhere(placed: Placed, old: Mention) -> bool:
    """«توفي أربعة، بينهم شاب … وفي سوهاج سقط مزارع قتيلا»: no part of the four."""
    return old.parent is not None and placed.mention.low <= 2 and placed.own_place


def _are_items(new: Mention, old: Mention) -> bool:
    """«- برج رحال: جريحان. - عيتيت: جريحان.»: two lines of a list tell of two places."""
    return new.item and old.item


def _tells_others(new: Mention, old: Mention) -> bool:
    """«اثنين من رجال الإطفاء أصيبا أيضا», «وإصابة بالحجارة»: others than those told as part of a toll."""
    also = any(word.text in _ALSO for word in new.told_in[new.end : new.end + 4])
    return new.phrase.lemma == ONE_WOUND or (also and old.parent is not None)


def _are_of_two_trades(new: Mention, old: Mention) -> bool:
    """«ثلاثة من العاملين» and three gunmen, «اثنين من الرهائن» and two soldiers: one number, other people."""
    for one, other in ((new, old), (old, new)):
        if one.group is Group.PEOPLE and other.group in _ARMED:
            told = one.phrase.of is Of.PERSON and one.phrase.lemma not in PLAIN_PEOPLE | _ANYBODY
            return told and one.phrase.lemma != "" and one.phrase.explicit
    return False


def _died_of_wounds(mention: Mention) -> bool:
    """«اثنين من الجرحى فارقا الحياة»: new deaths, whoever else died of the same number."""
    return mention.outcome is Outcome.KILLED and mention.phrase.part_of is Outcome.INJURED


def _is_plain(mention: Mention) -> bool:
    return mention.parent is None


def _enrich(kept: Placed, again: Placed) -> None:
    kept.actor = kept.actor or again.actor
    kept.cause = kept.cause or again.cause
    kept.place = kept.place or again.place
    kept.country = kept.country or again.country
    kept.location = kept.location or (again.location if kept.place == again.place else None)
    kept.attribution = kept.attribution or again.attribution
    kept.period = kept.period or again.period
    kept.repeats += 1
    kept.background = kept.background and again.background
    if kept.mention.group is Group.PEOPLE:
        kept.mention.group = again.mention.group


def _is_vaguer(placed: Placed, kept: Sequence[Placed]) -> bool:
    """Whether an open «قتلى» says less than a figure of the same outcome and place that the body gives."""
    mention = placed.mention
    if _sums_up(placed, kept):
        return True
    several = mention.phrase.of is Of.HARMED and (mention.low, mention.high) == (_FEW, None)  # «عدد من الجرحى»
    explicit = mention.phrase.explicit and not several
    if explicit or mention.phrase.qualifier is not Qualifier.VAGUE or mention.parent is not None:
        return False
    for other in kept:
        if (
            other is placed
            or other.mention.outcome is not mention.outcome
            or other.mention.phrase.qualifier is Qualifier.VAGUE
            or (several and (other.mention.low < _FEW or other.sentence >= placed.sentence))
        ):
            continue
        if not other.background and (
            placed.place is None
            or other.place == placed.place
            or not placed.own_place
            or (other.place is None and mention.phrase.of is Of.HARMED)
        ):
            return True
    return False


def _sums_up(placed: Placed, kept: Sequence[Placed]) -> bool:
    """«سقوط العشرات بين قتيل وجريح» behind exact counts of both that are as many: the same people as a lot."""
    mention = placed.mention
    if not mention.phrase.both or mention.phrase.qualifier is not Qualifier.VAGUE or mention.parent is not None:
        return False
    told = [
        other.mention
        for other in kept
        if (other.sentence < placed.sentence or other.part is not placed.part)
        and not other.background
        and other.mention.parent is None
        and other.mention.phrase.qualifier is not Qualifier.VAGUE
        and (placed.place is None or placed.place == other.place or not placed.own_place)
    ]
    outcomes = {other.outcome for other in told}
    both = set(mention.phrase.both) <= outcomes
    return both and sum(other.low for other in told if other.outcome in mention.phrase.both) >= mention.low


def _adds(placed: Placed, kept: Sequence[Placed], stands_for: dict[int, Mention]) -> bool:
    """Whether the headline tells a figure of which the body has none like it."""
    mention = placed.mention
    told = [p.mention for p in kept if p.part is not placed.part and not p.background]
    if is_shared_out(mention, told) or is_undone(mention, told):
        return not is_undone(mention, told)
    for other in kept:
        if other.part is not placed.part and other.mention.outcome is mention.outcome:
            vague = mention.phrase.qualifier is Qualifier.VAGUE
            if other.background and not (placed.background or vague or _same_numbers(other.mention, mention)):
                continue  # the body tells only what happened before
            same_rank = (other.mention.parent is None) == (mention.parent is None)
            if (
                (same_rank and mention.parent is None)
                or other.mention.group is mention.group
                or _same_numbers(other.mention, mention)
            ):
                stands_for[id(mention)] = other.mention
                own = mention.phrase.group is mention.group or other.mention.phrase.of is not Of.PERSON
                own = own and same_rank  # «جرحى بينهم مسعفان» over another raid's two
                if own and _same_numbers(other.mention, mention) and other.mention.group is Group.PEOPLE:
                    other.mention.group = mention.group  # «إصابة 9» behind a woman are not the body's nine women
                return False
    return not (
        mention.parent is not None
        and any(other.mention.outcome is mention.outcome for other in kept if other.part is not placed.part)
        and mention.high is None
    )
