from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from ml.funnel import FunnelState
from ml.reminding import DueReason
from ml.retargeting_policy import Candidate, Due
from ml.retargeting_words import due_touch

ON = date(2026, 11, 23)
ACME = Candidate(1, "Acme Pte Ltd", "Rostering", FunnelState.HOT_LEAD, (0.3,) * 7, silent_days=12)


def said(reason: DueReason, candidate: Candidate = ACME) -> tuple[str, str]:
    touch = due_touch(Due(candidate, reason, 3.0, 0.34, 0.3), ON)
    return touch.why, touch.opener


def test_a_promise_says_what_and_how_late() -> None:
    promised = replace(
        ACME,
        next_step="I'll send the quotation.",
        next_step_due=ON - timedelta(days=9),
        contact="Mei Lin Tan",
    )
    why, opener = said("promise", promised)
    assert why == "“I'll send the quotation” is 9 days overdue"
    assert opener == "Mei Lin, we had agreed: “I'll send the quotation” (14 Nov). Shall we settle it now?"
    assert said("promise", replace(promised, next_step_due=ON))[0].endswith("is due today")
    assert (
        said("promise", replace(promised, next_step="", next_step_due=ON))[0]
        == "the agreed step is due today"
    )


def test_silence_says_how_long_and_after_how_many_tries() -> None:
    assert said("overdue")[0] == "silent for 12 days; usually followed up after 7 days"
    assert said("gain", replace(ACME, unanswered=2))[0] == (
        "silent for 12 days after 2 tries without an answer; a touch now is answered 34 % of the time, "
        "and waiting wins nothing"
    )
    new = replace(ACME, touched=False, silent_days=1)
    assert said("overdue", new)[0].startswith("came in 1 day ago and nobody has been in touch")


def test_who_comes_back_says_why_they_left() -> None:
    back = replace(ACME, left_because="budget frozen", look_again_on=date(2025, 12, 1))
    why, opener = said("look_again", back)
    assert why == "left for the time being (budget frozen); to be looked at again on 1 Dec 2025"
    assert opener == "When we last spoke it was not the time: “budget frozen”. Has that changed?"


def test_a_question_is_called_one() -> None:
    asked = replace(ACME, quote="Are you opening more outlets?", contact="Budi Santoso")
    words = "Budi, last time the question was: “Are you opening more outlets?” Where does that stand?"
    assert said("overdue", asked)[1] == words


def test_clients_hear_of_the_other_service() -> None:
    why, opener = said("other_service", replace(ACME, other_service="Payroll", contact="Budi Santoso"))
    assert why == "client for Rostering; Payroll was not offered yet"
    assert opener.startswith("Budi, now that Rostering runs")


def test_the_opener_uses_what_they_said_then_their_role_then_says_nothing() -> None:
    quoted = replace(ACME, quote="send it before the board meeting", contact_role="HR manager")
    assert (
        said("gain", quoted)[1]
        == "Last time it was about “send it before the board meeting”. Where does that stand?"
    )
    assert "as HR manager" in said("gain", replace(quoted, quote=""))[1]
    assert said("gain")[1] == ""


def test_long_and_odd_text_is_kept_short_and_on_one_line() -> None:
    hostile = replace(ACME, quote="<!channel>\n" * 60, contact="info@acme.com")
    opener = said("gain", hostile)[1]
    assert "\n" not in opener
    assert len(opener) < 200
    assert not opener.startswith("info")
