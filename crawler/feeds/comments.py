"""What readers say, which is never a story: feeds of comments, and comments among a feed's items."""

import re
from urllib.parse import unquote

from crawler.arabic.letters import fold_key

_FEED_ADDRESS = re.compile(
    r"comments?[-_/](?:feed|rss|rss2|atom|default)|feed=comments|/comments?/|/(?:ال)?تعليقات/", re.IGNORECASE
)
# Folded. «تعليقات على …», «الموقع » خلاصة التعليقات», «Comments on: …»; a section called «تعليقات» is of columns.
_FEED_TITLE = re.compile(
    r"\bcomments? (?:feed\b|on\b|for\b|:)|\bcomments?:|\bcommentaires? (?:sur|pour)\b"
    r"|(?:ال)?تعليقات\s+(?:علي\b|ل\b|لل|الزوار|القراء)|خلاصه (?:ال)?تعليقات|» التعليقات$|^ردود علي\b",
    re.IGNORECASE,
)
# Folded. «تعليق على … بواسطة …», «رد على: … بواسطة …», «Comment on … by …»: under the story's address.
_TITLE = re.compile(
    r"(?:ال)?تعليق\s+علي\s.+\s(?:بواسطه|كتبه|كتبته)(?:\s|:)|رد\s+علي\s*:\s.+\sبواسطه(?:\s|:)"
    r"|comment on\b.+\bby\b|commentaire sur\b.+\bpar\b|بواسطه\s*:\s*\S+(?:\s\S+){0,2}$",
    re.IGNORECASE | re.DOTALL,
)
_LINK = re.compile(
    r"#comments?-\d+$|#comment$|#c\d+$|/comment-page-\d+|[?&](?:replytocom|showcomment|commentid)=", re.IGNORECASE
)


def is_comment_feed(title: str, url: str = "") -> bool:
    """Whether a feed tells what readers say, by its title or its address.

    >>> is_comment_feed("الوطن » خلاصة التعليقات"), is_comment_feed("تعليقات وآراء")
    (True, False)
    """
    return bool(_FEED_ADDRESS.search(unquote(url)) or _FEED_TITLE.search(fold_key(title)))


def is_comment(title: str, link: str) -> bool:
    """Whether an item is a reader's comment and not a story; `title` is plain text.

    >>> is_comment("تعليق على مقتل خمسة بواسطة: علي", ""), is_comment("تعليق على قرار المحكمة", "")
    (True, False)
    """
    return bool(_LINK.search(link) or _TITLE.match(fold_key(title)))
