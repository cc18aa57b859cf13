"""Which stage is which state: guessed with reasons, read with its mistakes named, in force once accepted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrations.crm_mapping import (
    CrmMapping,
    accept,
    accepted,
    guess,
    parse_mapping,
    propose,
    require_accepted,
)
from integrations.intake_rows import DEFAULT_SERVICE
from integrations.store import Store
from integrations.systems import CrmProperty, CrmRecord, Pipeline, Portal, Stage
from ml.errors import BadInput, Refused
from ml.funnel import FunnelState as S

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SALES = Pipeline(
    "default",
    "Sales Pipeline",
    (
        Stage("appointmentscheduled", "Appointment Scheduled", 0.2),
        Stage("qualifiedtobuy", "Qualified To Buy", 0.4),
        Stage("presentationscheduled", "Presentation Scheduled", 0.6),
        Stage("decisionmakerboughtin", "Decision Maker Bought-In", 0.8),
        Stage("closedwon", "Closed Won", 1.0, closed=True),
        Stage("closedlost", "Closed Lost", 0.0, closed=True),
    ),
)
ODD = Pipeline("7", "Renewals", (Stage("70", "Zzz"), Stage("71", "Closed Won", None, closed=True)))
PRODUCT = CrmProperty("product_line", "Product line", "enumeration", {"r": "Rostering", "p": "Payroll"})
SHORT = """
pipelines:
  - id: a
    label: One
    stages: [{id: s, label: New, state: LEAD}, {id: t, label: Demo, state: prospect}]
  - id: b
    label: Two
    stages: [{id: s, label: New, state: Cold Lead}, {id: u, label: Odd}]
