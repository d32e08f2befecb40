"""How well and how fast pages become stories: Rasid beside general readers, on real pages with their gold texts.

    python -m benchmarks.pages [--pages DIR] [--rounds 5] [--json]

The folder holds `INDEX.tsv` (file, url, title, …), the pages, and beside each `<page>.gold.json` with its date and, for
pages to be read, `<page>.gold.txt`; a page without one is in another language and to be refused. Texts are compared in
words, after NFKC and without vowel signs and kashida. A title is right if it is the headline without the site's name,
a date if its day is the one of the gold, or of the page's address where the gold has none. Rasid reads twice: with its
rules for single outlets, as in production, and as it reads a page of an outlet that it has never seen.

Every reader reads every page in every round, one after the other; a page's time is its best of all rounds, in seconds
of CPU. The caches of texts are emptied before each. The peers are optional: `pip install --group bench .`
"""

import argparse
import csv
import json
import re
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from statistics import mean

from rich.console import Console
from rich.table import Table

from benchmarks.page_readers import TRAFILATURA, Document, Found, Reader, forget_texts, readers
from benchmarks.page_scores import TextScore, Verdict, date_verdict, text_score, title_verdict

PAGES = Path(__file__).resolve().parents[2] / "shared" / "pages"
_DATE_KEYS = ("date", "publishedDate", "publishing_date", "publish_date")
_DATE_IN_ADDRESS = re.compile(r"/(20\d\d)/(?:[^/\d]+/)?(\d{1,2})/(\d{1,2})/")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldPage:
    """A page with what is known of it. `text` is None where it is to be refused."""

    name: str
    document: Document
    title: str
    text: str | None
    date: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a reader made of a page. `score` is None where the page was to be refused."""

    page: str
    reader: str
    score: TextScore | None
    title: Verdict
    date: Verdict
    refused: str | None
    stories: int
    seconds: float


def gold_pages(folder: Path) -> list[GoldPage]:
    """The pages of a folder, by name. Raises FileNotFoundError where it has no INDEX.tsv."""
    lines = (folder / "INDEX.tsv").read_text(encoding="utf-8").splitlines()
    rows = {row["file"]: row for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)}
    return [_gold_page(path, rows[path.name]) for path in sorted(folder.glob("*.html")) if path.name in rows]


def _gold_page(path: Path, row: Mapping[str, str]) -> GoldPage:
    text, stated = path.with_suffix(".gold.txt"), path.with_suffix(".gold.json")
    url = row["url"] or "https://example.org/"
    return GoldPage(
        name=path.stem,
        document=Document.of(path.read_bytes(), url),
        title=row["title"],
        text=text.read_text(encoding="utf-8") if text.exists() else None,
        date=_date(json.loads(stated.read_text(encoding="utf-8")) if stated.exists() else {}, url),
    )


def _date(gold: Mapping[str, object], url: str) -> date | None:
    """The day that the gold states, at its top or one level below, else the one in the page's address."""
    places = [gold, *(value for value in gold.values() if isinstance(value, dict))]
    stated = [str(place.get(key) or "") for place in places for key in _DATE_KEYS]
    for text in stated:
        if re.match(r"\d{4}-\d\d-\d\d", text):
            return date.fromisoformat(text[:10])
    found = _DATE_IN_ADDRESS.search(url)
    return date(*map(int, found.groups())) if found else None


def measure(pages: Sequence[GoldPage], reading: Mapping[str, Reader], rounds: int) -> list[Judged]:
    """Every page read by every reader, with the best time of the rounds after one that is not timed."""
    best: dict[tuple[str, str], float] = {}
    found: dict[tuple[str, str], Found] = {}
    for number in range(rounds + 1):
        for page in pages:
            for name, read in reading.items():
                forget_texts()
                begin = time.process_time()
                found[page.name, name] = read(page.document)
                taken = time.process_time() - begin
                if number:
                    best[page.name, name] = min(taken, best.get((page.name, name), taken))
    return [_judged(page, name, found[page.name, name], best[page.name, name]) for page in pages for name in reading]


