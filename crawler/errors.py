"""The error tree of the crawler's room.

RasidError                    an error with a sentence fit for a person; commands show it and exit
├── ConfigurationError        rasid.toml or the environment is wrong: exit 2
├── StoreError                the database cannot be reached or refused what was asked
├── RedisError                the Redis server cannot be reached or started
├── FeedUnreadable            bytes that are no feed
├── OpmlUnreadable            bytes that are no list of feeds
├── ModelUnusable             a model's files are missing, wrong, or ask for what we cannot give: exit 2
└── AddressRefused            the guard does not let this address be fetched
"""


class RasidError(Exception):
    """The base of all errors that a person is told about in one sentence."""


class ConfigurationError(RasidError):
    """The configuration is wrong. The message names the file, the line and the key where they are known."""


class StoreError(RasidError):
    """The database cannot be reached, migrated or written."""


class RedisError(RasidError):
    """The Redis-compatible server cannot be reached or started."""


class FeedUnreadable(RasidError):
    """These bytes are no feed that can be read."""


class OpmlUnreadable(RasidError):
    """These bytes are no OPML list of feeds."""


class ModelUnusable(RasidError):
    """A classifier's files are missing or wrong, or a package that runs them is. The message names the file."""


class AddressRefused(RasidError):
    """An address that may not be fetched."""
