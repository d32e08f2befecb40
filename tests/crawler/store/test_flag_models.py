"""The desk's own models: one of them is active, or none, and what is asked often costs little."""

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, insert, select
from sqlalchemy.exc import IntegrityError

from crawler.chosen_model import chosen_model, fixed_model, model_without_writing
from crawler.flags.model import SHIPPED, ModelKind, ModelSource
from crawler.settings import CrawlerSettings, FlagsSection, StoreSection
from crawler.store.database import connect, writing
from crawler.store.flag_models import (
    active_digest,
    active_model,
    active_source,
    flag_models,
    install_model,
    use_shipped_model,
)
from crawler.store.tables import flag_model

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)


def _install(connection: Connection, data: bytes, name: str = "desk 1", now: datetime = NOW) -> str:
    return install_model(connection, name=name, card='{"f1": 0.9}', data=data, made_at=NOW - DAY, now=now).digest


def test_without_a_trained_model_the_shipped_one_decides(engine: Engine) -> None:
    """Nothing is active in a new database."""
    with writing(engine) as connection:
        assert (active_model(connection), active_digest(connection), active_source(connection)) == (None, None, None)
        assert chosen_model(FlagsSection(), connection) is SHIPPED


def test_the_model_that_was_installed_last_is_active(engine: Engine) -> None:
    """The one before stays kept, and is active no more."""
    with writing(engine) as connection:
        _install(connection, b"one")
        digest = _install(connection, b"two", "desk 2", NOW + DAY)
        assert digest == hashlib.sha256(b"two").hexdigest() == active_digest(connection)
        assert active_source(connection) == ModelSource(kind=ModelKind.TRAINED, data=b"two")
        second, first = flag_models(connection)
        assert (first.name, first.active, first.installed_at) == ("desk 1", False, NOW)
        assert (second.name, second.active, second.made_at) == ("desk 2", True, NOW - DAY)
        assert second == active_model(connection)
        assert second.card == '{"f1": 0.9}'


def test_a_model_that_is_known_is_only_made_active_again(engine: Engine) -> None:
    """The same file is kept once."""
    with writing(engine) as connection:
        for data in (b"one", b"two", b"one"):
            _install(connection, data, now=NOW + DAY)
        assert active_digest(connection) == hashlib.sha256(b"one").hexdigest()
        assert len(flag_models(connection)) == 2


def test_the_shipped_model_can_be_put_back(engine: Engine) -> None:
    """What was trained stays kept."""
    with writing(engine) as connection:
        _install(connection, b"one")
        use_shipped_model(connection)
        assert (active_digest(connection), active_source(connection)) == (None, None)
        assert [model.active for model in flag_models(connection)] == [False]


def test_two_models_cannot_be_active(engine: Engine) -> None:
    """Also where two desks install at the same moment: the database refuses the second."""
    with writing(engine) as connection:
        _install(connection, b"one")
    row = {"name": "x", "digest": "0" * 64, "card": "{}", "data": b"x", "made_at": NOW, "active": True}
    with pytest.raises(IntegrityError), writing(engine) as connection:
        connection.execute(insert(flag_model).values(**row))
    with writing(engine) as connection:
        connection.execute(insert(flag_model).values(**{**row, "active": False}))
        connection.execute(insert(flag_model).values(**{**row, "active": False, "digest": "1" * 64}))


def test_an_installation_that_fails_changes_nothing(engine: Engine) -> None:
    """The model of before is still active."""
    with writing(engine) as connection:
        digest = _install(connection, b"one")
    with pytest.raises(RuntimeError), writing(engine) as connection:
        _install(connection, b"two")
        raise RuntimeError("killed in the middle")
    with writing(engine) as connection:
        assert active_digest(connection) == digest


def test_the_settings_name_the_model(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped one whatever is installed, a transformer in a folder, or what is installed."""
    monkeypatch.chdir(tmp_path)
    with writing(engine) as connection:
        _install(connection, b"one")
        assert chosen_model(FlagsSection(model="shipped"), connection) is SHIPPED
        assert chosen_model(FlagsSection(), connection).data == b"one"
        onnx = chosen_model(FlagsSection(model="onnx:models/desk"), connection)
        assert onnx == ModelSource(kind=ModelKind.ONNX, path=str(tmp_path / "models" / "desk"))
        assert fixed_model(FlagsSection()) is None


def test_work_that_keeps_nothing_makes_no_database(tmp_path: Path, sqlite_engine: Engine) -> None:
    """Without a database the shipped model decides; one that is there is asked, and an old one is not changed."""
    missing = tmp_path / "none.db"
    assert model_without_writing(_settings(missing)) is SHIPPED
    assert not missing.exists()
    old = tmp_path / "old.db"
    one = connect(f"sqlite:///{old}")
    with writing(one) as connection:
        connection.exec_driver_sql("CREATE TABLE story (id INTEGER PRIMARY KEY)")
    one.dispose()
    assert model_without_writing(_settings(old)) is SHIPPED
    with writing(sqlite_engine) as connection:
        _install(connection, b"one")
        assert connection.execute(select(flag_model.c.active)).scalar() is True
    assert model_without_writing(_settings(tmp_path / "rasid.db")).data == b"one"


def test_a_database_that_cannot_be_asked_is_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    """Reading goes on with the shipped model, and says so."""
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"no database" * 100)
    assert model_without_writing(_settings(broken)) is SHIPPED
    assert "installed_model_not_asked" in caplog.text


def _settings(database: Path) -> CrawlerSettings:
    return CrawlerSettings(store=StoreSection(database=f"sqlite:///{database}"))
