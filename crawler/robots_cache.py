"""The rules of many hosts, within bounds: whoever owns a domain can make up as many hosts of it as he likes."""

from collections import OrderedDict

from crawler.robots import RobotsRules

# Letters of rules. Parsed they take up to 90 bytes a letter (measured with the shortest lines), so that this is 180 MB
# at worst; the rules for everyone of 500 outlets come to less than half of it.
MOST_LETTERS = 2 * 1024 * 1024
_LETTERS_OF_A_HOST = 200  # what a host without rules counts as


class RobotsCache:
    """The rules of each origin; those that were asked for longest ago make room."""

    def __init__(self, most: int = MOST_LETTERS) -> None:
        self._most = most
        self._letters = 0
        self._rules: OrderedDict[str, RobotsRules] = OrderedDict()

    def get(self, origin: str, now: float) -> RobotsRules | None:
        """What is known of an origin, fresh or not."""
        rules = self._rules.get(origin)
        if rules is None:
            return None
        if rules.forget_at <= now:
            self._drop(origin)
            return None
        self._rules.move_to_end(origin)
        return rules

    def put(self, origin: str, rules: RobotsRules) -> None:
        """Keeps the rules of an origin in place of its earlier ones."""
        self._drop(origin)
        self._rules[origin] = rules
        self._letters += _weight(rules)
        while self._letters > self._most and len(self._rules) > 1:
            self._drop(next(iter(self._rules)))

    def _drop(self, origin: str) -> None:
        rules = self._rules.pop(origin, None)
        if rules is not None:
            self._letters -= _weight(rules)


def _weight(rules: RobotsRules) -> int:
    return rules.size + _LETTERS_OF_A_HOST
