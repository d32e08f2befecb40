"""Tells an event report by report, as the daemon would: when each outlet told, and when we saw it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from alerts.events.account import told_at
from alerts.events.event import Event, Relation
from alerts.events.joining import begin, join, revise
from alerts.events.matching import Placement
from alerts.events.profile import profile_of
from alerts.events.revisions import Reason, TollRevision, revisions_of
from alerts.events.toll_ledger import Entry, ledger_of
from crawler.facts.act import DiplomaticAct
from crawler.facts.figure import CasualtyFigure, Group, Outcome
from crawler.understanding import ReadStory
from tests.alerts.making import NOW, Kept, hours, kept, read_story


@dataclass(slots=True)
class Telling:
    """One event as it grows. Story ids count from `first` on, in the order in which the stories were seen."""

    first: int = 1
    event: Event | None = None
    accounts: dict[int, Kept] = field(default_factory=dict)

    def tell(
        self,
        after: float,
        outlet: str,
        *figures: CasualtyFigure,
        seen: float | None = None,
        copy_of: int | None = None,
        carries_on: int | None = None,
        agency: str | None = None,
        acts: Sequence[DiplomaticAct] = (),
        alerting: bool = True,
    ) -> int:
        """A report told so many hours after NOW, seen then or later; its story's id."""
        identity = self.first + len(self.accounts)
        read = _read(identity, outlet, after, figures, acts)
        if agency:
            read = replace(read, story=replace(read.story, origin=(agency,)))
        account = kept(identity, read, at=NOW + hours(after if seen is None else seen), alerting=alerting)
        self.accounts[identity] = account
        relation = Relation.SAME_EVENT if copy_of is None else Relation.NEAR_DUPLICATE
        placement = Placement(relation=relation, event_id=1, of_story_id=copy_of or carries_on)
        if self.event is None:
            self.event = replace(begin(account, profile_of(account), now=account.kept_at), id=self.first)
        else:
            self.event = join(self.event, account, profile_of(account), placement, now=account.kept_at)
        return identity

    def edit(self, identity: int, at: float, *figures: CasualtyFigure, acts: Sequence[DiplomaticAct] = ()) -> None:
        """The outlet changes what its story says; seen so many hours after NOW."""
        before = self.accounts[identity]
        story = before.read.story
        after = (told_at(before) - NOW).total_seconds() / 3600
        read = _read(identity, story.outlet or "", after, figures, acts)
        account = replace(before, read=read)
        self.accounts[identity] = account
        self.event = revise(self.known, account, profile_of(account), now=NOW + hours(at))

    @property
    def known(self) -> Event:
        """The event, once something was told."""
        assert self.event is not None
        return self.event

    def range(self, outcome: Outcome = Outcome.KILLED, group: Group = Group.PEOPLE) -> tuple[int, int | None] | None:
        """The range that stands; None where nothing does."""
        for line in self.known.toll:
            if (line.outcome, line.group) == (outcome, group):
                return line.min, line.max
        return None

    def standings(self, outcome: Outcome = Outcome.KILLED) -> list[tuple[int, int, str]]:
        """Story, number and standing of each entry of the ledger, in the order of telling."""
        return [
            (entry.figure.story_id, entry.figure.min, entry.standing.value)
            for entry in self.entries()
            if entry.figure.outcome is outcome
        ]

    def entries(self) -> list[Entry]:
        """All entries of the ledger, line by line."""
        return [entry for line in ledger_of(self.known).lines for entry in line.entries]

    def steps(self, outcome: Outcome = Outcome.KILLED) -> list[tuple[int, tuple[Reason, ...], str]]:
        """Story, reasons and range of each step of an outcome's lines."""
        return [
            (one.story_id, one.reasons, _shown(one)) for one in revisions_of(self.known) if one.line.outcome is outcome
        ]


def _read(
    identity: int, outlet: str, after: float, figures: Sequence[CasualtyFigure], acts: Sequence[DiplomaticAct]
) -> ReadStory:
    text = f"نص الخبر {identity} كما نشرته {outlet} في الساعة {after}."
    return read_story(
        f"خبر {identity}", text, outlet=outlet, published=NOW + hours(after), figures=figures, acts=acts,
        url=f"https://news.example/{identity}", flags=None if figures or acts else (),
    )  # fmt: skip


def _shown(one: TollRevision) -> str:
    if one.after is None:
        return "–"
    return f"{one.after.min}–{one.after.max}" if one.after.max != one.after.min else f"{one.after.min}"
