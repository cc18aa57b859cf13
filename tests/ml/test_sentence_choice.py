from __future__ import annotations

from collections import Counter
from datetime import date

from ml.pitch import PitchWish
from ml.sentence_choice import Chooser, Filled, Limit, filled

ON = date(2026, 11, 25)


def chooser(key: str = "1", take: int = 0, **favour: tuple[int, int]) -> Chooser:
    return Chooser(
        PitchWish(key=key, take=take, favour={f"p/{name[1:]}": votes for name, votes in favour.items()}), ON
    )


def test_takes_in_a_row_go_through_all_wordings() -> None:
    picked = [chooser(take=take).pick("p", 12, range(12)) for take in range(12)]
    assert sorted(picked) == list(range(12))
    assert chooser(take=12).pick("p", 12, range(12)) == picked[0]


def test_leads_begin_with_different_wordings() -> None:
    first = Counter(chooser(str(key)).pick("p", 10, range(10)) for key in range(500))
    assert set(first) == set(range(10))
    assert max(first.values()) < 90


def test_the_choice_is_the_same_on_every_machine() -> None:
    assert [chooser("42", take).pick("open.talk", 12, range(12)) for take in range(4)] == [6, 3, 5, 2]


def test_liked_ones_come_sooner_and_disliked_ones_still_come() -> None:
    liked = Counter(chooser(str(key), _3=(20, 0)).pick("p", 10, range(10)) for key in range(400))
    disliked = Counter(chooser(str(key), _3=(0, 50)).pick("p", 10, range(10)) for key in range(2000))
    assert liked.most_common(1)[0][0] == 3
    assert 0 < disliked[3] < 100


def test_limits_are_kept_where_a_wording_allows() -> None:
    wordings = ("{who} has a long way to say it.", "{who} is short.")
    slots = {"who": Filled("Ann", ("f1",))}
    for take in range(4):
        line = chooser(take=take).say("p", wordings, slots, Limit(words=4))
        assert line
        assert (line.text, line.facts, line.plan) == ("Ann is short.", ("f1",), "p/1")
    assert chooser().say("p", ("{nobody} is here.",), slots) is None


def test_braces_in_a_fact_are_only_text() -> None:
    assert filled("Hi {who}", {"who": Filled("{0.__class__}", ("f1",))}) == Filled(
        "Hi {0.__class__}", ("f1",)
    )
