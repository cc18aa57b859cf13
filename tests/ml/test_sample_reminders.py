from __future__ import annotations

from datetime import date

from ml.lift import lift_of
from ml.sample_company import sample_company
from ml.sample_reminders import sample_reminders


def test_generated_reminders_have_a_known_effect_that_is_measured() -> None:
    company = sample_company(until=date(2026, 6, 1), pursuits=400)
    made = sample_reminders(company, seed=1, added=0.2, share=0.3, days=500)
    assert made == sample_reminders(company, seed=1, added=0.2, share=0.3, days=500)
    assert 5 < made.effect < 20
    lift = lift_of(made.trials)
    assert lift.low is not None
    assert lift.high is not None
    assert lift.low <= made.effect <= lift.high
    nothing = sample_reminders(company, seed=1, added=0.0, share=0.3, days=500)
    assert nothing.effect == 0
