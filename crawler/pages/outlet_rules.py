"""What only one outlet does: its file under `outlets/` says where things stand on its pages, and what is no story.

A file is data (TOML) and is read at the first page of any outlet. A mistake in one is raised then, with the file's name
and the key: a rule that is silently left out would only show in the texts of one outlet, weeks later.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from cssselect import SelectorError
from lxml.cssselect import CSSSelector

from crawler.arabic.letters import fold_key
from crawler.errors import RasidError

FOLDER = Path(__file__).with_name("outlets")
_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}")


class OutletRuleMistake(RasidError):
    """A file under `outlets/` is not what it should be; the message names the file, the key and the fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """Where things stand on an outlet's pages, for each the selectors in order: the first that finds something counts.

    `whole_body` says that every match of the body's selector is a part of it (paragraphs without a container of their
    own); otherwise the first match is the body. A lead stands before the body where the body does not hold it.
    """

    title: tuple[CSSSelector, ...] = ()
    lead: tuple[CSSSelector, ...] = ()
    body: tuple[CSSSelector, ...] = ()
    whole_body: bool = False
    time: tuple[CSSSelector, ...] = ()
    byline: tuple[CSSSelector, ...] = ()
    section: tuple[CSSSelector, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """What is taken out: elements of the page, and lines of the body that a pattern in folded spelling is all of."""

    elements: tuple[CSSSelector, ...] = ()
    lines: tuple[re.Pattern[str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletRule:
    """An outlet's file. `names` are what it calls itself on its pages, besides its name in the catalogue."""

    hosts: tuple[str, ...]
    names: tuple[str, ...] = ()
    find: Find = Find()
    drop: Drop = Drop()


def rule_for(url: str) -> OutletRule | None:
    """The rule for the pages of an address's host or of the domain that it belongs to; None for nearly all."""
    rules = _shipped()
    try:
        labels = (urlsplit(url).hostname or "").lower().rstrip(".").split(".")
    except ValueError:
        return None
    return next((rules[host] for at in range(len(labels)) if (host := ".".join(labels[at:])) in rules), None)


def rules_in(folder: Path) -> dict[str, OutletRule]:
    """The rules of a folder's files by host; raises OutletRuleMistake."""
    rules: dict[str, OutletRule] = {}
    for path in sorted(folder.glob("*.toml")):
        rule = read_rule(path)
        for host in rule.hosts:
            if host in rules:
                raise OutletRuleMistake(f"{path.name}: hosts: another file is for {host} already")
            rules[host] = rule
    return rules


def read_rule(path: Path) -> OutletRule:
    """One file; raises OutletRuleMistake."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise OutletRuleMistake(f"{path.name}: no TOML: {error}") from error
    try:
        return _rule(values)
    except OutletRuleMistake as mistake:
        raise OutletRuleMistake(f"{path.name}: {mistake}") from mistake


@lru_cache(maxsize=1)
def _shipped() -> dict[str, OutletRule]:
    return rules_in(FOLDER)


def _rule(values: Mapping[str, Any]) -> OutletRule:
    _refuse_unknown("", values, OutletRule)
    hosts = _texts("hosts", values.get("hosts"))
    if not hosts:
        raise OutletRuleMistake('hosts: the hosts whose pages these are, as in hosts = ["example.org"]')
    for host in hosts:
        if not _HOST.fullmatch(host) or host.startswith("www."):
            raise OutletRuleMistake(f"hosts: {host!r} is no host in small letters without «www.»")
    found, dropped = _table("find", values), _table("drop", values)
    _refuse_unknown("find.", found, Find)
    _refuse_unknown("drop.", dropped, Drop)
    whole = found.get("whole_body", False)
    if not isinstance(whole, bool):
        raise OutletRuleMistake("find.whole_body: true or false")
    places = {key: _selectors(f"find.{key}", value) for key, value in found.items() if key != "whole_body"}
    return OutletRule(
        hosts=hosts,
        names=_texts("names", values.get("names")),
        find=Find(whole_body=whole, **places),
        drop=Drop(
            elements=_selectors("drop.elements", dropped.get("elements")),
            lines=_patterns("drop.lines", dropped.get("lines")),
        ),
    )


def _refuse_unknown(prefix: str, values: Mapping[str, Any], kind: type) -> None:
    known = [field.name for field in fields(kind)]
    for key in values:
        if key not in known:
            raise OutletRuleMistake(f"{prefix}{key}: there is no such key; there are {', '.join(known)}")


def _table(key: str, values: Mapping[str, Any]) -> Mapping[str, Any]:
    table = values.get(key, {})
    if not isinstance(table, dict):
        raise OutletRuleMistake(f"{key}: a table, [{key}]")
    return table


def _texts(key: str, value: object) -> tuple[str, ...]:
    texts = [value] if isinstance(value, str) else [] if value is None else value
    if not isinstance(texts, list) or not all(isinstance(text, str) and text.strip() for text in texts):
        raise OutletRuleMistake(f"{key}: a text or a list of texts, none empty")
    return tuple(texts)


def _selectors(key: str, value: object) -> tuple[CSSSelector, ...]:
    selectors = []
    for text in _texts(key, value):
        try:
            selectors.append(CSSSelector(text, translator="html"))
        except SelectorError as error:
            raise OutletRuleMistake(f"{key}: {text!r} is no CSS selector: {error}") from error
    return tuple(selectors)


def _patterns(key: str, value: object) -> tuple[re.Pattern[str], ...]:
    patterns = []
    for text in _texts(key, value):
        spelling = "".join(fold_key(letter) if letter.isalpha() and not letter.isascii() else letter for letter in text)
        if spelling != text:
            raise OutletRuleMistake(f"{key}: {text!r} will match nothing; in folded spelling it is {spelling!r}")
        try:
            patterns.append(re.compile(text))
        except re.error as error:
            raise OutletRuleMistake(f"{key}: {text!r} is no regular expression: {error}") from error
    return tuple(patterns)
