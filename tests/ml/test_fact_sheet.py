from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings

from ml.cuss import Move, tag_utterances
from ml.dossier import Contact, Conversation, Dossier, Promise, TimelineEntry
from ml.fact_sheet import fact_sheet, slots
from ml.facts import FactKind, FactSheet, WorkedLine
from ml.funnel import FunnelState
from ml.offer import Offer
from ml.sample_offer import SAMPLE_OFFER
from ml.spoken_text import Utterance
from tests.sample_dossiers import UNTIL, sample_dossiers
from tests.wild_dossiers import HOSTILE, ON, dossiers, offers


@pytest.fixture(scope="module")
def acme() -> Dossier:
    return next(iter(sample_dossiers(4)))


@pytest.fixture(scope="module")
def sheet(acme: Dossier) -> FactSheet:
    return fact_sheet(acme, SAMPLE_OFFER, UNTIL)


def values(sheet: FactSheet, *kinds: FactKind) -> list[str]:
    return [fact.value for fact in sheet.of(*kinds)]


def talk(
    *lines: tuple[str, str], contact: str = "Mei Lin", days_ago: int = 3, transcript: bool = True
) -> Conversation:
    utterances = tuple(Utterance(text, role, start=65.0 * place) for place, (role, text) in enumerate(lines))
    at = datetime(UNTIL.year, UNTIL.month, UNTIL.day, 4, tzinfo=UTC) - timedelta(days=days_ago)
    tags = tuple(tag_utterances(utterances))
    return Conversation(9, "call", at, utterances, transcript, tags, contact=contact)


PAIN = "We lose two days each month on the roster, it is a mess."


def test_every_fact_has_a_source_and_its_own_id(sheet: FactSheet) -> None:
    assert all(fact.source for fact in sheet.facts)
    assert len({fact.id for fact in sheet.facts}) == len(sheet.facts)


def test_who_it_is_and_what_they_said_and_when(sheet: FactSheet) -> None:
    assert values(sheet, FactKind.PERSON, FactKind.COMPANY, FactKind.EMPLOYEES) == ["Mei Lin", "Acme", "140"]
    pain = sheet.first(FactKind.PAIN)
    assert pain
    assert (
        pain.value == "We corrected 31 payslips in October, and every one of them began with a wrong roster"
    )
    assert (pain.source, pain.dated, pain.speaker) == (
        "call of 13 Nov, 01:36",
        date(2026, 11, 13),
        "prospect",
    )
    assert sheet.first(FactKind.TOUCH, FactKind.TOUCH) is not None
    assert values(sheet, FactKind.TOUCH)[0] == "call of 13 Nov"


def test_pains_are_met_by_what_the_offer_says(sheet: FactSheet) -> None:
    first = sheet.pairings[0]
    pain, capability, proof = sheet.cited([first.pain, first.capability, first.proof])
    assert "31 payslips" in pain.value
    assert capability.value == "Our roster sends the approved hours straight to payroll."
    assert "payslips" in proof.value
    assert len(sheet.pairings) <= 2


def test_what_nobody_knows_is_told_most_wanted_first(sheet: FactSheet, acme: Dossier) -> None:
    known = {fact.kind for fact in sheet.facts}
    assert FactKind.PAIN not in sheet.unknowns
    assert not known & set(sheet.unknowns)
    bare = replace(acme, conversations=(), contacts=(), company=replace(acme.company, employees=None))
    assert fact_sheet(bare, Offer(), UNTIL).unknowns[:3] == (
        FactKind.PAIN,
        FactKind.EMPLOYEES,
        FactKind.VENDOR,
    )


def test_an_empty_offer_offers_nothing(acme: Dossier) -> None:
    sheet = fact_sheet(acme, Offer(), UNTIL)
    assert not values(sheet, FactKind.CAPABILITY, FactKind.PROOF, FactKind.PRICE, FactKind.SELLER)
    assert sheet.pairings == ()


def test_a_promise_of_ours_is_due_until_something_went_out(acme: Dossier) -> None:
    def due(dossier: Dossier) -> list[date]:
        return [fact.due for fact in fact_sheet(dossier, Offer(), UNTIL).of(FactKind.PROMISE) if fact.due]

    assert due(acme) == [date(2026, 11, 16)]
    sent = TimelineEntry(datetime(2026, 11, 15, 4, tzinfo=UTC), "email", "out", "Mei Lin (HR manager)")
    assert due(replace(acme, timeline=(sent, *acme.timeline))) == []


def test_a_task_is_for_our_own_eyes_unless_it_names_what_is_owed(acme: Dossier) -> None:
    tasks = (
        Promise("Chase the grumpy CFO", "task in the CRM", "rep"),
        Promise("Send quote", "task in the CRM", "rep"),
    )
    sheet = fact_sheet(replace(acme, promises=tasks), Offer(), UNTIL)
    assert values(sheet, FactKind.PROMISE) == ["Send quote"]


