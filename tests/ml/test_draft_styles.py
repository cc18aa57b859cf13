"""The styles of drafts: what each changes, and that the first of each is the draft as it always was."""

from __future__ import annotations

import pytest

from ml.cuss import MOVES, Move
from ml.draft_styles import STYLES, chosen_styles
from ml.fact_sheet import fact_sheet
from ml.facts import FactSheet
from ml.pitch import BUDGETS, Channel, PitchDraft, PitchWish
from ml.sample_offer import SAMPLE_OFFER
from ml.template_writer import write
from tests.sample_dossiers import UNTIL, sample_dossiers


@pytest.fixture(scope="module")
def leads() -> list[FactSheet]:
    return [fact_sheet(dossier, SAMPLE_OFFER, UNTIL) for dossier in sample_dossiers(24)]


def styled(lead: FactSheet, channel: Channel, **styles: str) -> PitchDraft:
    return write(lead, PitchWish(channel, styles=styles))


def plans(draft: PitchDraft, move: Move) -> list[str]:
    return [line.plan.split("/")[0] for line in draft.moves[move]]


@pytest.mark.parametrize("channel", [Channel.CALL, Channel.EMAIL])
def test_the_first_of_each_is_the_draft_as_it_was(leads: list[FactSheet], channel: Channel) -> None:
    first = {move.value: styles[0] for move, styles in STYLES.items()}
    assert all(styled(lead, channel, **first) == write(lead, PitchWish(channel)) for lead in leads[:8])


def test_each_style_changes_its_move(leads: list[FactSheet]) -> None:
    changed = dict.fromkeys(MOVES, 0)
    for lead in leads:
        plain = write(lead, PitchWish(Channel.EMAIL))
        offered = chosen_styles(lead, PitchWish(Channel.EMAIL), {}, "s")
        for move, (_, other) in STYLES.items():
            styles = {move.value: other}
            differs = styled(lead, Channel.EMAIL, **styles).moves[move] != plain.moves[move]
            changed[move] += differs
            assert not differs or move.value in offered
    assert min(changed.values()) >= len(leads) / 4


def test_what_the_styles_are(leads: list[FactSheet]) -> None:
    for lead in leads:
        assert "proof" not in plans(styled(lead, Channel.CALL, sharing="plain"), Move.SHARING)
        opened = plans(styled(lead, Channel.EMAIL, connecting="business"), Move.CONNECTING)[0]
        assert opened not in {"open.talk", "open.theirs", "open.ours"}
        asked = styled(lead, Channel.CALL, understanding="fewer").moves[Move.UNDERSTANDING]
        assert sum("?" in line.text for line in asked) == 2


@pytest.mark.parametrize("channel", list(Channel))
def test_any_style_keeps_the_budget(leads: list[FactSheet], channel: Channel) -> None:
    styles = {move.value: other for move, (_, other) in STYLES.items()}
    budget = BUDGETS[channel]
    for lead in leads:
        draft = styled(lead, channel, **styles)
        assert budget.words is None or budget.fewest_words <= draft.words <= budget.words
        assert budget.characters is None or len(draft.body) <= budget.characters


def test_a_channel_without_a_choice_offers_none(leads: list[FactSheet]) -> None:
    for channel, choices in ((Channel.LINKEDIN, {"connecting"}), (Channel.WHATSAPP, set[str]())):
        offered = {move for lead in leads for move in chosen_styles(lead, PitchWish(channel), {}, "s")}
        assert offered == choices
