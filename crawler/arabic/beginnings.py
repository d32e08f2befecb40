"""What may begin at a word, for all readers of a sentence: one look-up a word, where each reader would need its own.

A reader tells of a word whether anything that it reads may begin there and gets a bit; of a sentence it then goes
through the words that have its bit. Most words have none.
"""

from collections.abc import Callable, Iterable, Sequence

from crawler.arabic.words import Remembered, Word


class Beginnings:
    """The readers of one kind of sentence, each with its bit."""

    def __init__(self) -> None:
        self._readers: list[Callable[[str], bool]] = []
        self._bits = Remembered(self._bits_of)

    def reader(self, may_begin: Callable[[str], bool]) -> int:
        """The bit of a further reader; to be asked for as its module is imported, before any sentence is read."""
        self._readers.append(may_begin)
        self._bits = Remembered(self._bits_of)  # what was remembered knows nothing of it
        return 1 << (len(self._readers) - 1)

    def of(self, words: Iterable[Word]) -> list[int]:
        """The bits of each word of a sentence."""
        bits = self._bits
        return [bits[word.text] for word in words]

    def _bits_of(self, text: str) -> int:
        bits, bit = 0, 1
        for may_begin in self._readers:  # for each new word of each story: a sum over a generator takes twice as long
            if may_begin(text):
                bits |= bit
            bit <<= 1
        return bits


def where(begins: Sequence[int], bit: int) -> list[int]:
    """The words of a sentence that have a reader's bit."""
    return [at for at, bits in enumerate(begins) if bits & bit]
