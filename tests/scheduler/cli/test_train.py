"""rasid train: a desk's own model, from what it has labelled."""

import pytest

from crawler.flags.flag import Label
from crawler.flags.training import corpus
from crawler.flags.training.corpus import brief_stories, own_stories
from crawler.flags.training.teach import FEWEST
from crawler.news import Story
from crawler.reading import understand
from crawler.store.database import reading, writing
from crawler.store.flag_models import active_source, flag_models
from crawler.store.labels import set_label
from scheduler.cli.main import run
from tests.alerts.making import store
from tests.crawler.flags.training.games import games
from tests.scheduler.cli.history import NOW, database, rows
from tests.scheduler.cli.rasid import Desk

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def label_games(desk: Desk, number: int, *, truth: bool = True) -> None:
    """Keeps stories that the shipped model takes for casualties, and decides that they are none (or, without `truth`,
    that half of them are, by chance)."""
    stories = [
        Story(title=one.title, text=one.text, url=f"https://a.example/games/{place}")
        for place, one in enumerate(one.story for one in games(number))
    ]
    with database(desk) as engine:
        store(engine, *(understand(story) for story in stories), at=NOW)
        with writing(engine) as connection:
            for place in range(number):
                verdict = {Label.CASUALTY: False if truth else place % 2 == 0, Label.DIPLOMACY: False}
                set_label(connection, place + 1, verdict, note=None, now=NOW)


def test_a_handful_of_labels_is_too_few(desk: Desk) -> None:
    """It says how many are needed, and nothing is installed."""
    label_games(desk, 3)
    done = desk("train")
    assert done.code == 1
    assert (
        done.err.strip() == f"rasid: 'rasid train' needs {FEWEST} stories that 'rasid label' has decided; there are 3"
    )


def test_a_better_model_is_installed_and_can_be_taken_off_again(desk: Desk) -> None:
    """Old and new scores are shown; history is read under it only when asked; --shipped goes back."""
    label_games(desk, 40)
    done = desk("train", "--json")
    assert done.code == 0, done.err
    compared = {(line["label"], line["stories"]): line for line in done.lines}
    games = compared["casualty", "corrected"]
    assert games["new"]["brier"] < games["old"]["brier"]
    assert compared["casualty", "written"]["new"]["f1"] > compared["casualty", "written"]["old"]["f1"] - 0.005
    before = rows(desk)
    with database(desk) as engine, reading(engine) as connection:
        (installed,) = flag_models(connection)
        assert installed.active
        assert installed.name.startswith("boosted+desk ")
    again = desk("reread", "--json")
    assert again.code == 0, again.err
    after = rows(desk)
    assert [row["casualty"] for row in after] == [False] * 40  # decided by hand
    assert sum(row["casualty_score"] for row in after) < sum(row["casualty_score"] for row in before)
    assert [row["advance_due"] for row in after] == [row["advance_due"] for row in before]
    assert desk("train", "--shipped").code == 0
    with database(desk) as engine, reading(engine) as connection:
        assert active_source(connection) is None


@pytest.fixture
def quick(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Commands in this process learn from a part of the written stories."""
    some = [*own_stories()[::10], *brief_stories()[::20]]
    monkeypatch.setattr(corpus, "written_stories", lambda: some)
    monkeypatch.chdir(desk.folder)
    return desk


def test_a_worse_model_is_not_installed_unless_forced(quick: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Labels by chance teach nothing: it says so, and exits with 1."""
    label_games(quick, 40, truth=False)
    assert run(["train"]) == 1
    assert "the new model is worse" in capsys.readouterr().err
    with database(quick) as engine, reading(engine) as connection:
        assert flag_models(connection) == []
    assert run(["train", "--force"]) == 0
    with database(quick) as engine, reading(engine) as connection:
        assert len(flag_models(connection)) == 1


def test_a_dry_run_installs_nothing(quick: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    """Though the new model is better: it shows how much."""
    label_games(quick, 40)
    assert run(["train", "--dry-run"]) == 0
    assert "casualty" in capsys.readouterr().out
    with database(quick) as engine, reading(engine) as connection:
        assert flag_models(connection) == []


def test_options_of_the_other_backend_are_refused(desk: Desk) -> None:
    """And fine-tuning says what it needs."""
    assert desk("train", "--base", "x").code == 2
    done = desk("train", "--backend", "transformers")
    assert done.code == 2
    assert "--base" in done.err
