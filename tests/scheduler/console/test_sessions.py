"""Sessions in the database, on both kinds of it."""

from datetime import timedelta

from sqlalchemy import Engine, select

from crawler.store.database import reading, writing
from scheduler.console.accounts import Account
from scheduler.console.sessions import Lifetimes, begin, end, form_token_of, found, touch
from scheduler.console.visitors import Role
from scheduler.tables import console_session
from tests.alerts.making import NOW, hours

ANNA = Account(name="anna", role=Role.READER, credential="c" * 64)
LASTS = Lifetimes(whole=timedelta(hours=12), idle=timedelta(hours=2))


def test_a_session_from_its_login_to_its_end(engine: Engine) -> None:
    """Found by its key while it lasts; used, it lasts longer; ended, it is gone."""
    with writing(engine) as connection:
        key = begin(connection, ANNA, now=NOW, lifetimes=LASTS, instead_of="")
        session = found(connection, key, now=NOW, lifetimes=LASTS)
        assert session is not None
        assert (session.name, session.credential, session.is_stale) == ("anna", "c" * 64, False)
        later = found(connection, key, now=NOW + hours(1.9), lifetimes=LASTS)
        assert later is not None
        assert later.is_stale
        assert found(connection, key, now=NOW + hours(2), lifetimes=LASTS) is None
        touch(connection, key, NOW + hours(1.9))
        assert found(connection, key, now=NOW + hours(3.8), lifetimes=LASTS) is not None
        touch(connection, key, NOW + hours(11.9))
        assert found(connection, key, now=NOW + hours(12), lifetimes=LASTS) is None
        end(connection, key)
        assert found(connection, key, now=NOW, lifetimes=LASTS) is None


def test_a_login_ends_what_is_over_and_what_it_replaces(engine: Engine) -> None:
    """Others go on."""
    with writing(engine) as connection:
        begin(connection, ANNA, now=NOW - hours(13), lifetimes=LASTS, instead_of="")
        idle = begin(connection, ANNA, now=NOW - hours(2), lifetimes=LASTS, instead_of="")
        old = begin(connection, ANNA, now=NOW - hours(1), lifetimes=LASTS, instead_of="")
        other = begin(connection, ANNA, now=NOW - hours(1), lifetimes=LASTS, instead_of="")
        new = begin(connection, ANNA, now=NOW, lifetimes=LASTS, instead_of=old)
    with reading(engine) as connection:
        lives = [key for key in (idle, old, other, new) if found(connection, key, now=NOW, lifetimes=LASTS) is not None]
        assert lives == [other, new]
        assert len(connection.execute(select(console_session.c.digest)).all()) == 2


def test_keys_and_tokens_of_forms_are_apart() -> None:
    """Each key has a token of its own; a key of no form at all is only unknown."""
    assert form_token_of("a") != form_token_of("b")
    assert "a-key" not in form_token_of("a-key")
    assert form_token_of("\udce9")


def test_strange_keys_find_nothing(engine: Engine) -> None:
    """Whatever a browser is made to send."""
    with writing(engine) as connection:
        begin(connection, ANNA, now=NOW, lifetimes=LASTS, instead_of="")
        for key in ("", "%", "' OR 1=1 --", "x" * 100_000, "\x00", "\udce9"):
            assert found(connection, key, now=NOW, lifetimes=LASTS) is None
            end(connection, key)
        assert len(connection.execute(select(console_session.c.digest)).all()) == 1
