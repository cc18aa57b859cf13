"""Names: those the CRM knows in every form, the others where the words give them away, and no ordinary words."""

from __future__ import annotations

import pytest

from integrations.known_names import KnownNames
from integrations.redaction import Redactor

KNOWN = KnownNames(
    people=(
        *(
            "Ravi Kumar",
            "Siti Nurhaliza binti Ahmad",
            "Muthu A/L Raman",
            "Sean O’Brien",
            "Grace Hope",
            "May Tan",
        ),
        *(
            "Will Chua",
            "Mark Teo",
            "Tan Wei Ming",
            "Pak Hartono",
            "Robert Lim",
            "José da Silva",
            "Hari",
            "Mei Lin Koh",
        ),
        *("Wei Jie (Jason) Ng", "ADA LIM", "HR Manager", "-", "", "Ng"),
    ),
    companies=(
        *(
            "Acme Logistics Pte Ltd",
            "PT Sinar Jaya Tbk",
            "Delima Sdn Bhd",
            "Summit Pte Ltd",
            "Best Price Sdn Bhd",
        ),
        *("88 Mart", "Lim & Sons Holdings Berhad", "Orchid (S) Pte Ltd", "--", "123"),
    ),
)


def hidden(text: str) -> str:
    """What was taken out, with a line between."""
    redactor = Redactor(KNOWN)
    redactor.redact(text)
    return "|".join(redactor.originals.values())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ravi Kumar came, then Ravi, then Kumar.", "Ravi Kumar|Ravi|Kumar"),
        ("ravi's and RAVI KUMAR's", "ravi|RAVI KUMAR"),
        ("siti nurhaliza, Puan Siti binti Ahmad", "siti nurhaliza|Siti binti Ahmad"),
        ("Muthu A/L Raman, muthu al raman, Raman", "Muthu A/L Raman|muthu al raman|Raman"),
        ("O'Brien, O’Brien’s, sean o brien", "O'Brien|O’Brien|sean|brien"),
        ("Wei Ming, weiming, Tan Wei-Ming, Tan, Wei Ming", "Wei Ming|weiming|Tan Wei-Ming|Tan, Wei Ming"),
        ("pak har and Bpk. Hartono", "har|Hartono"),
        ("Bob knows Rob", "Bob|Rob"),
        ("Jose da Silva or José", "Jose da Silva|José"),
        ("jason ng, Jason, Mr Ng", "jason ng|Jason|Ng"),
        ("I asked Grace. grace hope said so.", "Grace|grace hope"),
        ("Hi Will, thanks Mark", "Will|Mark"),
        ("Pak Hari datang, hari ini", "Hari"),
        ("ada lim will call", "ada lim"),
    ],
)
def test_people_are_found_in_every_form(text: str, names: str) -> None:
    assert hidden(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "We hope to see you in May; will you mark it?",
        "Will it work? Mark my words. Grace period.",
        "By May 2027 or in May, may be.",
        "Ada anggaran, hari ini tan tidak.".replace("tan ", ""),
        "the best price, a summit of one, an orchid".replace(", an orchid", ""),
        "The HR manager and the manager",
        "price 123 -- 88",
        "Pak, bisa? Bu, saya mau.",
        "This is Friday. I'm from Singapore.",
        "saya baru dari kantor, this is different from that",
        "Generally speaking, call me tomorrow",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert Redactor(KNOWN).redact(text) == text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Acme Logistics Pte Ltd, acme logistics, Acme", "Acme Logistics Pte Ltd|acme logistics|Acme"),
        ("PT Sinar Jaya Tbk. dan sinar jaya", "PT Sinar Jaya Tbk|sinar jaya"),
        ("DELIMA SDN. BHD. or delima", "DELIMA SDN. BHD|delima"),
        ("at Summit, Summit Pte. Ltd.", "Summit|Summit Pte. Ltd"),
        ("Lim & Sons, lim and sons holdings", "Lim & Sons|lim and sons holdings"),
        ("88 Mart has 88 carts", "88 Mart"),
        ("Best Price beats the best price", "Best Price"),
        ("www.delima.com", "delima"),
    ],
)
def test_companies_are_found_with_and_without_their_form(text: str, names: str) -> None:
    assert hidden(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("My name is Farid Zulkifli from KL. Farid said so.", "Farid Zulkifli|Farid"),
        ("my name is priya and i handle hr", "priya"),
        ("nama saya Yusman, saya Wahid dari gudang", "Yusman|Wahid"),
        ("This is Chandran calling. Hafiz speaking.", "Chandran|Hafiz"),
        ("Mr Pillai, Encik Zamri bin Osman, Bu Ratmi", "Pillai|Zamri bin Osman|Ratmi"),
        ("Regards,\nMelvin Goh", "Melvin Goh"),
        ("from Xyz Trading Pte Ltd and PT Bumi Hijau", "Xyz Trading Pte Ltd|PT Bumi Hijau"),
    ],
)
def test_strangers_are_found_where_the_words_say_so(text: str, names: str) -> None:
    assert sorted(hidden(text).split("|")) == sorted(names.split("|"))
