"""What changes under one address is a revision: the earlier words are kept, and the story is advanced again."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, Engine, select, update

from crawler.feeds.changes import MOST_REREADS, fingerprint
from crawler.news import Entry, Feed, Refusal, RefusalReason
from crawler.store.database import writing
from crawler.store.due_stories import mark_advanced, stories_to_advance
from crawler.store.entries import add_entries, due_entries, entry_failed, read_again_at
from crawler.store.feeds import add_feed
from crawler.store.stories import keep_reading, revisions_of
from crawler.store.tables import entry as entry_table
from crawler.store.tables import feed as feed_table
from crawler.store.tables import story as story_table
from crawler.understanding import Reading
from tests.alerts.making import collapse, read_story

NOW = datetime(2026, 3, 5, 12, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
URL = "https://a.example/news/1000"


def _entry(title: str = "خمسة قتلى بانهيار مبنى", content: str | None = None, **more: str) -> Entry:
    values = {"key": "k1", "url": URL, **more}
    return Entry(title=title, content_html=content, fingerprint=fingerprint(title, "", content), **values)


def _reading(**changes: object) -> Reading:
    read = collapse(**changes)
    return Reading(stories=(replace(read, story=replace(read.story, url=URL)),))


def _keep(connection: Connection, entry_id: int, reading: Reading, at: datetime = NOW) -> object:
    return keep_reading(
        connection,
        entry_id=entry_id,
        feed_id=None,
        reading=reading,
        outlet="—",
        country=None,
        alerting=True,
        now=at,
    )


def _kept_once(connection: Connection) -> tuple[int, int]:
    """A feed with one entry whose story is kept and advanced."""
    feed = add_feed(connection, Feed(name="a", url="https://a.example/feed", outlet="a"), NOW)
    (entry,) = add_entries(connection, feed, [_entry()], NOW).due
    _keep(connection, entry, _reading())
    mark_advanced(connection, [1])
    return feed, entry


def _entry_row(connection: Connection) -> dict[str, object]:
    return dict(connection.execute(select(entry_table).where(entry_table.c.key == "k1")).mappings().one())


def test_an_edited_item_is_read_again_and_its_story_revised(engine: Engine) -> None:
    """The new words stand in the story, the old ones beside it, and the scheduler is to take it again."""
    with writing(engine) as connection:
        feed, entry = _kept_once(connection)
        added = add_entries(connection, feed, [_entry("ستة قتلى بانهيار مبنى")], NOW + HOUR)
        assert (added.new, added.due, added.changed) == (0, (), (entry,))
        (due,) = due_entries(connection, feed, NOW + HOUR, 10)
        assert (due.again, due.title) == (True, "ستة قتلى بانهيار مبنى")
        kept = _keep(connection, entry, _reading(title="ستة قتلى", text="قُتل ستة أشخاص في انهيار مبنى."), NOW + HOUR)
        assert kept == type(kept)(revised=(1,), ids=(1,))  # type: ignore[call-arg]
        (again,) = stories_to_advance(connection, 10)
        assert (again.revision, again.read.story.title, again.kept_at) == (2, "ستة قتلى", NOW)
        (before,) = revisions_of(connection, 1)
        assert (before["revision"], before["title"], before["read_at"]) == (1, "خمسة قتلى بانهيار مبنى في حلب", NOW)
        assert _entry_row(connection)["state"] == "kept"


def test_the_same_words_are_no_revision(engine: Engine) -> None:
    """Also where they are spelled and spaced in another way."""
    with writing(engine) as connection:
        feed, entry = _kept_once(connection)
        add_entries(connection, feed, [_entry("ستة قتلى")], NOW + HOUR)
        assert not _keep(connection, entry, _reading()).revised  # type: ignore[attr-defined]
        assert stories_to_advance(connection, 10) == []
        assert revisions_of(connection, 1) == []


def test_a_date_that_changes_alone_is_no_change(engine: Engine) -> None:
    """Feeds that stamp every item with the present minute are read once."""
    with writing(engine) as connection:
        feed, _entry_id = _kept_once(connection)
        added = add_entries(connection, feed, [replace(_entry(), published=NOW + HOUR)], NOW + HOUR)
        assert (added.new, added.changed) == (0, ())


def test_an_item_that_changes_without_end_is_not_read_without_end(engine: Engine) -> None:
    """A counter in the summary costs a few readings, not one a visit."""
    with writing(engine) as connection:
        feed, entry = _kept_once(connection)
        changed = 0
        for number in range(50):
            changed += len(add_entries(connection, feed, [_entry(f"عدد القراء {number}")], NOW + number * HOUR).changed)
            _keep(connection, entry, _reading())
        assert changed == MOST_REREADS


def test_an_item_that_is_still_to_be_read_takes_the_new_words(engine: Engine) -> None:
    """It is read once, with what the feed says last."""
    with writing(engine) as connection:
        feed = add_feed(connection, Feed(name="a", url="https://a.example/feed", outlet="a"), NOW)
        add_entries(connection, feed, [_entry()], NOW)
        added = add_entries(connection, feed, [_entry("ستة قتلى")], NOW + HOUR)
        (due,) = due_entries(connection, feed, NOW + HOUR, 10)
        assert (added.changed, due.title, due.again) == ((), "ستة قتلى", False)


def test_a_new_guid_at_every_edit_is_the_same_item(engine: Engine) -> None:
    """Its address tells; the edit is seen, and the page is not read as another one."""
    with writing(engine) as connection:
        feed, entry = _kept_once(connection)
        added = add_entries(connection, feed, [_entry("ستة قتلى بانهيار مبنى", key="k1-edited")], NOW + HOUR)
        assert (added.due, added.changed) == ((), (entry,))


def test_a_guid_that_comes_back_with_another_story_is_another_item(engine: Engine) -> None:
    """Other address, other words: new, and known at the next visit as well."""
    other = _entry("وزير الخارجية يستقبل السفير الجديد", url="https://a.example/news/2000")
    with writing(engine) as connection:
        feed, _entry_id = _kept_once(connection)
        first = add_entries(connection, feed, [other], NOW + HOUR)
        again = add_entries(connection, feed, [other], NOW + 2 * HOUR)
        assert (first.new, len(first.due), again.new, again.changed) == (1, 1, 0, ())


def test_a_page_that_fails_when_read_again_leaves_its_story(engine: Engine) -> None:
    """Neither five failures nor a refusal take back what was kept."""
    with writing(engine) as connection:
        feed, entry = _kept_once(connection)
        read_again_at(connection, entry, NOW)
        for number in range(5):
            entry_failed(connection, entry, "status 503", NOW + number * HOUR)
        assert _entry_row(connection)["state"] == "kept"
        add_entries(connection, feed, [_entry("ستة قتلى")], NOW + HOUR)
        _keep(connection, entry, Reading(refusal=Refusal(reason=RefusalReason.PAYWALL)))
        assert _entry_row(connection)["state"] == "kept"
        assert connection.execute(select(story_table.c.title)).scalars().all() == ["خمسة قتلى بانهيار مبنى في حلب"]


def test_a_stub_that_never_became_a_story_is_refused_in_the_end(engine: Engine) -> None:
    """It was read again, and still there is none."""
    with writing(engine) as connection:
        feed = add_feed(connection, Feed(name="a", url="https://a.example/feed", outlet="a"), NOW)
        (entry,) = add_entries(connection, feed, [_entry()], NOW).due
        short = Reading(refusal=Refusal(reason=RefusalReason.TOO_SHORT))
        _keep(connection, entry, short)
        read_again_at(connection, entry, NOW + HOUR)
        assert due_entries(connection, feed, NOW, 10) == []
        assert [one.id for one in due_entries(connection, feed, NOW + HOUR, 10)] == [entry]
        _keep(connection, entry, short)
        assert _entry_row(connection)["state"] == "refused"


def test_another_address_of_a_known_page_is_no_revision(engine: Engine) -> None:
    """The mobile page reads a little differently; what was kept first stays."""
    with writing(engine) as connection:
        feed, _entry_id = _kept_once(connection)
        other = _entry("خمسة قتلى بانهيار مبنى", key="k2", url="https://a.example/mobile-copy-of-1000")
        (second,) = add_entries(connection, feed, [other], NOW).due
        assert not _keep(connection, second, _reading(text="نص الصفحة المختصرة.")).revised  # type: ignore[attr-defined]


def test_what_was_listed_before_fingerprints_only_gets_one(engine: Engine) -> None:
    """After an update of the program nothing is read a second time."""
    with writing(engine) as connection:
        feed, _entry_id = _kept_once(connection)
        connection.execute(update(entry_table).values(content_hash=None))
        assert add_entries(connection, feed, [_entry("ستة قتلى")], NOW).changed == ()
        assert len(add_entries(connection, feed, [_entry("سبعة قتلى")], NOW).changed) == 1


def test_a_story_without_flags_can_be_revised_into_one_with_them(engine: Engine) -> None:
    """What is kept of it is what it says now."""
    with writing(engine) as connection:
        feed = add_feed(connection, Feed(name="a", url="https://a.example/feed", outlet="a"), NOW)
        (entry,) = add_entries(connection, feed, [_entry()], NOW).due
        stub = read_story("عاجل", "عاجل من حلب.", url=URL)
        _keep(connection, entry, Reading(stories=(stub,)))
        add_entries(connection, feed, [_entry("ستة قتلى")], NOW + HOUR)
        _keep(connection, entry, _reading(), NOW + HOUR)
        row = connection.execute(select(story_table)).mappings().one()
        assert (row["casualty"], row["revision"], row["advance_due"]) == (True, 2, True)


def test_a_revision_that_nobody_is_to_be_told_of_is_only_kept(engine: Engine) -> None:
    """A crawl by hand with --no-alert brings the story up to date, and its event stays as it was told."""
    with writing(engine) as connection:
        _kept_once(connection)
        silent = {"entry_id": None, "feed_id": None, "outlet": "—", "country": None, "alerting": False}
        kept = keep_reading(
            connection, **silent, reading=_reading(text="قُتل ستة أشخاص."), now=NOW, advance_revised=False
        )
        assert kept.revised == (1,)
        assert stories_to_advance(connection, 10) == []


def _timed(minutes: int, **more: str) -> Entry:
    return replace(_entry(**more), modified=NOW + timedelta(minutes=minutes))


def test_a_text_that_is_edited_under_the_same_headline_is_read_again(engine: Engine) -> None:
    """Where the feed says that it was changed; once for each change."""
    with writing(engine) as connection:
        feed = add_feed(connection, Feed(name="a", url="https://a.example/feed", outlet="a"), NOW)
        (entry,) = add_entries(connection, feed, [_timed(0)], NOW).due
        _keep(connection, entry, _reading())
        assert add_entries(connection, feed, [_timed(0)], NOW + HOUR).changed == ()
        assert add_entries(connection, feed, [_timed(30)], NOW + HOUR).changed == (entry,)
        (due,) = due_entries(connection, feed, NOW + HOUR, 10)
        assert due.again
        kept = _keep(connection, entry, _reading(text="قُتل ثلاثون شخصا في انهيار مبنى."), NOW + HOUR)
        assert kept.revised == (1,)  # type: ignore[attr-defined]
        assert add_entries(connection, feed, [_timed(30)], NOW + 2 * HOUR).changed == ()


def test_a_feed_that_stamps_all_its_items_is_not_read_again(engine: Engine) -> None:
    """The time is that of the answer; and what had no time before gets its first."""
    with writing(engine) as connection:
        feed = add_feed(connection, Feed(name="a", url="https://a.example/feed", outlet="a"), NOW)

        def window(minutes: int | None) -> list[Entry]:
            entries = [_entry(key=f"k{n}", url=f"{URL}{n}") for n in range(6)]
            modified = None if minutes is None else NOW + timedelta(minutes=minutes)
            return [replace(entry, modified=modified) for entry in entries]

        for identity in add_entries(connection, feed, window(None), NOW).due:
            _keep(connection, identity, Reading())
        for minutes in (0, 10, 20):
            assert add_entries(connection, feed, window(minutes), NOW + HOUR).changed == ()


def test_an_edit_that_another_feed_of_the_outlet_lists_is_read_again(engine: Engine) -> None:
    """By the entry whose story it is; the first feed, which still has the old words, does not undo it."""
    with writing(engine) as connection:
        feed, entry = _kept_once(connection)
        section = add_feed(connection, Feed(name="b", url="https://a.example/world", outlet="a"), NOW)
        same = URL + "?utm_source=world"
        assert add_entries(connection, section, [_entry(url=same)], NOW).due == ()
        added = add_entries(connection, section, [_entry("ثلاثون قتيلا بانهيار مبنى", url=same)], NOW + HOUR)
        assert added.changed == (entry,)
        (due,) = due_entries(connection, feed, NOW + HOUR, 10)
        assert (due.again, due.title) == (True, "ثلاثون قتيلا بانهيار مبنى")
        _keep(connection, entry, _reading())
        assert add_entries(connection, feed, [_entry()], NOW + 2 * HOUR).changed == ()
        again = add_entries(connection, section, [_entry("ثلاثون قتيلا بانهيار مبنى", url=same)], NOW + 2 * HOUR)
        assert again.changed == ()


def test_an_edit_of_a_page_that_no_watched_feed_reads_is_read_by_whoever_lists_it(engine: Engine) -> None:
    """The feed that read it first is watched no longer; what was kept of it is revised."""
    with writing(engine) as connection:
        _feed_id, _entry_id = _kept_once(connection)
        connection.execute(update(feed_table).values(active=False))
        section = add_feed(connection, Feed(name="b", url="https://a.example/world", outlet="a"), NOW)
        add_entries(connection, section, [_entry(key="other")], NOW)
        (mine,) = add_entries(connection, section, [_entry("ستة قتلى", key="other")], NOW + HOUR).changed
        assert [one.again for one in due_entries(connection, section, NOW + HOUR, 10)] == [True]
        assert _keep(connection, mine, _reading(title="ستة قتلى")).revised == (1,)  # type: ignore[attr-defined]


def test_a_guid_that_comes_back_elsewhere_with_the_story_edited_is_read_there(engine: Engine) -> None:
    """The headline stands in the address; the story is revised and takes its new address."""
    moved = "https://a.example/news/2000"
    edited = _entry("سبعة قتلى بانهيار مبنى في حلب", url=moved)
    with writing(engine) as connection:
        feed, entry = _kept_once(connection)
        added = add_entries(connection, feed, [edited], NOW + HOUR)
        assert (added.new, added.changed) == (0, (entry,))
        (due,) = due_entries(connection, feed, NOW + HOUR, 10)
        assert due.url == moved
        read = collapse(title="سبعة قتلى بانهيار مبنى في حلب", text="قُتل سبعة أشخاص في انهيار مبنى.")
        reading = Reading(stories=(replace(read, story=replace(read.story, url=moved)),))
        assert _keep(connection, entry, reading).revised == (1,)  # type: ignore[attr-defined]
        rows = connection.execute(select(story_table.c.url, story_table.c.revision)).all()
        assert [tuple(row) for row in rows] == [(moved, 2)]


def test_a_page_that_leads_to_another_story_does_not_replace_its_own(engine: Engine) -> None:
    """What was taken down may lead to whatever is new."""
    with writing(engine) as connection:
        _feed_id, entry = _kept_once(connection)
        read_again_at(connection, entry, NOW)
        other = read_story("وزير الخارجية يستقبل السفير الجديد", "استقبل الوزير السفير.", url="https://a.example/x")
        assert _keep(connection, entry, Reading(stories=(other,))).new == (2,)  # type: ignore[attr-defined]


def test_a_stub_whose_page_fails_for_good_is_no_kept_one(engine: Engine) -> None:
    """Nothing was kept of it."""
    with writing(engine) as connection:
        feed = add_feed(connection, Feed(name="a", url="https://a.example/feed", outlet="a"), NOW)
        (entry,) = add_entries(connection, feed, [_entry()], NOW).due
        _keep(connection, entry, Reading(refusal=Refusal(reason=RefusalReason.TOO_SHORT)))
        read_again_at(connection, entry, NOW)
        while entry_failed(connection, entry, "status 404", NOW):
            pass
        assert _entry_row(connection)["state"] == "failed"
