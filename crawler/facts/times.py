"""Expressions of time and the days they mean, for every reader of facts: what casualty figures are dated by."""

from crawler.facts.casualty.days import FIRST_YEAR, day, month, span, unit_of
from crawler.facts.casualty.said_time import Said, said_at
from crawler.facts.casualty.time_words import HEAD, SORT_OF
from crawler.facts.casualty.times import Time, times_of

__all__ = ["FIRST_YEAR", "HEAD", "SORT_OF", "Said", "Time", "day", "month", "said_at", "span", "times_of", "unit_of"]
