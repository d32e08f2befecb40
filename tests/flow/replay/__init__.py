"""Three days of news in a minute: 210 reports of 30 happenings through the whole daemon, and what a reader got.

`python -m tests.flow.replay` runs it by hand and prints every message, wave by wave.
"""
