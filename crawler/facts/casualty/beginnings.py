"""What may begin at a word of a sentence that is read for casualties, for all its readers at once."""

from crawler.arabic.beginnings import Beginnings

BEGINNINGS = Beginnings()