"""


def test_the_default_pipeline_is_guessed_as_its_admin_means_it() -> None:
    mapping = guess([SALES], [])
    assert {stage.id: stage.state for stage in mapping.stages} == {
        "appointmentscheduled": S.HOT_LEAD,
        "qualifiedtobuy": S.QUALIFIED_OPPORTUNITY,
        "presentationscheduled": S.PROSPECT,
        "decisionmakerboughtin": S.PROSPECT,  # its words say bought, HubSpot says open
        "closedwon": S.CLIENT,
        "closedlost": S.UNQUALIFIED,
    }
    assert mapping.open_stages == []


def test_a_proposal_gives_its_reasons_and_is_usable_unchanged() -> None:
    text = propose([SALES, ODD], [PRODUCT], portal=Portal("4711"))
    assert "HubSpot account 4711" in text
    assert "state: PROSPECT  # “presentation”: at or after the demo; HubSpot says 60 %" in text
    assert "state: null  # unknown word: please fill in the state" in text
    mapping = parse_mapping(text)
    assert mapping.open_stages == ["“Zzz” of “Renewals”"]
    assert mapping.state_of("71") is S.CLIENT
    assert mapping.service_of({"product_line": "r"}) == "Rostering"
    with pytest.raises(BadInput, match="“Zzz” of “Renewals”"):
        mapping.require_whole()
    parse_mapping(text.replace("null", "LEAD")).require_whole()


def test_a_stage_without_a_known_word_is_guessed_by_its_probability() -> None:
    """Only where there is neither a known word nor a probability, somebody has to fill in the state."""
    chances = (0.0, 0.1, 0.2, 0.39, 0.4, 0.6, 1.0)
    stages = tuple(Stage(str(place), f"Zzz {place}", chance) for place, chance in enumerate(chances))
    closed = (Stage("won", "Yyy", 1.0, closed=True), Stage("lost", "Xxx", 0.0, closed=True))
    text = propose([Pipeline("p", "P", (*stages, *closed))], [], portal=None)
    assert "state: HOT_LEAD  # unknown word; HubSpot says 20 %: please check" in text
    mapping = parse_mapping(text)
    assert [one.state for one in mapping.stages] == [
        S.LEAD, S.LEAD, S.HOT_LEAD, S.HOT_LEAD, S.QUALIFIED_OPPORTUNITY, S.PROSPECT, S.PROSPECT, S.CLIENT, S.UNQUALIFIED,
    ]  # fmt: skip
    assert mapping.open_stages == []


def test_deals_are_won_out_of_the_last_open_stage() -> None:
    stages = (Stage("1", "New", 0.1), Stage("2", "Interested", 0.5), Stage("3", "Won", 1.0, closed=True))
    assert guess([Pipeline("p", "P", stages)], []).state_of("2") is S.PROSPECT


@pytest.mark.parametrize(
    ("properties", "chosen"),
    [
        ([], None),
        ([CrmProperty("service", "Service", "string"), PRODUCT], "product_line"),  # choices before free text
        ([CrmProperty("service", "Service", "number")], None),
        ([CrmProperty("x1", "Product", "string")], "x1"),
        ([CrmProperty("hs_product", "Product", "string")], None),
    ],
)
def test_the_property_that_names_the_service(properties: list[CrmProperty], chosen: str | None) -> None:
    assert guess([SALES], properties).service.property == (chosen or "")


def test_services_by_property_by_pipeline_or_constant() -> None:
    mapping = guess([SALES], [PRODUCT])
    assert mapping.service_of({"product_line": "r;p"}) == "Rostering, Payroll"
    assert mapping.service_of({"product_line": " new  one "}) == "new one"
    assert mapping.service_of({"product_line": 5}) == DEFAULT_SERVICE
    by_pipeline = parse_mapping(SHORT + "service: {pipeline: true, constant: Other}\n")
    assert by_pipeline.service_of({"pipeline": "b"}) == "Two"
    assert by_pipeline.service_of({"pipeline": "c"}) == "Other"
    assert len(mapping.service_of({"product_line": "x" * 5000})) == 200


def test_the_deals_pipeline_decides_where_two_have_the_same_stage() -> None:
    mapping = parse_mapping(SHORT)
    assert (mapping.state_of("s"), mapping.state_of("s", "b"), mapping.state_of("x")) == (
        S.LEAD,
        S.COLD_LEAD,
        None,
    )
    assert mapping.label_of("s", "b") == "New (Two)"
    assert (mapping.label_of("t"), mapping.label_of("9")) == ("Demo", "9")
    assert mapping.unknown([ODD]) == ["“Zzz” of “Renewals”", "“Closed Won” of “Renewals”"]


def test_another_meaning_has_another_digest() -> None:
    texts = [SHORT, SHORT.replace("LEAD}", "HOT_LEAD}"), SHORT + "service: {constant: X}\n"]
    texts.append(SHORT + "creation_properties: {deals: [kind]}\n")
    assert len({parse_mapping(text).digest for text in texts}) == len(texts)
    assert parse_mapping(SHORT).digest == parse_mapping("# said\n" + SHORT).digest


def test_properties_known_at_creation() -> None:
    mapping = parse_mapping(SHORT + "creation_properties:\n  deals: [kind]\n  companies:\n    - segment\n")
    assert (mapping.of_rounds, mapping.of_companies) == (("kind",), ("segment",))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "mapping.yaml needs `pipelines:`"),
        ("a: [", "mapping.yaml, line 1 is not YAML"),
        ("- a", "mapping.yaml should be lines of `name: value`"),
        ("pipelnes: []", "“pipelnes” is not known here (did you mean “pipelines”?)"),
        ("pipelines: x", "needs `pipelines:`"),
        ("pipelines: [{label: x}]", "pipeline 1 needs its `id:`"),
        ("pipelines: [{id: x, stages: y}]", "pipeline 1 (“x”): `stages:` should be a list"),
        ("pipelines: [{id: x, stages: [{label: y}]}]", "stage 1 of “x” needs its `id:`"),
        ("pipelines: [{id: x, label: P, stages: [{id: y, label: L, state: LED}]}]", "“L” of “P”: “LED” is no funnel state"),
        ("pipelines: [{id: x, stages: [{id: y}, {id: y}]}]", "stands twice"),
        (SHORT + "service: {pipeline: maybe}", "`pipeline:` is true or false"),
        (SHORT + "service: {names: [a]}", "`names:` should be lines"),
        (SHORT + "creation_properties: {deals: x}", "`deals:` should be a list"),
        (SHORT + "service: {}\nservice: {}", "stands twice"),
    ],
)  # fmt: skip
def test_mistakes_are_told_with_their_place(text: str, sentence: str) -> None:
    with pytest.raises(BadInput) as told:
        parse_mapping(text)
    assert sentence in str(told.value)


_text = st.text(max_size=40)


@given(st.lists(st.tuples(_text, _text), max_size=5), _text)
def test_whatever_labels_a_portal_has_its_proposal_can_be_read(
    stages: list[tuple[str, str]], label: str
) -> None:
    unlike = {id_.strip(): name for id_, name in stages if id_.strip()}
    pipeline = Pipeline("p", label, tuple(Stage(id_, name) for id_, name in unlike.items()))
    mapping = guess([pipeline], [CrmProperty("service", "x", "enumeration", unlike)])
    assert [stage.id for stage in mapping.stages] == list(unlike)


def test_a_portal_without_pipelines_has_a_proposal_too() -> None:
    assert guess([], []) == CrmMapping()


def test_what_is_accepted_is_in_force(store: Store) -> None:
    assert accepted(store.facts) is None
    with pytest.raises(BadInput, match="“Odd” of “Two”"):
        accept(store.facts, SHORT, now=NOW)
    accept(store.facts, SHORT.replace("label: Odd", "label: Odd, state: LEAD"), now=NOW, by="ada@team.test")
    found = accepted(store.facts)
    assert found is not None
    assert found.state_of("u") is S.LEAD
    assert store.facts.get("crm_mapping")["by"] == "ada@team.test"


def test_a_guess_is_nothing_to_train_on(sqlite_store: Store) -> None:
    require_accepted(sqlite_store)
    sqlite_store.landing.take("deals", [CrmRecord("deals", "1", {}, NOW, {}, ())], now=NOW)
    with pytest.raises(Refused, match="still a guess"):
        require_accepted(sqlite_store)
    accept(sqlite_store.facts, SHORT.replace("label: Odd", "label: Odd, state: LEAD"), now=NOW)
    require_accepted(sqlite_store)


@pytest.mark.parametrize("nothing", ["", "null", "~", "Null"])
def test_what_is_left_empty_may_be_written_as_null(nothing: str) -> None:
    text = SHORT + f"service: {nothing}\ncreation_properties:\n  deals: {nothing}\n  companies: {nothing}\n"
    assert parse_mapping(text).digest == parse_mapping(SHORT).digest
