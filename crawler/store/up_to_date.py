"""Whether a database has all tables: told without Alembic, a quarter of a second of loading for each command."""

import re
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, inspect, text

_REVISION = re.compile(r'^revision = "(\w+)"$', re.MULTILINE)
_FOLLOWS = re.compile(r'^down_revision = "(\w+)"$', re.MULTILINE)


def is_up_to_date(connection: Connection, folders: Sequence[Path]) -> bool:
    """Whether exactly the newest migrations of these folders are noted in the database as done. Only a yes is to be
    relied on: a migration that is written in another way than the others makes it a no."""
    if not inspect(connection).has_table("alembic_version"):
        return False
    return newest(folders) == set(connection.scalars(text("SELECT version_num FROM alembic_version")))


def newest(folders: Sequence[Path]) -> set[str | None]:
    """The migrations that no other one follows; None among them where a file names none."""
    texts = [path.read_text(encoding="utf-8") for folder in folders for path in folder.glob("*.py")]
    named = [found[1] if (found := _REVISION.search(text)) else None for text in texts]
    return {*named} - {found[1] for text in texts if (found := _FOLLOWS.search(text))}
