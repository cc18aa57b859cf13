"""The styles of `/pitch`: chosen for each draft, kept with their chances, steered by folded thumbs."""

from __future__ import annotations

from jobs.draft_pitch import DraftedPitch
from ml.cuss import Move
from ml.draft_styles import STYLES
from ml.pitch import Channel, PitchDraft
from ml.variants import FLOOR
from tests.bot.slack_team import Team
from tests.bot.talked_with_acme import put_call


def test_each_draft_remembers_its_styles_and_their_chances(team: Team) -> None:
    put_call(team.store)
    shown = team.ada.command("/pitch", "acme email")
    kept = team.store.variants.of(shown.suggestion_id)
    assert {"understanding", "setting"} <= set(kept)
    assert all(chance == 0.5 for _, chance in kept.values())
    assert all(style in STYLES[Move(move)] for move, (style, _) in kept.items())


def test_the_same_request_gets_the_same_styles(team: Team) -> None:
    put_call(team.store)
    body = team.ada.command_body("/pitch", "acme email", trigger_id="1.2.same")
    team.ada.send(body)
    [first] = styles(team)
    team.ada.send(body)
    assert styles(team) == [first]


def test_thumbs_bring_a_style_forward_once_they_are_folded(team: Team) -> None:
    put_call(team.store)
    for _ in range(12):
        shown = team.ada.command("/pitch", "acme email")
        style, _ = team.store.variants.of(shown.suggestion_id)["setting"]
        team.ada.thumb(shown, "up" if style == "way_out" else "down")
    assert team.store.variants.votes() == {}
    team.store.rated.fold()
    shown = team.ada.command("/pitch", "acme email")
    style, chance = team.store.variants.of(shown.suggestion_id)["setting"]
    liked = chance if style == "way_out" else 1 - chance
    assert 0.7 < liked <= 1 - FLOOR


def test_a_draft_of_a_language_model_has_no_styles() -> None:
    assert DraftedPitch(PitchDraft(Channel.EMAIL, {})).shown == {}


def styles(team: Team) -> list[dict[str, tuple[str, float]]]:
    with team.store.engine.reading() as connection:
        ids = connection.exec_driver_sql("SELECT DISTINCT suggestion_id FROM shown_variants").scalars().all()
    return [team.store.variants.of(one) for one in ids]
