"""Lines that led on: those that fit, the best first, never the pursuit's own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from integrations.store import Store
from ml.cuss import Move
from ml.what_worked import RankedLine, SaidLine

Put = Callable[..., int]


def _line(text: str, touch_id: int, pursuit_id: int, service: str, rank: float) -> RankedLine:
    said = SaidLine(Move.UNDERSTANDING, text, touch_id, pursuit_id, "Any", "Any", "LEAD", led_on=True)
    return RankedLine(said, 6, 9, rank, service)


def test_what_fits_best_first_and_never_its_own(
    store: Store, company: Put, touch: Put, fixed_now: datetime
) -> None:
    mine, theirs, far = company("Acme"), company("Bistro"), company("Clinic", service="Payroll")
    calls = {pursuit: touch(pursuit, fixed_now) for pursuit in (mine, theirs, far)}
    lines = [
        _line("My own?", calls[mine], mine, "Rostering", 0.99),
        _line("Of another service?", calls[far], far, "Payroll", 0.9),
        _line("Of any?", calls[far], far, "", 0.5),
        _line("Just like it?", calls[theirs], theirs, "Rostering", 0.6),
    ]
    assert store.worked_lines.replace(lines) == 4
    card = store.pursuits.card(mine)
    assert card is not None
    found = store.worked_lines.like(card)
    assert [line.text for line in found] == ["Just like it?", "Of any?"]
    assert (found[0].call, found[0].led_on, found[0].calls) == ("call of 23 Nov with Bistro", 6, 9)
    store.worked_lines.replace([])
    assert store.worked_lines.like(card) == []
