"""Scrapy's limit on the memory of a crawler, looking at the crawler alone and not at what started it."""

from scrapy.extensions.memusage import MemoryUsage

from crawler.own_memory import peak


class MemoryLimit(MemoryUsage):
    """Ends a crawler that has grown too large; its supervisor starts it again."""

    def get_virtual_size(self) -> int:
        """Its largest size so far, in bytes; the name is Scrapy's."""
        return peak()
