"""rasid train: a model of this desk's own, from the shipped one and what people have corrected."""

import json
import os
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.table import Table as ShownTable
from sqlalchemy import Engine

from crawler.errors import ConfigurationError
from crawler.flags.training.corpus import Labelled
from crawler.store.database import reading, writing
from crawler.store.flag_models import install_model, use_shipped_model
from crawler.store.labels import labelled_stories
from scheduler.cli.invocation import Invocation, common_options, console, json_option, print_json

if TYPE_CHECKING:
    from crawler.flags.training.teach import Compared


@click.command()
@click.option("--force", is_flag=True, help="Installs the new model even where it is worse.")
@click.option("--dry-run", is_flag=True, help="Only compares; installs nothing.")
@click.option("--shipped", is_flag=True, help="Goes back to the model that comes with Rasid; your labels stay.")
@click.option(
    "--backend",
    type=click.Choice(("boosted", "transformers")),
    default="boosted",
    show_default=True,
    help="boosted: teaches the shipped model, in about a minute. transformers: fine-tunes an encoder (docs/flags.md).",
)
@click.option("--base", help="transformers: a model's name on a hub, or its folder.")
@click.option("--base-licence", help="transformers: the licence of that model, for the card.")
@click.option("--out", type=click.Path(path_type=Path), help="transformers: the new folder that the model goes to.")
@click.option(
    "--texts",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="transformers: further labelled stories: a folder with stories.jsonl and unlabelled.jsonl.",
)
@json_option
@common_options
def train(
    invocation: Invocation,
    force: bool,
    dry_run: bool,
    shipped: bool,
    as_json: bool,
    **backend: Any,
) -> int:
    """Learns from what 'rasid label' has decided, and shows old against new scores on stories that were left out.

    A new model that is worse on them is not installed, unless with --force. Running daemons take an installed one up
    within a minute; what was read before stays as it was until 'rasid reread'.
    """
    if backend["backend"] == "transformers":
        return _fine_tune(invocation, **backend)
    for option in ("base", "base_licence", "out", "texts"):
        if backend[option] is not None:
            raise ConfigurationError(f"--{option.replace('_', '-')} is for --backend transformers")
    with invocation.database() as engine:
        if shipped:
            with writing(engine) as connection:
                use_shipped_model(connection)
            click.echo("The model that comes with Rasid decides again. Your labels are kept.")
            return 0
        return _teach(engine, force=force, dry_run=dry_run, as_json=as_json)


def _teach(engine: Engine, *, force: bool, dry_run: bool, as_json: bool) -> int:
    from crawler.flags.boosted import BoostedModel
    from crawler.flags.boosted_file import write_boosted
    from crawler.flags.sources import load_model
    from crawler.flags.training.corpus import written_stories
    from crawler.flags.training.table import table_of
    from crawler.flags.training.teach import enough, teach

    corrected = _corrected(engine)
    enough(corrected)
    model = load_model()
    assert isinstance(model, BoostedModel)
    workers = os.cpu_count() or 1
    taught = teach(model, table_of(corrected, workers), table_of(written_stories(), workers))
    for one in taught.compared if as_json else ():
        print_json(_as_json(one))
    if not as_json:
        _show(taught.compared, len(corrected))
    for sentence in taught.worse:
        click.echo(f"rasid: the new model is worse: {sentence}", err=True)
    if dry_run or (taught.worse and not force):
        if taught.worse and not dry_run:
            click.echo("rasid: it is not installed; --force installs it nevertheless", err=True)
        return 1 if taught.worse else 0
    now = datetime.now(UTC)
    card = {
        **model.card,
        "model": f"{model.card['model']}+desk",
        "version": f"{model.card['version']}.{now:%Y%m%d%H%M%S}",
        "made": now.date().isoformat(),
        "taught": {
            "corrected": len(corrected),
            "upon": model.digest,
            "measured": [_as_json(one) for one in taught.compared],
        },
    }
    data = write_boosted(taught.parameters, card)
    with writing(engine) as connection:
        installed = install_model(
            connection,
            name=f"{card['model']} {card['version']}",
            card=json.dumps(card, ensure_ascii=False),
            data=data,
            made_at=now,
            now=now,
        )
    click.echo(f"installed {installed.name}; 'rasid reread' reads history under it", err=as_json)
    return 0


def _corrected(engine: Engine) -> list[Labelled]:
    with reading(engine) as connection:
        return [
            Labelled(
                id=str(one.id),
                source="desk",
                story=one.story,
                casualty=one.casualty,
                diplomacy=one.diplomacy,
            )
            for one in labelled_stories(connection)
        ]


def _show(compared: Sequence["Compared"], corrected: int) -> None:
    table = ShownTable(
        "label", "stories", "n", "F1 old", "F1 new", "Brier old", "Brier new", "calibration error new", box=None
    )
    for one in compared:
        table.add_row(
            one.label.value,
            f"{one.stories}, left out" if one.stories == "corrected" else one.stories,
            str(one.new.stories),
            f"{one.old.f1:.3f}",
            f"{one.new.f1:.3f}",
            f"{one.old.brier:.3f}",
            f"{one.new.brier:.3f}",
            f"{one.new.calibration:.3f}",
        )
    console().print(table)
    console().print(f"learnt from {corrected} labelled stories, upon the shipped model")


def _as_json(one: "Compared") -> dict[str, Any]:
    return {"label": one.label.value, "stories": one.stories, "old": asdict(one.old), "new": asdict(one.new)}


def _fine_tune(
    invocation: Invocation,
    *,
    backend: str,
    base: str | None,
    base_licence: str | None,
    out: Path | None,
    texts: Path | None,
) -> int:
    """Fine-tunes an encoder on the written stories, a folder's and the desk's, into a folder for flags.model."""
    del backend
    if base is None or base_licence is None or out is None:
        raise ConfigurationError("--backend transformers needs --base, --base-licence and --out")
    from crawler.flags.onnx_card import Origin
    from crawler.flags.training.corpus import real_stories, written_stories
    from crawler.flags.training.onnx_folder import Draft
    from crawler.flags.training.transformer import fine_tune

    with invocation.database() as engine:
        stories = [*written_stories(), *_corrected(engine)]
    sources = [Origin(name="stories written for Rasid", licence="Apache-2.0")]
    if texts is not None:
        stories += real_stories(texts)
        sources += [
            Origin(name="antcorpus/antcorpus.data", licence="Apache-2.0"),
            Origin(name="SANAD, Mendeley 57zpx667y9", licence="CC BY 4.0"),
        ]
    today = datetime.now(UTC).date()
    draft = Draft(name=out.name, version=f"{today:%Y%m%d}", day=today, licence=base_licence, sources=tuple(sources))
    made = fine_tune(
        stories,
        base=base,
        base_licence=base_licence,
        out=out,
        draft=draft,
        say=lambda line: click.echo(line, err=True),
    )
    click.echo(f'{made.name} {made.version} is in {out}; set [flags] model = "onnx:{out}" to use it')
    return 0
