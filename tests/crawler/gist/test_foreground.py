"""What a story only recalls is no news of its own."""

import pytest

from crawler.gist.foreground import foreground, recalls


@pytest.mark.parametrize(
    ("text", "told", "recalled"),
    [
        pytest.param(
            "قتل خمسة أشخاص في غارة على مبنى في حبوش. وكانت بلدة كفررمان المجاورة قد فقدت قبل يوم ثمانية مسعفين.",
            "حبوش",
            "كفررمان",
            id="a sentence in the past perfect",
        ),
        pytest.param(
            "اندلع حريق في مخزن بويات بقرية سرياقوس، وذلك غداة حريق مصنع المراتب بأبو زعبل.",
            "سرياقوس",
            "زعبل",
            id="the day before",
        ),
        pytest.param(
            "استشهد شابان في عملية بمخيم جنين بعد يومين من مقتل صحفي برصاص الجنود، واعتقل شخص ثالث.",
            "جنين",
            "صحفي",
            id="two days after",
        ),
        pytest.param(
            "أصيب خمسة من كادر المشفى في المعرة. وسبق ذلك إلقاء ألغام على مزارع سراقب.",
            "المعره",
            "سراقب",
            id="before that",
        ),
    ],
)
def test_another_happening_is_recalled(text: str, told: str, recalled: str) -> None:
    """By the form of its sentence or clause."""
    front = foreground("عنوان", text)
    assert told in front.text
    assert recalled not in front.text
    assert any(recalled in piece for piece in front.recalled)


@pytest.mark.parametrize(
    "text",
    [
        "وكانت وزارة الصحة قد أفادت بأن عدد القتلى صعد إلى أحد عشر.",
        "قتل خمسة أشخاص بعد ساعات من الاشتباكات في الحي.",
        "غداة الهجوم.",
    ],
)
def test_what_was_said_before_and_what_is_all_there_is_stays(text: str) -> None:
    """An earlier word on the same toll is no other happening; and something has to be left of a story."""
    front = foreground("عنوان", text)
    assert len(front.sentences) == 1
    assert "اشتباكات" in front.text or not front.recalled


def test_the_clause_after_the_comma_is_told_again() -> None:
    """Only what stands between is recalled."""
    front = foreground("", "شهد الطريق حادثا آخر، بعد يومين من حادث وادي النطرون، لقي فيه ثمانية أشخاص حتفهم.")
    assert "ثمانيه" in front.text
    assert "النطرون" not in front.text


def test_a_headline_is_cut_where_it_recalls() -> None:
    """But never to nothing."""
    assert "صحفي" not in foreground("شهيدان في مخيم جنين بعد يومين من مقتل صحفي", "").title
    assert foreground("غداة الهجوم على السوق", "").title.startswith("غداه")


def test_a_folded_text_recalls() -> None:
    """What sets a story apart from another."""
    assert recalls("انفجار قرب الحاجز بعد ساعات من هجوم مماثل")
    assert not recalls("انفجار قرب الحاجز")
