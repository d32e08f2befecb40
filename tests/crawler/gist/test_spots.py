"""Places are compared by the narrowest name, in whatever spelling."""

from crawler.gist.foreground import foreground
from crawler.gist.spots import key_of, spots_of


def test_a_village_lies_in_its_town() -> None:
    """Two strikes may share the town."""
    spots = spots_of(foreground("", "قضى أربعة أشخاص في بلدة القرارة شمال شرقي خان يونس جنوبي قطاع غزة."))
    assert spots.narrow == (key_of("القراره"),)
    assert key_of("خان يونس") in spots.around


def test_governorates_and_states_are_no_spots() -> None:
    """Much happens in them on one day."""
    spots = spots_of(foreground("", "قتل ستة أشخاص في محافظة إدلب شمال غربي سوريا."))
    assert spots.narrow == ()
    assert spots.around == (key_of("ادلب"),)


def test_words_that_many_names_share_are_no_part_of_the_key() -> None:
    """«وادي العين», «وادي بني خالد»."""
    assert not set(key_of("وادي العين")) & set(key_of("وادي بني خالد"))


def test_a_name_is_the_same_in_one_word_or_two() -> None:
    """As outlets please."""
    assert set(key_of("ديرحافر")) & set(key_of("دير حافر"))


def test_a_known_person_is_no_place() -> None:
    """«مع بايدن» is not «in Eden»."""
    assert spots_of(foreground("نتنياهو: بحثت مع بايدن صفقة التبادل", "")).narrow == ()
