"""Which model decides the flags: what [flags] says, and what the desk has installed."""

import logging
from pathlib import Path

from sqlalchemy import Connection, Engine, inspect
from sqlalchemy.exc import SQLAlchemyError

from crawler.errors import ConfigurationError
from crawler.flags.model import SHIPPED, ModelKind, ModelSource
from crawler.settings import CrawlerSettings, FlagsSection, database_address
from crawler.store.database import connect, reading
from crawler.store.flag_models import active_source
from crawler.store.tables import flag_model

logger = logging.getLogger(__name__)


def check_folder(flags: FlagsSection) -> None:
    """Raises ConfigurationError where a transformer is asked for and its folder is none."""
    folder = flags.onnx_folder
    if folder is not None and not folder.is_dir():
        raise ConfigurationError(f"flags.model: {folder.absolute()} is not a folder")


def chosen_model(flags: FlagsSection, connection: Connection) -> ModelSource:
    """The model that these settings ask for; the database, which must be up to date, knows what is installed."""
    return fixed_model(flags) or active_source(connection) or SHIPPED


def fixed_model(flags: FlagsSection) -> ModelSource | None:
    """The model that these settings name; None where it depends on what is installed."""
    if flags.onnx_folder is not None:
        return ModelSource(kind=ModelKind.ONNX, path=str(flags.onnx_folder.absolute()))
    return SHIPPED if flags.model == "shipped" else None


def model_without_writing(settings: CrawlerSettings) -> ModelSource:
    """The model for work that keeps nothing: no database is made or brought up to date for it, and where there is none
    to ask, the shipped model decides."""
    fixed = fixed_model(settings.flags)
    if fixed is not None:
        return fixed
    engine = connect(database_address(settings.store))
    try:
        return _installed(engine) or SHIPPED
    except SQLAlchemyError as error:
        logger.warning("installed_model_not_asked error=%s then=shipped_model", type(error).__name__)
        return SHIPPED
    finally:
        engine.dispose()


def has_database(engine: Engine) -> bool:
    """Whether there is one to ask: connecting to SQLite would make an empty file."""
    name = engine.url.database
    return engine.dialect.name != "sqlite" or bool(name and Path(name).exists())


def _installed(engine: Engine) -> ModelSource | None:
    if not has_database(engine):
        return None
    with reading(engine) as connection:
        # A database of an earlier version has no such table, and so no such model.
        return active_source(connection) if inspect(connection).has_table(flag_model.name) else None
