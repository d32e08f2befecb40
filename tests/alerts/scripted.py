"""A channel that answers by a script and remembers what it was given."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from alerts.alert import DeliveryKind
from alerts.channels.channel import MarkStage, Message, Outcome, Sent

Answer = Outcome | BaseException | Callable[[], None]


@dataclass(slots=True)
class ScriptedChannel:
    """Delivers, unless the script says otherwise. An exception is raised; a function is called before delivering."""

    name: str = "telegram"
    can_edit: bool = True
    script: list[Answer] = field(default_factory=list)
    stage: str | None = None
    seen: list[Message] = field(default_factory=list)

    async def send(self, message: Message, mark_stage: MarkStage) -> Outcome:
        """The next answer of the script."""
        if self.stage is not None:
            await mark_stage(self.stage)
        self.seen.append(message)
        answer = self.script.pop(0) if self.script else None
        if isinstance(answer, BaseException):
            raise answer
        if isinstance(answer, Outcome):
            return answer
        if answer is not None:
            answer()
        return Outcome(sent=Sent.DELIVERED, provider_id=str(100 + len(self.seen)))

    async def close(self) -> None:
        """Nothing is open."""

    def told(self) -> list[tuple[DeliveryKind, int, str | None]]:
        """What it was given: kind, revision, and the message that is changed or answered."""
        return [(message.kind, message.revision, message.replaces) for message in self.seen]

    def will(self, answers: Iterable[Answer]) -> None:
        """Puts answers into the script."""
        self.script += answers
