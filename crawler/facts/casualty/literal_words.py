"""The words of literal.tsv, and how a word of a sentence is looked up in them."""

from functools import lru_cache
from pathlib import Path

from crawler.arabic.letters import fold_key
from crawler.arabic.words import clitics


def _lists() -> dict[str, frozenset[str]]:
    lists: dict[str, frozenset[str]] = {}
    for line in (Path(__file__).parent / "literal.tsv").read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            kind, terms = line.split("\t")
            lists[kind] = frozenset(fold_key(term.strip()) for term in terms.split(","))
    return lists


LISTS = _lists()
LINKS = frozenset("في من علي الي عن مع بعد قبل خلال اثناء عند منذ ضد قرب امام حول بسبب اثر جراء لدي وسط نحو".split())
OWN_ENDS = ("هما", "هم", "هن", "ها", "ه", "نا", "ي")
FAR = 9  # words


@lru_cache(maxsize=60_000)
def forms_of(word: str) -> frozenset[str]:
    """A word with and without what is glued before it and whose it is."""
    bare = {rest for _, rest in clitics(word)}
    return frozenset(bare | {rest.removesuffix(end) for rest in bare for end in OWN_ENDS if len(rest) > len(end) + 2})


def plain(word: str) -> str:
    return word[1:] if word[:1] in ("و", "ف") and len(word) > 3 and not word.startswith("فقد") else word


def is_one_of(word: str, kind: str) -> bool:
    return word in LISTS[kind] or plain(word) in LISTS[kind]
