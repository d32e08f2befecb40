"""Judges requests to Telegram's bot API, one JSON object {method, fields} a line; answers with a list of faults a line.

Runs in an environment of its own (scripts/judges.sh): aiogram knows each method's fields and their types, teremok the
documented rules of texts.
"""

import json
import re
import sys
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from aiogram import Bot, methods
from pydantic import ValidationError
from teremok.validation import MAX_TEXT, ApiRuleViolation, validate_method


def faults(bot: Bot, name: str, fields: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with a request, in words."""
    kind = getattr(methods, name[:1].upper() + name[1:], None)
    if kind is None:
        yield f"there is no method {name}"
        return
    yield from _unknown(kind, fields, name)
    try:
        # Strict: "7" is no number. A chat's id may be either, and a thread's id may not.
        method = kind.model_validate(fields, strict=True)
        validate_method(bot, method)
    except ValidationError as error:
        yield from (f"{name}.{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors())
    except ApiRuleViolation as violation:
        # teremok counts the markup as well; the rule is «after entities parsing».
        if "too long" not in violation.description or _shown_length(fields) > MAX_TEXT:
            yield violation.description


def _shown_length(fields: Mapping[str, Any]) -> int:
    text = str(fields.get("text", ""))
    if fields.get("parse_mode") == "HTML":
        text = unescape(re.sub("<[^>]*>", "", text))
    return len(text.encode("utf-16-le")) // 2


def _unknown(kind: Any, fields: Mapping[str, Any], path: str) -> Iterator[str]:
    for field, value in fields.items():
        known = kind.model_fields.get(field)
        if known is None:
            yield f"{path}.{field}: there is no such field"
            continue
        inner = next((one for one in _classes(known.annotation) if hasattr(one, "model_fields")), None)
        if isinstance(value, dict) and inner is not None:
            yield from _unknown(inner, value, f"{path}.{field}")


def _classes(annotation: Any) -> tuple[Any, ...]:
    return getattr(annotation, "__args__", None) or (annotation,)


def main() -> None:
    """Reads standard input to its end."""
    bot = Bot("12345:judge")
    for line in sys.stdin:
        request = json.loads(line)
        print(json.dumps(list(faults(bot, request["method"], request["fields"])), ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
