"""What a host puts on all its titles is learnt from them, and what makes up its headlines is not."""

import itertools

import pytest

from crawler.pages.titles.site_names import SiteNames, learn, names

STORIES = [f"{what} {where}" for what in ("حريق في مصنع", "افتتاح مدرسة", "سباق زوارق", "إضراب عمال") for where in (
    "شمالي المدينة", "قرب المطار", "على الكورنيش", "في السوق القديم", "خلف الملعب")]  # fmt: skip


def _learnt(*pages: list[str], record: SiteNames | None = None) -> SiteNames:
    record = record or SiteNames()
    for titles in pages:
        record = learn(record, titles)
    return record


def test_a_piece_is_a_name_after_three_pages() -> None:
    """Two could be chance."""
    pages = [[f"{story} - أخبار البرق"] for story in STORIES[:3]]
    assert names(_learnt(*pages[:2])) == ()
    assert names(_learnt(*pages)) == ("اخبار البرق",)


def test_the_same_page_again_teaches_nothing() -> None:
    """A re-read, and the same story under two addresses."""
    pages = [[f"{STORIES[0]} - أخبار البرق"]] * 5
    record = _learnt(*pages)
    assert (record.pages, names(record)) == (1, ())


def test_a_page_without_a_title_teaches_nothing() -> None:
    """Neither does an empty one."""
    assert learn(SiteNames(), []) == learn(SiteNames(), ["", " "]) == SiteNames()


def test_sections_are_learnt_where_the_heading_does_without_them() -> None:
    """Breadcrumbs in <title>: each section stands on few pages, but never in the heading."""
    pages = [[story, f"{story} - عبر الدولة - تقارير - المنارة"] for story in STORIES[:3]]
    pages += [[story, f"{story} - رياضة - المنارة"] for story in STORIES[3:12]]
    assert set(names(_learnt(*pages))) == {"المناره", "عبر الدوله", "تقارير", "رياضه"}


def test_a_series_on_some_pages_is_no_name() -> None:
    """It belongs to its headlines, which are read with it by the heading as well."""
    series = [[f"ذاكرة المدينة | {story}"] for story in STORIES[:8]]
    others = [[story] for story in STORIES[8:]]
    assert names(_learnt(*itertools.chain(*zip(series, others, strict=False)), *others)) == ()
    tails = [[f"{story} - حلقة جديدة"] for story in STORIES[:8]]
    assert names(_learnt(*itertools.chain(*zip(tails, others, strict=False)), *others)) == ()


@pytest.mark.parametrize("piece", ["عاجل", "خاص", "بالفيديو", "السودان", "غزة", "صور"])
@pytest.mark.parametrize("form", ["{piece} | {story}", "{story} - {piece}"])
def test_marks_and_places_are_never_learnt(piece: str, form: str) -> None:
    """However often they stand there, and even where the heading does without them."""
    pages = [[story, form.format(piece=piece, story=story)] for story in STORIES]
    assert names(_learnt(*pages)) == ()
    assert names(_learnt(*([titles[1]] for titles in pages))) == ()


def test_a_name_before_the_headline_needs_more_pages() -> None:
    """«وزير الداخلية : …» is how headlines begin."""
    pages = [[f"البرق نيوز | {story}"] for story in STORIES]
    assert names(_learnt(*pages[:4])) == ()
    assert names(_learnt(*pages[:5])) == ("البرق نيوز",)


def test_a_slogan_for_a_title_is_learnt() -> None:
    """og:title is the same on all pages, and no part of the others."""
    slogan = "البرق.. الخبر كما هو من كل مكان في العالم العربي"
    pages = [[slogan, story, f"{story} - البرق"] for story in STORIES[:4]]
    assert set(names(_learnt(*pages))) == {"البرق.. الخبر كما هو من كل مكان في العالم العربي", "البرق"}


def test_an_old_name_fades() -> None:
    """An outlet that calls itself otherwise is believed within some hundred pages."""
    old = _learnt(*([f"خبر رقم {n} من المدينة - الاسم القديم"] for n in range(60)))
    assert names(old) == ("الاسم القديم",)
    new = _learnt(*([f"خبر رقم {n} من القرية - الاسم الجديد"] for n in range(130)), record=old)
    assert names(new) == ("الاسم الجديد",)


def test_a_record_stays_small() -> None:
    """Whatever a host puts on its titles."""
    record = _learnt(*([f"خبر {n} - {'قسم ' * 9}{n} - {'باب ' * 9}{n}", f"عنوان آخر {n}" * 9] for n in range(500)))
    assert len(record.to_json().encode()) < 8_000
    assert record.pages < 64


def test_a_record_goes_through_json() -> None:
    """And comes back as it was."""
    record = _learnt(*([story, f"{story} - رياضة - المنارة"] for story in STORIES))
    assert SiteNames.from_json(record.to_json()) == record


@pytest.mark.parametrize(
    "text", [None, "", "null", "[]", "{}", "{", '{"pages": "x", "pieces": [], "recent": []}', "[" * 9999]
)
def test_what_is_no_record_is_learnt_anew(text: str | None) -> None:
    """A store's odd value must not keep a host's pages from being read."""
    assert SiteNames.from_json(text) == SiteNames()
