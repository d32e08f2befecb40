"""The demo's rasid.toml: what a user would write to watch these outlets and hear of them on three channels."""

from dataclasses import dataclass
from pathlib import Path

from scheduler.demo.newsstand import HOST, Newsstand

CHAT = 424242  # a private chat; groups get no more than 20 messages a minute
MAILBOX = "desk@example.org"
MAIL_LEAST_KILLED = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where the demo's receivers listen, and the secrets that they know."""

    telegram_api: str
    telegram_token: str
    smtp: str
    webhook: str
    webhook_secret: str


def configuration(newsstand: Newsstand, addresses: Addresses, *, database: Path) -> str:
    """The text of the file."""
    feeds = "\n".join(
        f"""[[feed]]
name = "{outlet.name}"
url = "{newsstand.press.feed_url(outlet)}"
outlet = "{outlet.outlet}"
country = "{outlet.country}"
zone = "{outlet.zone}"
"""
        for outlet in newsstand.press.sample.outlet
    )
    return f"""# Written by `rasid demo`: the whole chain on this machine, with nothing beyond it.

[store]
database = "sqlite:///{database}"
redis = "embedded"

[crawler]
user_agent = "Rasid/1.0 (demo)"
allow_private_hosts = ["{HOST}"]
delay_per_host = 0
min_interval = 1
readers = 2

[alerts]
telegram_api = "{addresses.telegram_api}"
telegram_token = "{addresses.telegram_token}"
telegram_users = [{CHAT}]
smtp = "{addresses.smtp}"
mail_from = "راصد <rasid@example.org>"
webhook_secret = "{addresses.webhook_secret}"

[health]
listen = ""

{feeds}
[[subscription]]
name = "everything"
to = ["telegram:{CHAT}"]
flood_messages = 0  # the demo's events come all at once, and each is to be seen
timezone = "Asia/Beirut"
language = "ar"

[[subscription]]
name = "grave-casualties"
flags = ["casualty"]
min_killed = {MAIL_LEAST_KILLED}
to = ["mailto:{MAILBOX}"]
timezone = "Asia/Beirut"
language = "ar"

[[subscription]]
name = "diplomacy"
flags = ["diplomacy"]
to = ["webhook:{addresses.webhook}"]
language = "en"
"""
