"""A line as a scene: its actors, its triggers, where its clauses end, and what the lines before it left in mind.

Windows are what a trigger may take its parties from. A hard boundary ends a clause; a soft one opens what the dealing
is about («بشأن», «لبحث»), where states are topics and no parties.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from crawler.arabic.given_names import GIVEN_NAMES
from crawler.arabic.names import STATE_CODES, Form
from crawler.arabic.words import Word
from crawler.facts.diplomatic.actor import Actor
from crawler.facts.diplomatic.lines import Line
from crawler.facts.diplomatic.offices import PERSONAL, is_honorific, is_plain, office_at
from crawler.facts.diplomatic.triggers import Part, Trigger
from crawler.facts.diplomatic.words import RESTS, word_set

_HARD = word_set("hard")
_HARD_SIGNS = frozenset(("؛", "...", "|", "\n", "؟", "!"))
_SOFT = word_set("soft")
_MEANWHILE = frozenset(("وقت", "الوقت", "حين", "غضون", "الاثناء"))  # «في وقت ...» opens a clause of its own
# The pair that the story is about, as Arabic says it without naming it.
_PAIR = word_set("pair")
_COUNTS = word_set("counts")
_EACH = word_set("each")
_GROUPS = frozenset(("الوزراء", "الروساء", "القاده", "الزعماء", "البلدان", "الوفود", "الجيران"))
_ASIDES = word_set("asides")
_ALSO_NOUNS = word_set("also_nouns")
_MASCULINE = word_set("masculine")
_MEN = frozenset("president king crown pm fm minister deputy envoy ambassador".split())
_SPOKEN_OF = word_set("spoken_of")
_LEADS_IN = 2  # words that lead in before a clause: «رغم تحذيرات بكين، ...»
_INTRODUCES = frozenset(
    """في وفي بعد وبعد عقب وعقب غداه وغداه ردا وردا رغم ورغم خلال وخلال قبل وقبل منذ ومنذ وسط ووسط اثر واثر عشيه
    وعشيه بسبب وبسبب نتيجه ضمن وضمن تنفيذا تلبيه استجابه احتجاجا تزامنا بالتزامن بموجب بناء امام وامام علي وعلي
    برغم وبرغم""".split()
)
_NAMED = 5  # words of a name that stands before its office, and one
_MET = frozenset("لقايه لقايها لقاءه لقاءها استقباله استقبالها اجتماعه اجتماعها مباحثاته مباحثاتها محادثاته".split())
_ASIDE_WORDS = 15
_HEAD = 8  # words between «أن» and the verb of its clause
_RELATIVE = frozenset(("الذي", "التي"))
_VERBAL = ("ي", "ت", "س")


@dataclass(slots=True)
class Mind:
    """What a reader has in mind when a line begins."""

    subject: tuple[Actor, ...] = ()
    pair: tuple[str, ...] = ()
    group: tuple[str, ...] = ()  # three or more who acted together: «الدول الثلاث»
    title: tuple[str, ...] = ()
    lead: tuple[str, ...] = ()  # who acts in the first line
    leads: tuple[str, ...] = ()  # the same with those joined to him
    talkers: tuple[str, ...] = ()  # two who made a deal or negotiated
    mediated: tuple[str, ...] = ()  # mediator and sides of the last mediation told outright
    home: str | None = None


@dataclass(slots=True)
class Scene:
    """A line with its actors and triggers, and the mind of its reader."""

    line: Line
    actors: list[Actor]
    triggers: list[Trigger]
    mind: Mind
    hard: list[int] = field(default_factory=list)
    soft: list[int] = field(default_factory=list)
    asides: list[range] = field(default_factory=list)  # «، على هامش أعمال الجمعية العامة،»

    def __post_init__(self) -> None:
        words = self.line.words
        inside = {at for actor in self.actors for at in range(actor.start, actor.end)}
        self.hard += [trigger.start for trigger in self.triggers if _opens_clause(trigger, words)]
        for index, word in enumerate(words):
            if index in inside:
                continue
            meanwhile = word.text in _MEANWHILE and index > 0 and words[index - 1].text == "في"
            double_dot = word.text == "." and index + 1 < len(words) and words[index + 1].text == "."
            hard = word.text in _HARD and not _is_not(words, index)
            if word.text in _HARD_SIGNS or hard or double_dot or meanwhile:
                self.hard.append(index)
            elif _soft(word.text):
                aside = self._aside(index)
                if aside is None:
                    self.soft.append(index)
                else:
                    self.asides.append(aside)

    def _aside(self, at: int) -> range | None:
        """The words from a soft boundary to the comma that closes it, where an actor goes on right behind it."""
        words = self.line.words
        if not any(word.text == "،" for word in words[max(0, at - 2) : at]):
            return None
        close = next((i for i in range(at, min(len(words), at + _ASIDE_WORDS)) if words[i].text == "،"), None)
        if close is None:
            return None
        goes_on = any(actor.start == close + 1 and actor.case in ("", "مع") for actor in self.actors)
        return range(at, close + 1) if goes_on else None

    # -- windows --------------------------------------------------------------------------------------------------

    def right_end(self, at: int, *, soft: bool) -> int:
        """Where the window to the right of a word ends."""
        ends = [index for index in self.hard if index >= at]
        if soft:
            ends += [index for index in self.soft if index >= at]
        return min(ends, default=len(self.line.words))

    def left_end(self, at: int) -> int:
        """Where the window to the left of a word begins."""
        return max((index + 1 for index in self.hard if index < at), default=0)

    def right(self, trigger: Trigger, *, soft: bool = True, limit: int = 60) -> list[Actor]:
        """The actors in the window to the right of a trigger."""
        end = min(self.right_end(trigger.end, soft=soft), trigger.end + limit)
        inside = {at for aside in self.asides for at in aside if trigger.end <= aside.start}
        return [actor for actor in self.actors if trigger.end <= actor.start < end and actor.start not in inside]

    def left(self, trigger: Trigger) -> list[Actor]:
        """The actors in the window to the left of a trigger."""
        begin = self.left_end(trigger.start)
        return [actor for actor in self.actors if begin <= actor.start and actor.end <= trigger.start]

    # -- who ------------------------------------------------------------------------------------------------------

    def chain(self, actor: Actor) -> tuple[Actor, ...]:
        """The actor with those joined to it by «و» before and behind."""
        index = self.actors.index(actor)
        first = index
        while first > 0 and self.actors[first].case == "و" and self._near(self.actors[first - 1], self.actors[first]):
            first -= 1
        last = index
        while (
            last + 1 < len(self.actors)
            and self.actors[last + 1].case == "و"
            and self._near(self.actors[last], self.actors[last + 1])
        ):
            last += 1
        return tuple(self.actors[first : last + 1])

    def _near(self, before: Actor, after: Actor) -> bool:
        if after.start - before.end <= 1:
            return True
        led = before.person is not None and self.line.words[before.end].text in _LED_BY
        return led and after.start - before.end <= _LEADER  # «بين وفد الحكومة برئاسة فلان والحركة ...»

    def case_of(self, actor: Actor) -> str:
        """The preposition of an actor, that of the chain's head where it is joined to one."""
        return self.chain(actor)[0].case

    def subject_before(self, trigger: Trigger, *, adjacent: bool) -> tuple[Actor, ...]:
        """The acting group to the left of a trigger; `adjacent`: only one that stands right before it (SVO)."""
        if adjacent and trigger.prefix in ("و", "ف"):
            return self._as_for(trigger)  # «وطالب ...» opens a clause of its own
        if adjacent and trigger.start and self.line.words[trigger.start - 1].text in _RELATIVE:
            # «وزير خارجية سنغافورة الذي يزور البلاد»
            near = [actor for actor in self.left(trigger) if trigger.start - actor.end <= 3]
            return (near[-1],) if near and near[-1].strong else ()
        for actor in reversed(self.left(trigger)):
            sent = actor.strong and not adjacent and self.case_of(actor) == "من" and self.is_sent(actor)
            if not actor.strong or (self.case_of(actor) not in ("", "و", "باسم") and not sent):
                if adjacent and trigger.start - actor.end <= 1:
                    return ()
                continue
            if not adjacent and (self._completes_praise(actor) or self._is_met(actor, trigger) or self._sat(actor)):
                continue
            if adjacent and (not self._runs_on(actor.end, trigger.start) or self._completes_clause(actor, trigger)):
                return ()
            return tuple(member for member in self.chain(actor) if member.strong or sent)
        return ()

    def _as_for(self, trigger: Trigger) -> tuple[Actor, ...]:
        """«أما البرازيل فرأت ...»: who is set off by «أما» acts in the clause behind «ف»."""
        near = self.left(trigger)[-1:] if trigger.prefix == "ف" else []
        before = self.line.words[near[0].start - 1].text if near and near[0].start else ""
        return tuple(near) if before in ("اما", "واما") and near[0].strong else ()

    def main_subject(self, trigger: Trigger) -> tuple[Actor, ...]:
        """The first acting group of the line before a trigger, else that of the lines before."""
        for actor in self.actors:
            if actor.end <= trigger.start and actor.strong and self.case_of(actor) == "":
                return tuple(member for member in self.chain(actor) if member.strong)
        return self.mind.subject

    def agrees(self, trigger: Trigger, actor: Actor) -> bool:
        """Whether an actor behind a verb may be its subject by gender: «طالب واشنطن» is not what Washington did."""
        after = self.line.words[trigger.end].text if trigger.end < len(self.line.words) else ""
        if trigger.plural or after in _EACH:
            return True  # «أدان كل من الأرجنتين وأوروغواي»
        verb = self.line.words[trigger.start].text.removeprefix(trigger.prefix).removeprefix("س")
        feminine = verb.startswith("ت") if trigger.present or trigger.future else verb.endswith("ت")
        first = self.line.words[actor.start].text
        if actor.office is None and actor.person is None:
            name = next((name for name in self.line.names if actor.start <= name.start < actor.end), None)
            if name is None or name.form not in (Form.STATE, Form.CAPITAL):
                return True
            return feminine or first in _MASCULINE or actor.start < name.start
        masculine = actor.office in _MEN and not first.endswith(("ه", "ات"))
        return not (feminine and masculine and actor.person is not None)

    def _completes_clause(self, actor: Actor, trigger: Trigger) -> bool:
        """«في خطوة تعكس تداعيات تقسيم السودان، زار ...»: a bare name behind a noun, cut off by a comma, ends what leads in."""
        words = self.line.words
        if actor.office or actor.person or actor.start < _LEADS_IN or words[0].text not in _INTRODUCES:
            return False
        before = words[actor.start - 1].text
        cut = [word.text for word in words[actor.end : trigger.start]] == ["،"]
        return cut and before[0].isalnum() and not any(word.text == "،" for word in words[: actor.start])

    def _is_met(self, actor: Actor, trigger: Trigger) -> bool:
        """«جدد الرئيس ...، خلال لقائه وزير خارجية النرويج، ...»: whom the speaker met speaks no further, behind a comma."""
        words = self.line.words
        before = [word.text for word in words[max(0, actor.start - 2) : actor.start]]
        met = any(text in _MET for text in before[-1:] if text) or (before[-1:] == ["مع"] and before[0] in _MET)
        return met and any(word.text in ("،", ",") for word in words[actor.end : trigger.start])

    def _sat(self, actor: Actor) -> bool:
        """«عائدا من قمة مجموعة السبع»: a body behind the noun of its sitting is where somebody was."""
        before = self.line.words[actor.start - 1].text if actor.start else ""
        plain = not (actor.office or actor.person) and actor.party not in STATE_CODES
        return (
            plain and before in _SITTINGS and actor.start > 1 and self.line.words[actor.start - 2].text in _COMES_FROM
        )

    def _completes_praise(self, actor: Actor) -> bool:
        """Whether it only says whose role or decision is spoken of: «أشاد الرئيس الزامبي بدور كندا خلال ...»."""
        before = self.line.words[actor.start - 1].text if actor.start else ""
        return not actor.office and not actor.person and before in _SPOKEN_OF

    def _runs_on(self, start: int, end: int) -> bool:
        """Whether a subject at `start` may still govern the verb at `end`: only asides stand between."""
        if end - start > 9:
            return False
        between = self.line.words[start:end]
        texts = [word.text for word in between]
        if any(index in range(start, end) for index in (*self.hard, *self.soft)):
            return False
        if not any(text in ("،", ",", "-", "(", ")", ":") for text in texts):
            return len(texts) <= 2
        return True

    def topic_of(self, actor: Actor) -> bool:
        """Whether a state's name only completes a noun («أزمة سوريا») and is no party by itself."""
        if actor.office or actor.person or self.case_of(actor) != "":
            return False
        head = self.chain(actor)[0]
        if head is not actor:
            return self.topic_of(head)  # «الحكومة المالية وتنسيقية ...»
        before = self.line.words[actor.start - 1].text if actor.start else ""
        if not before or not before[0].isalnum():
            return False
        if before.startswith(_VERBAL) or before.endswith("ت"):
            return False
        return any(index == actor.start - 1 for index in self.soft) or before.endswith(("ات", "يه", "ه"))

    def is_sent(self, actor: Actor) -> bool:
        """Whether «من» says whose delegates they are: «وفدين من باكستان وأفغانستان»."""
        last = self.chain(actor)[0].start - 2
        for at in range(last, max(-1, last - 3), -1):  # «مسؤولون عسكريون كبار من ...»
            office = office_at(self.line.words, at)
            if office is not None:
                return office.key in ("delegate", "side", "minister", "envoy", "ambassador")
            if self.line.words[at].is_sign or self.line.words[at].text in _PHRASE_ENDS:
                return False
        return False

    def is_other_subject(self, trigger: Trigger, actor: Actor) -> bool:
        """Whether the verb has another subject than the actor after it: «اتهم خبراء ...», «طالبت عائلته ...»."""
        gap = self.line.words[trigger.end : actor.start]
        if gap and gap[0].text == '"' and len(gap) > 2:
            gap = gap[1:]  # «وناشدت «الهيئة» موسكو»
        if not gap or gap[0].is_sign or gap[0].is_number:
            return False
        if len(gap) == 1 and gap[0].text in _RULES and actor.person:
            return False  # «طالبت إدارة ترامب كولومبيا ...»
        if actor.office in PERSONAL and not actor.person and 1 < len(gap) < _NAMED and gap[0].text in GIVEN_NAMES:
            return False  # «ثمن عصام عوض متولي القنصل السوداني ...»: a name before its office
        first = gap[0].text
        return not (is_plain(first) or is_honorific(first) or first.startswith(("ب", "ل", "ك")) or first in _ASIDES)

    def has_own_head(self, trigger: Trigger) -> bool:
        """Whether «أن» gives a verb a subject that is no party: «مضيفا أن الطرف المهيمن في الائتلاف يدعم ...»."""
        words = self.line.words
        begin = max(self.left_end(trigger.start), trigger.start - _HEAD)
        at = next((i for i in range(trigger.start - 1, begin - 1, -1) if words[i].text in ("ان", "بان")), None)
        if at is None or trigger.start - at < 2 or trigger.prefix:
            return False
        if words[trigger.start - 1].text in ("بلاده", "بلادها"):
            return False  # the speaker's state
        return not any(at < actor.end <= trigger.start for actor in self.actors)

    def has_pair_word(self, start: int, end: int) -> bool:
        """Whether «الجانبان», «البلدين» ... stands between two words."""
        return any(not _PAIR.isdisjoint(RESTS[word.text]) for word in self.line.words[start:end])

    def is_counterpart(self, actor: Actor) -> bool:
        """Whether it is «نظيره»: the partner of somebody named before."""
        return actor.office == "side" and "نظير" in self.line.words[actor.start].text

    def has_group_word(self, start: int = 0, length: int | None = None) -> bool:
        """Whether «الدول الثلاث» or the like stands in the line."""
        end = None if length is None else start + length
        texts = [word.text for word in self.line.words[start:end]]
        return any(
            (first.removeprefix("و").replace("لل", "ال", 1) in _GROUPS and second in _COUNTS)
            or (first.endswith(("الدول", "للدول")) and second in _COUNTS)
            or (first.endswith("الاطراف") and second in _COUNTS)
            for first, second in zip(texts, texts[1:], strict=False)
        )

    def adjectives(self, trigger: Trigger, *, limit: int = 4) -> list[Actor]:
        """Nationalities right after a noun that tells of a dealing: «مباحثات رسمية مصرية تركية»."""
        found: list[Actor] = []
        at = trigger.end
        for actor in self.actors:
            if actor.start < trigger.end:
                continue
            gap = self.line.words[at : actor.start]
            if not actor.adjective or len(gap) > (1 if found else limit - 2):
                break
            if any(word.is_sign and word.text not in "-/–ـ" for word in gap) or _ends_phrase(word.text for word in gap):
                break
            if any(word.text in _STANDS_BY for word in gap):
                break  # «اتفاقا برعاية روسية»
            found.append(actor)
            at = actor.end
        return found


