"""Discrepancy: two places of one story that cannot both be true."""

from dataclasses import dataclass
from enum import StrEnum

from crawler.facts.figure import Evidence


class DiscrepancyKind(StrEnum):
    """Which two things contradict each other."""

    HEADLINE_BODY = "headline_body"
    LEAD_BODY = "lead_body"
    SUM_TOTAL = "sum_total"
    TWO_FIGURES = "two_figures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """A contradiction, explained in one sentence in Arabic and one in English, with both proofs."""

    kind: DiscrepancyKind
    explanation_ar: str
    explanation_en: str
    evidence: tuple[Evidence, ...]