def _judged(page: GoldPage, reader: str, found: Found, seconds: float) -> Judged:
    to_be_read = page.text is not None
    return Judged(
        page=page.name,
        reader=reader,
        score=text_score(found.text, page.text) if page.text is not None else None,
        title=title_verdict(found.title, page.title) if to_be_read else Verdict.NO_GOLD,
        date=date_verdict(found.published, page.date) if to_be_read else Verdict.NO_GOLD,
        refused=found.refused,
        stories=found.stories,
        seconds=seconds,
    )


def summary(judged: Sequence[Judged], reader: str) -> dict[str, float | int | str]:
    """A reader's means over the pages with a gold text, its counts, and its time on all pages."""
    own = [each for each in judged if each.reader == reader]
    scores = [each.score for each in own if each.score is not None]
    told = [each for each in own if each.score is not None]
    base = sum(each.seconds for each in judged if each.reader == TRAFILATURA)
    seconds = sum(each.seconds for each in own)
    return {
        "reader": reader,
        "rouge_l": mean(score.rouge_l for score in scores),
        "worst_rouge_l": min(score.rouge_l for score in scores),
        "precision": mean(score.precision for score in scores),
        "recall": mean(score.recall for score in scores),
        "titles_clean": sum(each.title is Verdict.RIGHT for each in told),
        "dates_right": sum(each.date is Verdict.RIGHT for each in told),
        "dates_wrong": sum(each.date is Verdict.WRONG for each in told),
        "dates_known": sum(each.date is not Verdict.NO_GOLD for each in told),
        "read": len(told),
        "other_language_refused": sum(each.refused is not None for each in own if each.score is None),
        "other_language": len(own) - len(told),
        "seconds": seconds,
        "times_as_fast": base / seconds if seconds else 0.0,
    }


def _print(judged: Sequence[Judged], names: Sequence[str], missing: Sequence[str]) -> None:
    console = Console(width=170)
    columns = ("page", "reader", "ROUGE-L", "precision", "recall", "title", "date", "stories", "refused", "CPU ms")
    table = Table(*columns, title="page by page")
    for each in judged:
        score = each.score
        numbers = (f"{score.rouge_l:.4f}", f"{score.precision:.4f}", f"{score.recall:.4f}") if score else ("", "", "")
        first = each.page if each.reader == names[0] else ""
        kept = (str(each.stories), each.refused or "", f"{each.seconds * 1000:.1f}")
        table.add_row(first, each.reader, *numbers, each.title, each.date, *kept, end_section=each.reader == names[-1])
    console.print(table)
    overall = Table("reader", "ROUGE-L", "worst", "precision", "recall", "titles clean", "dates right/wrong",
                    "other language refused", "CPU ms", f"times as fast as {TRAFILATURA}", title="overall")  # fmt: skip
    for row in (summary(judged, name) for name in names):
        overall.add_row(
            str(row["reader"]),
            *(f"{row[key]:.4f}" for key in ("rouge_l", "worst_rouge_l", "precision", "recall")),
            f"{row['titles_clean']}/{row['read']}",
            f"{row['dates_right']}/{row['dates_wrong']} of {row['dates_known']}",
            f"{row['other_language_refused']}/{row['other_language']}",
            f"{float(row['seconds']) * 1000:.0f}",
            f"{row['times_as_fast']:.2f}",
        )
    console.print(overall)
    if missing:
        console.print(f"not installed, left out: {', '.join(missing)} (pip install --group bench .)")


def main(arguments: Iterable[str] | None = None) -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--pages", type=Path, default=PAGES, metavar="DIR", help=f"default: {PAGES}")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="every judgement and the summaries as JSON")
    options = parser.parse_args(None if arguments is None else list(arguments))
    try:
        pages = gold_pages(options.pages)
    except FileNotFoundError as error:
        sys.exit(f"no pages to read: {error.filename} is not there; name a folder with --pages")
    if not any(page.text is not None for page in pages):
        sys.exit(f"no page with a gold text in {options.pages}")
    reading, missing = readers()
    judged = measure(pages, reading, max(1, options.rounds))
    if options.json:
        overall = [summary(judged, name) for name in reading]
        print(json.dumps({"overall": overall, "pages": [asdict(each) for each in judged], "missing": missing}))
    else:
        _print(judged, list(reading), missing)


if __name__ == "__main__":
    main()