_STANDS_BY = word_set("under") | frozenset("بدعم بضمانه بطلب بدعوه بحضور".split())
_SITTINGS = frozenset("قمه القمه اجتماع اجتماعات موتمر منتدي دوره اعمال".split())
_COMES_FROM = frozenset("من في الي علي عقب بعد هامش خلال".split())
_RULES = frozenset("اداره حكومه نظام سلطه فريق".split())
_LED_BY = frozenset("برياسه بقياده يراسه يراسها يتراسه يتراسها يقوده يقودها".split())
_LEADER = 9  # words from «برئاسة» to who is joined to the delegation


def _opens_clause(trigger: Trigger, words: Sequence[Word]) -> bool:
    """Whether «و» joins a new sentence: «وشكر سلطنة عمان»."""
    if trigger.part is not Part.VERB or trigger.prefix not in ("و", "ف"):
        return False
    return trigger.present or words[trigger.start].text.removeprefix(trigger.prefix) not in _ALSO_NOUNS


def _is_not(words: Sequence[Word], at: int) -> bool:
    """«المفاوضات غير المباشرة»: «غير» begins a clause only before «أن»."""
    after = words[at + 1].text if at + 1 < len(words) else ""
    return words[at].text == "غير" and not after.startswith("ان")


def _soft(word: str) -> bool:
    if word in _SOFT:
        return True
    return word[:1] in "وف" and word[1:] in _SOFT and len(word) > 3


_PHRASE_ENDS = frozenset(["في", "من", "الي", "علي", "عن", "مع", "بين", "التي", "الذي", "بشان", "حول"])


def _ends_phrase(words: Iterable[str]) -> bool:
    return any(word in _PHRASE_ENDS or word.startswith(("لل", "بال")) for word in words)


def parties_of(actors: Iterable[Actor]) -> tuple[str, ...]:
    """The parties of actors, each once, in order."""
    return tuple(dict.fromkeys(actor.party for actor in actors))
