"""Which figures of a story are of one happening, and what they may take from one another.

A story tells its happening in headline and lead; later figures say neither hand nor weapon again and mean the same.
A paragraph that sets itself apart («وفي حادث منفصل», «من جهة أخرى») tells a happening of its own, which shares
nothing. An earlier toll of the same happening shares all; other context shares its kind of cause at most.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.arabic.letters import fold_key
from crawler.arabic.places import Place
from crawler.facts.casualty.causes import FAINT, NATURAL
from crawler.facts.casualty.locating import location_of
from crawler.facts.casualty.placing import Placed
from crawler.facts.casualty.setting import ROWS, Line, Opening, Setting, Tells, setting_of, verbatim
from crawler.facts.casualty.slots import first_strong, is_state, strong_chains
from crawler.facts.figure import Cause, Group, Location, Outcome, Part, Qualifier

__all__ = ["Opening", "Setting", "setting_of", "share_slots"]

_CLOSE = 4  # words between a count and a cause that is its own
_MANY_HANDS = 2
_MANY = 12  # wholes; a story with more is a report of many happenings
_GENERIC = frozenset(map(fold_key, ROWS["generic"]))
_HELD = frozenset((Outcome.DETAINED, Outcome.ABDUCTED))
_ACCIDENTS = NATURAL | {Cause.ROAD_ACCIDENT, Cause.SHIPWRECK, Cause.HEAT_COLD, Cause.STAMPEDE, Cause.OTHER}
_FELLS = frozenset((Cause.EARTHQUAKE, Cause.AIRSTRIKE, Cause.SHELLING, Cause.DRONE))
_DRIVES_OUT = NATURAL | {Cause.CLASHES, Cause.OTHER}
_SETTLED = frozenset(map(fold_key, "قرية بلدة حي دوار عزبة نجع ناحية جماعة بلدية معتمدية منطقة محلة".split()))
_SOMEBODY = frozenset(
    map(fold_key, "فتاة شاب شابة رجل امرأة سيدة مسلح مجهول مهاجم سائق انتحاري انتحارية مراهق طالب".split())
)
_ARMED = frozenset((Group.SOLDIERS, Group.POLICE))


@dataclass(frozen=True, slots=True)
class Scene:
    """A place that a sentence without a count tells."""

    place: str
    country: str | None
    location: Location | None


def share_slots(kept: Sequence[Placed], setting: Setting, *, tally: bool) -> None:
    """Parts take place, cause and actor of their whole; further figures of a happening those that it was told with."""
    by_mention = {id(placed.mention): placed for placed in kept}
    order = sorted(kept, key=lambda placed: (placed.part is not Part.TITLE, placed.sentence, placed.mention.start))
    main = next((placed for placed in kept if not placed.background), None)
    _make_whole(order)
    sharing = _Sharing(order, main, setting, tally=tally)
    for placed in order:
        whole = by_mention.get(id(placed.mention.parent)) if placed.mention.parent is not None else None
        if whole is None:
            sharing.fill(placed)
        sharing.note(placed)
    for placed in order:
        whole = by_mention.get(id(placed.mention.parent)) if placed.mention.parent is not None else None
        depth = 0
        while whole is not None and depth < 3:
            _take(placed, whole)
            whole = by_mention.get(id(whole.mention.parent)) if whole.mention.parent is not None else None
            depth += 1


def _take(placed: Placed, whole: Placed) -> None:
    """A part within its whole."""
    near = whole.sentence == placed.sentence and whole.part is placed.part
    if not placed.own_place and (near or placed.place is None or whole.place is not None):
        _take_place(placed, whole)
    if placed.cause is None or (placed.cause_gap >= FAINT and whole.cause is not None):
        placed.cause = whole.cause
    placed.actor = placed.actor or whole.actor
    placed.background = whole.background


def _take_place(placed: Placed, source: Placed | Scene) -> None:
    placed.place, placed.country, placed.location = source.place, source.country, source.location


def _make_whole(order: Sequence[Placed]) -> None:
    """«المليشيا», «التنظيم», «المسلحين»: the name that was given in full before."""
    full: list[str] = []
    for placed in order:
        if placed.actor is None:
            continue
        if placed.actor.startswith("لل"):
            placed.actor = "ال" + placed.actor.removeprefix("لل")  # «غارة للتحالف»
        if _is_generic(placed.actor):
            placed.actor = next((name for name in full if _means(placed.actor, name)), placed.actor)
        else:
            full.append(placed.actor)


def _is_generic(name: str) -> bool:
    word = fold_key(name)
    return word in _GENERIC


def _means(generic: str, name: str) -> bool:
    stem = fold_key(generic).removeprefix("ال").removesuffix("ين").removesuffix("ون")
    if stem == "مهاجم":
        return True
    return any(word.removeprefix("ال").startswith(stem) for word in fold_key(name).split())


def _place_by_opening(main: Placed, setting: Setting) -> None:
    """Where the story's figure has no place of its own, the one that lead or headline are about."""
    for opening in setting.opening:
        if opening.number == main.sentence and main.part is Part.TEXT:
            continue
        words = opening.line.words
        chain = first_strong(words, opening.line.places)
        if chain:
            names = [verbatim(opening.original, opening.folded, words, place) for place in chain]
            if main.place is not None and not main.weak_place and is_state(names[0]):
                return  # its own sentence tells more
            if main.weak_place and any(name == names[0] for _, name in main.around[1:]):
                return  # «أهالي قرية … التابعة لمركز طلخا» under «… في طلخا»
            main.place, main.country = names[0], chain[0].country
            main.location = location_of(chain, names, ())
            return


