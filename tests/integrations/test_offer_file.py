from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from integrations.offer_file import MOST_BYTES, offer_proposal, offer_text, parse_offer, read_offer
from ml.errors import BadInput
from ml.offer import Capability, Offer, Proof
from ml.sample_offer import SAMPLE_OFFER


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "offer.yaml"
    file.write_text(offer_text(SAMPLE_OFFER, headline="Generated."), encoding="utf-8")
    assert file.read_text(encoding="utf-8").startswith("# Generated.\n")
    assert read_offer(file) == SAMPLE_OFFER


Claim = tuple[str, tuple[str, ...], tuple[str, ...]]
lines = (
    st.text(st.characters(blacklist_categories=["Cs"]), min_size=1, max_size=40)
    .map(lambda text: " ".join(text.split()))
    .filter(bool)
)
claims = st.tuples(lines, st.lists(lines, max_size=3).map(tuple), st.lists(lines, max_size=2).map(tuple))


@given(
    lines,
    st.lists(claims, max_size=3),
    st.lists(claims, max_size=2),
    st.dictionaries(lines, lines, max_size=2),
)
def test_any_offer_survives_its_file(
    seller: str, claimed: list[Claim], cases: list[Claim], prices: dict[str, str]
) -> None:
    offer = Offer(
        seller,
        tuple(Capability(*one) for one in claimed),
        tuple(Proof(*one) for one in cases),
        tuple(prices.items()),
        (seller,),
    )
    assert parse_offer(offer_text(offer, headline=seller)) == offer


def test_no_file_and_an_empty_one_offer_nothing(tmp_path: Path) -> None:
    assert read_offer(tmp_path / "none.yaml") == Offer()
    assert parse_offer("") == parse_offer(offer_proposal()) == Offer()


def test_the_proposal_works_when_its_lines_are_switched_on() -> None:
    switched_on = re.sub(
        r"(?m)^# (?=\s*(?:- text|meets|services|Rostering|seller|hosts|capabilities|cases|prices)\b)",
        "",
        offer_proposal(),
    )
    offer = parse_offer(switched_on)
    assert (offer.seller, len(offer.capabilities), len(offer.proofs), len(offer.prices)) == (
        "Kerjahub",
        1,
        1,
        1,
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("capability: []", "“capability” is not known here"),
        ("[1, 2]", "should be lines of"),
        ("seller: [a]", "`seller:`: put the text in quotation marks"),
        ("seller: no", "`seller:`: put the text in quotation marks"),
        ("capabilities: {text: x}", "should be a list of entries"),
        ("capabilities:\n- meets: [a]", "entry 1 needs `text:`"),
        ("capabilities:\n- text: a\n  meet: [b]", "entry 1: “meet” is not known"),
        ("capabilities:\n- text: a\n  meets: b", "entry 1, `meets:` should be a list"),
        ("cases:\n- text: " + "a" * 300, "300 signs; 200 are the most"),
        ("prices:\n  Payroll: 4", "“Payroll”: put the text in quotation marks"),
        ("seller: 'open", "is not YAML"),
        ("seller: 2026-13-45", "can be read"),
        ("a: !!python/object/apply:os.system [ls]", "is not YAML"),
        ("[" * 3000, "is not YAML"),
        ("a" * (MOST_BYTES + 1), "larger than 200 kB"),
    ],
)
def test_every_mistake_is_one_sentence(text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told) as error:
        parse_offer(text)
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 300


def test_bombs_and_other_encodings_are_refused(tmp_path: Path) -> None:
    bomb = "a: &a [x]\n" + "\n".join(
        f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]" for a, b in zip("abcdefghij", "bcdefghijk", strict=True)
    )
    with pytest.raises(BadInput, match="not known here"):
        parse_offer(bomb)
    file = tmp_path / "offer.yaml"
    file.write_bytes("seller: Käse".encode("utf-16"))
    with pytest.raises(BadInput, match="UTF-8"):
        read_offer(file)
    file.write_bytes(b"a" * (MOST_BYTES + 1))
    with pytest.raises(BadInput, match="200 kB"):
        read_offer(file)


def test_the_sample_offers_every_service_and_says_that_it_is_generated() -> None:
    told = yaml.safe_load(offer_text(SAMPLE_OFFER, headline="x"))
    services = {service for one in told["capabilities"] for service in one["services"]}
    assert services == set(told["prices"]) == {"Rostering", "Time Clock", "Payroll"}
    assert 4 <= len(told["cases"]) <= 6
