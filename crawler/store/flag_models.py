"""The models of the flags that this desk has trained: kept in the database, so that every machine reads with the same.

At most one is active. Where none is, the model that comes with the program decides.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, insert, select, update

from crawler.flags.model import ModelKind, ModelSource
from crawler.store.tables import flag_model

_ABOUT = [flag_model.c[name] for name in ("id", "name", "digest", "card", "made_at", "installed_at", "active")]


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainedModel:
    """A model that was installed at some time. `card` is JSON text: what it was learnt from, and its scores."""

    id: int
    name: str
    digest: str  # SHA-256 of its file, in hexadecimal digits
    card: str
    made_at: datetime
    installed_at: datetime | None
    active: bool


def install_model(
    connection: Connection, *, name: str, card: str, data: bytes, made_at: datetime, now: datetime
) -> TrainedModel:
    """Keeps a model's file and makes it the active one. A file that is known already is only made active again."""
    digest = hashlib.sha256(data).hexdigest()
    use_shipped_model(connection)
    installed = {"active": True, "installed_at": now}
    known = connection.execute(update(flag_model).where(flag_model.c.digest == digest).values(**installed))
    if not known.rowcount:
        connection.execute(
            insert(flag_model).values(name=name, digest=digest, card=card, data=data, made_at=made_at, **installed)
        )
    model = active_model(connection)
    assert model is not None
    return model


def use_shipped_model(connection: Connection) -> None:
    """Makes no trained model the active one; they stay kept."""
    connection.execute(update(flag_model).where(flag_model.c.active == True).values(active=False))  # noqa: E712


def active_model(connection: Connection) -> TrainedModel | None:
    """The active model without its file; None where the shipped one decides."""
    row = connection.execute(select(*_ABOUT).where(flag_model.c.active == True)).mappings().first()  # noqa: E712
    return None if row is None else _model(row)


def active_digest(connection: Connection) -> str | None:
    """Which model is active, to be asked often: no file is read for it."""
    query = select(flag_model.c.digest).where(flag_model.c.active == True)  # noqa: E712
    return connection.execute(query).scalar()


def active_source(connection: Connection) -> ModelSource | None:
    """The active model with its file, as whoever reads with it needs it; None where the shipped one decides."""
    data = connection.execute(select(flag_model.c.data).where(flag_model.c.active == True)).scalar()  # noqa: E712
    return None if data is None else ModelSource(kind=ModelKind.TRAINED, data=bytes(data))


def flag_models(connection: Connection) -> list[TrainedModel]:
    """All trained models, the newest first."""
    return [_model(row) for row in connection.execute(select(*_ABOUT).order_by(flag_model.c.id.desc())).mappings()]


def _model(row: RowMapping) -> TrainedModel:
    return TrainedModel(**row)