def _narrow_by_opening(main: Placed, setting: Setting) -> None:
    """«… في ربك» above «… في حي الثورة بمدينة ربك»: the narrower place that the opening has in the one told."""
    for opening in setting.opening:
        if opening.number == main.sentence and main.part is Part.TEXT:
            continue
        words = opening.line.words
        for chain in strong_chains(words, opening.line.places):
            names = [verbatim(opening.original, opening.folded, words, place) for place in chain]
            named_in_title = main.part is Part.TITLE and chain[0].kind in _SETTLED
            if main.place in names[1:] or named_in_title:
                main.place, main.country = names[0], chain[0].country or main.country
                main.location = location_of(chain, names, ())
                return


def _has_several_shares(order: Sequence[Placed]) -> bool:
    """Whether the toll is split by who killed: no hand is then that of the whole story."""
    hands = {placed.actor for placed in order if placed.actor and placed.mention.parent is not None}
    return len(hands) > _MANY_HANDS


class _Sharing:
    """What a story's figures take from its happening."""

    def __init__(self, order: Sequence[Placed], main: Placed | None, setting: Setting, *, tally: bool) -> None:
        self._main = main
        self._lines, self._paragraphs = setting.lines, setting.paragraphs
        self._lead = setting.lead
        self._firsts: dict[int, Placed] = {}
        self._told: dict[int, list[Placed]] = {}  # by paragraph, those with a place of their own
        many = tally or sum(placed.mention.parent is None for placed in order) > _MANY
        told = main is not None and main.actor is not None
        self._actors_differ = _has_several_shares(order) or (
            many and not told and len({placed.actor for placed in order if placed.actor}) > 1
        )
        clear = main is not None and main.cause is not None
        self._causes_differ = (
            many and not clear and len({p.cause for p in order if p.cause and p.cause_gap < FAINT}) > 1
        )
        self._order = order
        self._cause = self._main_cause(setting)
        self._actor = self._main_actor(setting, order)
        if main is not None and not main.own_place:
            _place_by_opening(main, setting)
        elif main is not None:
            _narrow_by_opening(main, setting)

    def _main_cause(self, setting: Setting) -> Cause | None:
        main = self._main
        if main is not None and main.cause is not None and main.cause_gap < FAINT:
            return main.cause
        own = main.sentence if main is not None and main.part is Part.TEXT else -1  # whose causes were weighed already
        opening = [line for line in setting.lines.values() if line.paragraph == setting.lead and line.number != own]
        named = next((line.cause for line in opening if line.cause), None) or setting.title_cause
        if named is not None and main is not None and main.cause is None and self._is_of_a_part(named):
            return None  # «429 قتلوا، 53 منهم تحت التعذيب»: torture is the cause of 53
        if named is not None or main is None or main.cause is not None:
            return named or (main.cause if main is not None else None)
        if any(Tells.OPENS_FIRE in line.tells and not line.incident for line in setting.lines.values()):
            return Cause.SHOOTING  # often told only after the toll
        return None

    def _is_of_a_part(self, cause: Cause) -> bool:
        """Whether the body gives a cause a number of its own, smaller than the story's figure."""
        main = self._main
        assert main is not None
        return any(
            placed.part is Part.TEXT
            and placed.cause is cause
            and placed.cause_gap <= _CLOSE
            and placed.mention.outcome is main.mention.outcome
            and placed.mention.high is not None
            and placed.mention.high < main.mention.low
            for placed in self._order
            if placed is not main
        )

    def _main_actor(self, setting: Setting, order: Sequence[Placed]) -> str | None:
        if self._main is not None and self._main.actor is not None:
            alone = setting.claimed_by is not None and fold_key(self._main.actor).startswith("انتحاري")
            return setting.claimed_by if alone else self._main.actor
        if len({placed.actor for placed in order if placed.actor}) > 1:
            return None
        own = self._main.sentence if self._main is not None and self._main.part is Part.TEXT else -1
        opening = [line for line in setting.lines.values() if line.paragraph == setting.lead and line.number != own]
        return next((line.actor for line in opening if line.actor), None) or setting.title_actor or setting.claimed_by

    def fill(self, placed: Placed) -> None:
        """The slots that a whole figure leaves open."""
        line = self._line(placed)
        incident = line.incident if line is not None else 0
        first = self._firsts.setdefault(incident, placed)
        if incident:
            self._fill_from(placed, first, line)
        elif placed.background and not self._is_earlier_toll(placed, line):
            self._fill_context(placed, line)
        else:
            self._fill_main(placed, line)

    def note(self, placed: Placed) -> None:
        """Remember where a figure of a paragraph is placed by its own sentence."""
        line = self._line(placed)
        if line is not None and placed.own_place and placed.place is not None:
            self._told.setdefault(line.paragraph, []).append(placed)

    def _line(self, placed: Placed) -> Line | None:
        return self._lines.get(placed.sentence) if placed.part is Part.TEXT else None

    def _is_earlier_toll(self, placed: Placed, line: Line | None) -> bool:
        return placed.mention.earlier or (
            line is not None and Tells.EARLIER_TOLL in line.tells and Tells.LIKE_IT not in line.tells
        )

    def _fill_from(self, placed: Placed, first: Placed, line: Line | None) -> None:
        """Within a happening that stands apart."""
        if placed.place is None and placed is not first and not placed.own_place:
            _take_place(placed, first)
        main = self._main
        nowhere = placed.place is None and not placed.own_place
        if nowhere and main is not None and main.place is not None and is_state(main.place):
            _take_place(placed, main)  # a report on one state
        if placed.mention.outcome in _HELD:
            return
        if placed.cause is None:
            placed.cause = first.cause or (
                line.cause if line is not None and placed.mention.outcome not in _HELD else None
            )
        if placed.actor is None and placed.mention.outcome is not Outcome.DISPLACED:
            placed.actor = first.actor

    def _fill_context(self, placed: Placed, line: Line | None) -> None:
        """An earlier total or a like happening: of the same accident or nature, but not of the same violence."""
        unsaid = placed.cause is None or placed.cause_gap >= FAINT
        if unsaid and not placed.own_place and self._cause in _ACCIDENTS:
            placed.cause = self._cause
        main = self._main
        if main is None or main.place is None or placed.own_place or self._take_meant(placed):
            return
        told_by_hand = placed.actor is not None and placed.mention.phrase.qualifier is Qualifier.VAGUE
        means_main = line is not None and (Tells.REFERS_BACK in line.tells or (line.recalls and placed.place is None))
        if (is_state(main.place) and not told_by_hand) or means_main:
            _take_place(placed, main)

    def _fill_main(self, placed: Placed, line: Line | None) -> None:
        main = self._main
        if main is not None and main is not placed and not placed.own_place and not self._take_meant(placed):
            nearest = self._near(line) or self._told_ahead(line)
            elsewhere = placed.sentence != main.sentence or placed.part is not main.part
            if placed.place is None or placed.weak_place or elsewhere:
                source = nearest or main
                if source.place is not None and not (placed.runs and not is_state(source.place)):
                    _take_place(placed, source)
        if not self._causes_differ and self._may_be_of(placed, line):
            placed.cause = self._cause_for(placed, line)
        if placed.actor is not None and fold_key(placed.actor).removeprefix("ال").startswith("عدوان"):
            placed.actor = self._actor or placed.actor  # a war's name, where who wages it is told
        if placed.actor is None and not self._actors_differ and self._may_be_by(placed, line):
            placed.actor = self._actor

    def _take_meant(self, placed: Placed) -> bool:
        """«بالإقليم»: the place of that kind that the story's figures named; whether there was one."""
        told = (self._main, *self._order) if placed.means is not None and self._main is not placed else ()
        named = (self._of_kind(other, placed.means) for other in told if other is not None)
        meant = next((pair for pair in named if pair is not None), None)
        if meant is not None and meant[1] != placed.place:
            place, name = meant
            placed.place, placed.country = name, place.country or placed.country
            placed.location = location_of((place,), (name,), ())
            placed.own_place = True
        return meant is not None

    @staticmethod
    def _of_kind(told: Placed, kind: str | None) -> tuple[Place, str] | None:
        if kind == "بلاد":
            return next((pair for pair in told.around if is_state(pair[1])), None)
        return next((pair for pair in told.around if pair[0].kind == kind), None)

    def _may_be_of(self, placed: Placed, line: Line | None) -> bool:
        """Whether the happening's cause may be meant."""
        outcome = placed.mention.outcome
        if outcome in _HELD or (outcome is Outcome.DISPLACED and self._cause not in _DRIVES_OUT):
            return False
        if placed.mention.group is Group.FIGHTERS and self._is_other_side(placed):
            return False  # «… وقتل الجيش خمسة من المسلحين» of a story about the soldiers that a mine killed
        return not (placed.mention.group in _ARMED and line is not None and Tells.ADMITS in line.tells)

    def _is_other_side(self, placed: Placed) -> bool:
        main = self._main
        if main is None or main.mention.group is Group.FIGHTERS or self._cause is Cause.CLASHES:
            return False
        return main.part is not placed.part or placed.sentence != main.sentence

    def _cause_for(self, placed: Placed, line: Line | None) -> Cause | None:
        own = placed.cause
        if own is None or (placed.cause_gap >= FAINT and self._cause is not None):
            return self._cause
        if own is Cause.OTHER and self._cause is Cause.FIRE:
            return self._cause  # choked by its smoke
        if own is Cause.COLLAPSE and self._cause in _FELLS:
            return self._cause  # «انهار سقف بيتهم» of a story about an earthquake
        if (
            own is Cause.SHELLING
            and self._cause is Cause.AIRSTRIKE
            and not (line is not None and Tells.ARTILLERY in line.tells)
        ):
            return self._cause  # «القصف» of a story about air strikes
        return own

    def _near(self, line: Line | None) -> Placed | None:
        """The figure told before in the same paragraph, where only one place was named there."""
        if line is None:
            return None
        told = self._told.get(line.paragraph, [])
        return told[-1] if len({placed.place for placed in told}) == 1 else None

    def _is_where_somebody_was_not(self, placed: Placed, line: Line | None) -> bool:
        """«فجرت فتاة نفسها في مايدوغوري …» and a paragraph about another town: one that nobody names was not there too."""
        main, hand = self._main, fold_key(self._actor or "").split()
        if main is None or line is None or line.paragraph == self._lead or not hand or hand[0] not in _SOMEBODY:
            return False
        return placed.own_place and placed.place != main.place and all(placed.place != name for _, name in main.around)

    def _told_ahead(self, line: Line | None) -> Scene | None:
        """Where a sentence ahead in the paragraph, which counts nobody, tells that something struck."""
        if line is None or self._told.get(line.paragraph):
            return None
        for ahead in reversed(self._paragraphs.get(line.paragraph, [])):
            struck = ahead.number < line.number and (ahead.line.hands or ahead.line.causes.found)
            chain = first_strong(ahead.line.words, ahead.line.places) if struck else ()
            if chain:
                names = [verbatim(ahead.original, ahead.folded, ahead.line.words, place) for place in chain]
                return None if is_state(names[0]) else Scene(names[0], chain[0].country, location_of(chain, names, ()))
        return None

    def _may_be_by(self, placed: Placed, line: Line | None) -> bool:
        """Whether the hand of the happening may be meant, and not that of the other side."""
        if self._is_where_somebody_was_not(placed, line):
            return False
        if placed.mention.outcome is Outcome.DISPLACED and placed.cause is None:
            return False
        if placed.mention.group in _ARMED:
            if line is not None and Tells.ADMITS in line.tells:
                return False
            if self._main is not None and self._main.mention.group is Group.FIGHTERS:
                return False
        return True
