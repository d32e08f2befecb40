"""The shipped model, built again on a small scale: from a folder of texts to the two files and the scores."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path

import pytest

from crawler.errors import RasidError
from crawler.flags.boosted_file import read_boosted
from crawler.flags.features import features
from crawler.flags.model import Question
from crawler.flags.training import build, trees
from crawler.flags.training.beginnings import with_beginnings
from crawler.flags.training.corpus import LABELS, Labelled
from crawler.news import Story
from tests.crawler.flags.training.lightgbm_here import lightgbm
from tests.crawler.flags.training.toy_stories import toy_stories

FEW = 100


def _labelled(number: int) -> list[str]:
    """Ids that labels.tsv has."""
    lines = [line for line in LABELS.read_text(encoding="utf-8").splitlines() if line.startswith("ant/")]
    return [line.split("\t")[0] for line in lines[:number]]


def _written() -> list[Labelled]:
    return [
        Labelled(
            id=f"own/{one.id}",
            source="written",
            story=one.story,
            casualty=one.casualty,
            diplomacy=one.diplomacy,
            kind="sport" if place % 2 else "court",
        )
        for place, one in enumerate(toy_stories(20, seed=9))
    ]


def _brief() -> list[Labelled]:
    return [replace(one, id=f"brief/{one.id}", source="brief") for one in toy_stories(4, seed=11)]


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of toy stories under ids of the sources; those without labels are found in labels.tsv."""
    folder = tmp_path_factory.mktemp("texts")
    stories = toy_stories(FEW)
    (folder / "stories.jsonl").write_text(
        "".join(
            json.dumps(
                {
                    "id": f"sanad/toy-{place}",
                    "title": one.story.title,
                    "text": one.story.text,
                    "flags": {"casualty": one.casualty, "diplomacy": one.diplomacy},
                }
            )
            + "\n"
            for place, one in enumerate(stories)
        ),
        encoding="utf-8",
    )
    further = [{"id": identity, "title": "عنوان", "text": f"افتتح معرض {identity}"} for identity in _labelled(6)]
    lines = [*further, {"id": "ant/unknown", "title": "", "text": "نص"}]
    (folder / "unlabelled.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return folder


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few trees and few written stories; the rest is as it is."""
    lightgbm()
    monkeypatch.setattr(trees, "TREES", 5)
    monkeypatch.setattr(build, "own_stories", _written)
    monkeypatch.setattr(build, "brief_stories", _brief)
    monkeypatch.setattr(build, "with_beginnings", lambda stories: with_beginnings(stories)[: len(stories) + 12])


@pytest.mark.usefixtures("small")
def test_two_files_come_of_it(texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The model answers, its card is that of the file beside it, and the scores are printed by source and class."""
    build.main(["--texts", str(texts), "--out", str(tmp_path), "--workers", "1"])
    data = (tmp_path / "model.npz").read_bytes()
    shown = json.loads((tmp_path / "model.json").read_text(encoding="utf-8"))
    model = read_boosted(data, "model.npz")
    assert model.name == f"{build.NAME} {build.VERSION}"
    assert (shown["sha256"], shown["bytes"]) == (hashlib.sha256(data).hexdigest(), len(data))
    assert {key: value for key, value in shown.items() if key not in ("sha256", "bytes")} == {
        key: value for key, value in model.card.items() if key != "form"
    }
    assert shown["stories"] == {"ant, further": 6, "beginnings of sanad": 12, "brief": 4, "sanad": FEW, "written": 20}
    assert shown["labels_sha256"]["labels.tsv"] == hashlib.sha256(LABELS.read_bytes()).hexdigest()
    printed = capsys.readouterr()
    for part in ("all", "beginnings of sanad", "brief", "sanad", "written", "written, sport", "written, court"):
        for label in ("casualty", "diplomacy"):
            assert f"{label}: {part} " in printed.out
    assert "casualty: all" in shown["measured"]
    assert not any("written, " in name for name in shown["measured"])
    assert "142 stories, of which 16 are brief" in printed.err
    assert "130 stories" in shown["measured"]["casualty: all"]
    story = Story(title="مصرع طفل", text="قتل خمسة أشخاص في العاصمة", url="")
    (answer,) = model.opinions([Question(story=story, found=features(story, (), ()))])
    assert len(answer) == 2


@pytest.mark.usefixtures("small")
def test_measuring_writes_nothing(texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Scores alone."""
    build.main(["--texts", str(texts), "--out", str(tmp_path), "--only-measure", "--workers", "1"])
    assert "casualty: all" in capsys.readouterr().out
    assert list(tmp_path.iterdir()) == []


def test_a_folder_without_texts_is_said_to_be_one(tmp_path: Path) -> None:
    """Before anything is learnt."""
    with pytest.raises(RasidError, match=r"stories\.jsonl: cannot be read"):
        build.main(["--texts", str(tmp_path)])


def test_the_folder_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Without it there is nothing to do."""
    with pytest.raises(SystemExit):
        build.main([])
    assert "--texts" in capsys.readouterr().err