def test_only_whom_we_write_to_said_it(acme: Dossier) -> None:
    mine = talk(("prospect", PAIN))
    theirs = talk(
        ("prospect", "We were fined once, and the errors were ours."), contact="Gerald Tan", days_ago=9
    )
    nobody = talk(("", "Our timesheets are always wrong and late."), contact="", days_ago=20)
    sheet = fact_sheet(replace(acme, conversations=(mine, theirs, nobody)), Offer(), UNTIL)
    assert [fact.speaker for fact in sheet.of(FactKind.PAIN)] == ["prospect", "", ""]


def test_a_note_is_the_reps_and_the_reps_sentences_are_nobodys_needs(acme: Dossier) -> None:
    note = talk(("", "Payroll errors each month, they lose two days on corrections."), transcript=False)
    ours = talk(("rep", "So you lose two days each month on wrong timesheets."))
    sheet = fact_sheet(replace(acme, conversations=(note, ours)), Offer(), UNTIL)
    pains = list(sheet.of(FactKind.PAIN))
    assert [(fact.speaker, fact.source) for fact in pains] == [("rep", "note of 22 Nov, 00:00")]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_no_fact(acme: Dossier, text: str) -> None:
    hostile = replace(
        acme,
        company=replace(acme.company, name=text, industry=text, country=text),
        contacts=(Contact(text, text),),
        conversations=(talk(("prospect", f"We lose days on this problem: {text}"), contact=text),),
        promises=(Promise(f"I'll send the quote. {text}", "call of 3 Nov", "rep", UNTIL, UNTIL),),
        card=replace(acme.card, service=text, company=text),
    )
    offer = Offer(seller=text)
    told = " ".join(fact.value for fact in fact_sheet(hostile, offer, UNTIL).facts)
    for piece in (
        "ignore",
        "system",
        "<",
        "http",
        "{",
        "instruksi",
        "忽略",
        "\u200b",
        "\u202e",
        "\n",
        "aaaaa",
        "Pаypal",
    ):
        assert piece not in told


@settings(max_examples=60, deadline=None)
@given(dossiers(), offers)
def test_any_dossier_gives_clean_facts(dossier: Dossier, offer: Offer) -> None:
    sheet = fact_sheet(dossier, offer, ON)
    ids = {fact.id for fact in sheet.facts}
    for fact in sheet.facts:
        assert fact.value
        assert fact.value.isprintable()
        assert len(fact.value) <= 200
        assert not set("<>{}[]") & set(fact.value)
    for pair in sheet.pairings:
        assert {pair.capability} | ({pair.pain, pair.proof} - {""}) <= ids
    assert len(values(sheet, FactKind.TIME)) == 2


def test_two_working_days_are_proposed() -> None:
    assert list(slots(date(2026, 11, 25))) == ["Thu 26 Nov, 10:00", "Fri 27 Nov, 15:00"]
    for days in range(14):
        assert not [slot for slot in slots(UNTIL + timedelta(days)) if slot.startswith(("Sat", "Sun"))]


def test_a_client_is_offered_what_they_do_not_have(acme: Dossier) -> None:
    client = replace(
        acme,
        card=replace(
            acme.card, state=FunnelState.CLIENT, other_services=((2, "Time Clock", FunnelState.CLIENT),)
        ),
    )
    sheet = fact_sheet(client, SAMPLE_OFFER, UNTIL)
    assert values(sheet, FactKind.SERVICE) == ["Rostering", "Payroll"]
    assert all("payroll" in one.lower() for one in values(sheet, FactKind.CAPABILITY))


def test_nothing_internal_is_a_fact(sheet: FactSheet) -> None:
    told = " ".join(fact.value.lower() for fact in sheet.facts)
    assert "hot lead" not in told
    assert "score" not in told


def test_sentences_that_worked_are_facts_with_their_call(acme: Dossier) -> None:
    good = WorkedLine(Move.UNDERSTANDING, "How do you plan the shifts today?", "call of 3 Mar", 4, 6, 9)
    bad = replace(good, text="See http://x.example")
    sheet = fact_sheet(acme, Offer(), UNTIL, worked=(bad, good))
    assert [(fact.value, fact.source) for fact in sheet.of(FactKind.WORKED)] == [(good.text, good.call)]
    assert sheet.worked == (good,)


def test_language_is_the_crms_word() -> None:
    base = next(iter(sample_dossiers(4)))
    for country, properties, wanted in (
        ("Indonesia", {}, "id"), ("Malaysia", {}, "ms"), ("Singapore", {}, "en"), ("Malaysia", {"Preferred language": "English"}, "en"),
    ):  # fmt: skip
        company = replace(base.company, country=country, properties=properties)
        assert fact_sheet(replace(base, company=company), Offer(), UNTIL).language == wanted
