"""Which tellings with an unsaid side are believed.

Where a clause leaves a side unsaid, the frames fill in who was spoken of before. That reads visits, meetings and calls
well («مباحثاته», «خلال زيارته»), whose lines go on from one to the next. A stance, a letter or a mediation with nobody
beside it mostly has another subject, one that is no party («طالبت نقابة», «حذر خبير»): of 101 such stances in 4,000 real
stories about one in five was right (November 2026), but for warnings, whose danger stands where the addressee would.
"""

from crawler.arabic.names import STATE_CODES
from crawler.facts.act import STATEMENTS, ActKind
from crawler.facts.diplomatic.dealing import Dealing
from crawler.facts.diplomatic.offices import PERSONAL
from crawler.facts.diplomatic.scene import Scene
from crawler.facts.diplomatic.summits import BLOCS
from crawler.facts.diplomatic.towards import warns
from crawler.facts.diplomatic.triggers import Part, Trigger

_IN_THE_LEAD = frozenset(
    {
        ActKind.AGREEMENT,
        ActKind.NEGOTIATION,
        ActKind.MEDIATION,
        ActKind.SANCTION,
        ActKind.RECOGNITION,
        ActKind.SUMMIT,
        ActKind.LETTER,
    }
)
OF_TWO = frozenset({ActKind.AGREEMENT, ActKind.NEGOTIATION})
_LEAD = 1
_BOTH = frozenset(("جمعهما", "بينهما", "ضمهما"))
_DURING = frozenset(("عقب", "بعد", "خلال", "اثر", "قبل", "لدي", "اثناء"))
_TWO = 2
_NEAR = 6  # words between «لقائه» and who was met
_HEADS = frozenset(("president", "king", "crown", "pm", "fm", "minister", "deputy"))
_BESIDE = frozenset(("مع", "بين", "ب", "من"))


def _meets_somebody(scene: Scene, trigger: Trigger, reading: Dealing) -> bool:
    """«خلال اللقاء» of the two who met before, «لقائه مع ...»; but not «محادثات المناخ», «اجتماع المجلس»."""
    mind = scene.mind
    titled = mind.title if len(mind.title) == _TWO and STATE_CODES.issuperset(mind.title) else ()
    if trigger.part is Part.VERB or trigger.object or set(reading.parties) <= {*mind.pair, *mind.group, *titled}:
        return True
    words = scene.line.words
    if any(word.text in _BOTH for word in words[trigger.end : trigger.end + 3]):
        return True
    beside = [actor for actor in reading.actors if actor in scene.actors]
    if any(scene.case_of(actor) in _BESIDE or scene.is_counterpart(actor) for actor in beside):
        return True
    heads = any(actor.office in _HEADS and actor.party not in BLOCS for actor in beside)
    if heads and any(a.place and a.party in reading.parties and a.start == trigger.end + 1 for a in scene.actors):
        return True  # «أجرى رئيس وزراء نيبال ... محادثات في الهند»
    if scene.line.number == 0 and any(actor.office in PERSONAL for actor in beside):
        return True  # «ولي العهد والرئيس الفلبيني يعقدان جلسة مباحثات»
    # «وخلال استقباله مستشار الأمن القومي العراقي», «قال موسى عقب لقاء المبعوث الروسي»
    during = trigger.owner or (trigger.start > 0 and words[trigger.start - 1].text in _DURING)
    near = _NEAR if trigger.owner else 1  # «خلال لقائه أمس في الرياض السفير الأمريكي»
    if during and any(a.office in PERSONAL and 0 <= a.start - trigger.end <= near for a in beside):
        return True
    # «مباحثات مع الوزير المسؤول عن الشؤون الخارجية يوسف بن علوي»
    after = words[trigger.end].text if trigger.end < len(words) else ""
    met = (a for a in scene.actors if a.person and a.party in reading.parties)
    return after == "مع" and any(0 < a.start - trigger.end <= _NEAR for a in met)


def is_believed(scene: Scene, trigger: Trigger, kind: ActKind, reading: Dealing) -> bool:
    """Whether a telling is sure, or of a kind and at a place where what is unsaid may be filled in."""
    if reading.sure:
        return True
    if kind in STATEMENTS:
        if scene.line.number == 0:  # «الجزائر توبخ سفير فرنسا وتتهم ...»
            before = {actor.party for actor in scene.actors if actor.start < trigger.start}
            return warns(scene, trigger) or before.issuperset(reading.parties)
        return warns(scene, trigger) and scene.line.number <= _LEAD
    if kind is ActKind.MEETING:
        return _meets_somebody(scene, trigger, reading)
    if kind not in _IN_THE_LEAD or scene.line.number <= _LEAD:
        return True
    # Letters and deals of the outlet's own state, or of the two that the story is about, go on through its lines.
    at_home = kind is ActKind.LETTER and scene.mind.home in reading.parties
    pair = set(scene.mind.pair)
    told_of_them = bool(pair) and pair <= set(reading.parties)
    if kind is ActKind.MEDIATION:
        return told_of_them and (trigger.owner or len(reading.parties) > len(pair))
    # «ووقعا ...»: who made it was named before
    made = kind is ActKind.AGREEMENT and trigger.part is Part.VERB and bool(trigger.prefix)
    return at_home or made or (kind in OF_TWO and told_of_them)
