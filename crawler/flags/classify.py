"""The two flags of a story: what a model says of it, with the sentences that speak for it and the reasons in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from crawler.facts.act import DiplomaticAct
from crawler.facts.figure import CasualtyFigure, Evidence, Outcome, Part, Scope
from crawler.flags.evidence import sentence_around
from crawler.flags.features import Features, features
from crawler.flags.flag import Flag, Label
from crawler.flags.model import FlagModel, Opinion, Question
from crawler.flags.wording import reasons
from crawler.news import Story

_EVIDENCE = 3  # quotes a flag shows
_HARMED = (Outcome.KILLED, Outcome.INJURED, Outcome.MISSING)  # what the casualty flag asks for
# Lexicon classes whose first word shows a reader why a flag is up, the most telling first.
_TELLING = {
    Label.CASUALTY: ("harm", "injury", "lost", "captive", "selfburn", "mishap", "strike", "crime", "death", "flight"),
    Label.DIPLOMACY: tuple("talks meeting visit agreement summit call relations stance envoy body".split()),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A story and the facts that were drawn from it: what its flags are decided by."""

    story: Story
    figures: Sequence[CasualtyFigure] = ()
    acts: Sequence[DiplomaticAct] = ()


def classify(known: Sequence[Known], model: FlagModel) -> list[tuple[Flag, Flag]]:
    """The casualty flag and the diplomacy flag of each story, in order."""
    questions = [Question(story=one.story, found=features(one.story, one.figures, one.acts)) for one in known]
    return [
        (
            _flag(Label.CASUALTY, question, opinions[Label.CASUALTY], model, _of_figures(one.figures)),
            _flag(Label.DIPLOMACY, question, opinions[Label.DIPLOMACY], model, _of_acts(one.acts)),
        )
        for one, question, opinions in zip(known, questions, model.opinions(questions), strict=True)
    ]


def unread(reason: str) -> tuple[Flag, Flag]:
    """The flags of a story that no model was asked about, and why not."""
    casualty, diplomacy = (
        Flag(label=label, flagged=False, score=0.0, reasons=(reason,)) for label in (Label.CASUALTY, Label.DIPLOMACY)
    )
    return casualty, diplomacy


@dataclass(frozen=True, slots=True)
class _Proofs:
    """Of facts: those that say what a flag asks for, and those that are only near it. «توقيف 6 طلاب» is a figure of the
    happening, and nobody came to harm by it."""

    sure: Sequence[Evidence]
    near: Sequence[Evidence]


def _of_figures(figures: Sequence[CasualtyFigure]) -> _Proofs:
    told = [figure for figure in figures if figure.scope is Scope.EVENT]
    return _Proofs(
        sure=[figure.evidence for figure in told if figure.outcome in _HARMED],
        near=[figure.evidence for figure in told if figure.outcome not in _HARMED],
    )


def _of_acts(acts: Sequence[DiplomaticAct]) -> _Proofs:
    return _Proofs(sure=[act.evidence for act in acts], near=())


def _flag(label: Label, question: Question, opinion: Opinion, model: FlagModel, facts: _Proofs) -> Flag:
    thresholds = model.thresholds[label]
    flagged = opinion.score >= thresholds.flag
    return Flag(
        label=label,
        flagged=flagged,
        score=round(opinion.score, 4),
        evidence=_evidence(label, question.story, question.found, facts) if flagged else (),
        reasons=reasons(opinion, question),
        model=model.name,
        review=thresholds.review <= opinion.score < thresholds.flag,
    )


def _evidence(label: Label, story: Story, found: Features, facts: _Proofs) -> tuple[Evidence, ...]:
    """The sentences of the facts, else those of the most telling words, else of what is near; each once."""
    chosen: list[Evidence] = []
    told = [sentence_around(story, *found.seen[name]) for name in _TELLING[label] if name in found.seen]
    for evidence in (*facts.sure, *told, *facts.near):
        if all(evidence.quote != other.quote for other in chosen):
            chosen.append(evidence)
        if len(chosen) == _EVIDENCE:
            break
    if not chosen:
        chosen.append(sentence_around(story, Part.TITLE if story.title else Part.TEXT, None))
    return tuple(chosen)
