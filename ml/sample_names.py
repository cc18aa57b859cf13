"""Names and places of the generated sample company's world; nobody and nothing here is real."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SERVICES = ("Rostering", "Time Clock", "Payroll")
SINGAPORE, INDONESIA, MALAYSIA = "Singapore", "Indonesia", "Malaysia"
COUNTRIES = (SINGAPORE, INDONESIA, MALAYSIA)


@dataclass(frozen=True)
class Country:
    """What differs between the three markets."""

    time_zone: str
    legal_forms: tuple[str, ...]
    cities: tuple[str, ...]
    given: tuple[str, ...]
    family: tuple[str, ...]
    telephone: str
    domain: str


WORLD: Mapping[str, Country] = {
    SINGAPORE: Country(
        "Asia/Singapore",
        ("Pte Ltd", "Pte. Ltd.", "Group", "Holdings"),
        ("Tampines", "Jurong", "Bedok", "Woodlands", "Bugis", "Tuas", "Novena", "Punggol"),
        (
            "Mei", "Wei", "Jia Hui", "Kai", "Shu Fen", "Daniel", "Priya", "Arun", "Siti", "Farid", "Grace", "Marcus",
            "Hui Min", "Joel", "Kavitha", "Rachel", "Desmond", "Serene", "Imran", "Valerie",
        ),
        (
            "Tan", "Lim", "Lee", "Ng", "Wong", "Goh", "Chua", "Teo", "Koh", "Pillai", "Nair", "Rahman", "Yeo", "Ong",
            "Sim", "Low", "Chong", "Menon",
        ),
        "+65 6",
        "example.sg",
    ),
    INDONESIA: Country(
        "Asia/Jakarta",
        ("Tbk", "Indonesia", "Nusantara", "Persada"),
        ("Jakarta", "Bandung", "Surabaya", "Bekasi", "Tangerang", "Semarang", "Medan", "Denpasar"),
        (
            "Budi", "Dewi", "Rizky", "Putri", "Agus", "Sri", "Andi", "Ratna", "Bayu", "Lestari", "Dimas", "Wulan",
            "Hendra", "Intan", "Yusuf", "Maya", "Fajar", "Citra", "Eko", "Nadia",
        ),
        (
            "Santoso", "Wijaya", "Pratama", "Kusuma", "Hidayat", "Saputra", "Nugroho", "Lestari", "Siregar", "Halim",
            "Setiawan", "Gunawan", "Utami", "Maulana", "Permana", "Anggraini",
        ),
        "+62 21 ",
        "example.id",
    ),
    MALAYSIA: Country(
        "Asia/Kuala_Lumpur",
        ("Sdn Bhd", "Sdn. Bhd.", "Berhad", "Group"),
        ("Kuala Lumpur", "Shah Alam", "Penang", "Johor Bahru", "Klang", "Ipoh", "Melaka", "Seremban"),
        (
            "Aisyah", "Hafiz", "Nurul", "Amir", "Zul", "Farah", "Syafiq", "Lina", "Azman", "Kumar", "Divya", "Chee Keong",
            "Mei Yee", "Wei Ling", "Rashid", "Suraya", "Faizal", "Hana", "Jason", "Michelle",
        ),
        (
            "Abdullah", "Ismail", "Hassan", "Rahim", "Tan", "Lim", "Wong", "Subramaniam", "Othman", "Yusof", "Chan", "Lau",
            "Ibrahim", "Krishnan", "Zakaria", "Foo",
        ),
        "+60 3 ",
        "example.my",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Industry:
    """A line of business: what its companies are called, their size, and how well each service suits it.

    `fit` is in log-odds per service, in the order of SERVICES; `typical` is a typical head count.
    """

    name: str
    words: tuple[str, ...]
    typical: int
    fit: tuple[float, float, float]
    sites: str
    staff: str


INDUSTRIES: tuple[Industry, ...] = (
    Industry("Food & beverage", ("Kitchen", "Bistro", "Bakery", "Foods", "Noodle House", "Grill", "Kopitiam", "Catering"), 120, (0.7, 0.2, 0.1), "outlets", "crew"),
    Industry("Retail", ("Mart", "Stores", "Trading", "Fashion", "Optics", "Sports", "Home", "Pharmacy"), 180, (0.5, 0.2, 0.0), "stores", "staff"),
    Industry("Security services", ("Guards", "Security", "Protect", "Watch", "Shield"), 350, (0.6, 0.4, -0.2), "sites", "guards"),
    Industry("Cleaning & facilities", ("Cleaning", "Facilities", "Property Care", "Services"), 280, (0.4, 0.5, -0.1), "sites", "cleaners"),
    Industry("Health care", ("Clinic", "Dental", "Care", "Medical", "Physio"), 90, (0.4, -0.1, 0.2), "clinics", "nurses"),
    Industry("Manufacturing", ("Plastics", "Metal Works", "Packaging", "Electronics", "Textile", "Precision"), 400, (-0.1, 0.6, 0.3), "lines", "operators"),
    Industry("Logistics", ("Logistics", "Freight", "Express", "Warehousing", "Movers"), 220, (0.2, 0.5, 0.1), "depots", "drivers"),
    Industry("Hospitality", ("Hotel", "Resort", "Suites", "Spa"), 160, (0.5, 0.2, 0.2), "properties", "staff"),
    Industry("Education", ("Learning", "Academy", "Preschool", "Tuition"), 70, (-0.3, -0.2, 0.4), "centres", "teachers"),
    Industry("Professional services", ("Consulting", "Partners", "Engineering", "Design", "Legal"), 60, (-0.7, -0.4, 0.6), "offices", "people"),
    Industry("Fitness", ("Gym", "Fitness", "Yoga", "Climbing"), 45, (0.2, 0.1, -0.2), "studios", "trainers"),
)  # fmt: skip

FIRST_WORDS = (
    "Golden", "Merlion", "Straits", "Lotus", "Garuda", "Orchid", "Banyan", "Rimba", "Sinar", "Jaya", "Harmoni", "Bintang",
    "Cempaka", "Melati", "Angsana", "Tembusu", "Raffles", "Nusantara", "Mutiara", "Kencana", "Bahari", "Pelangi", "Sentosa",
    "Anggrek", "Kasturi", "Pacific", "Equator", "Monsoon", "Lion City", "Hillview", "Eastpoint", "Riverside", "Northgate",
    "Oceanic", "Summit", "Evergreen", "Blue Ribbon", "Silver Leaf", "Red Dot", "Sunrise", "Twin Peaks", "Heritage", "Prima",
    "Maju", "Cahaya", "Permata", "Delima", "Kenanga", "Tropika", "Dragonfly", "Kingfisher", "Hornbill", "Pandan", "Cengal",
    "Meranti", "Serai", "Kapas", "Intan", "Wira", "Satria", "Sejahtera", "Setia", "Bestari", "Gemilang", "Cemerlang",
    "Quayside", "Beacon", "Lantern", "Compass", "Anchor", "Harbour", "Pioneer", "Unity", "Vista", "Zenith", "Apex", "Cobalt",
    "Amber", "Jade", "Coral", "Ivory", "Saffron", "Tamarind", "Ginger", "Nutmeg", "Clove", "Pepper", "Cinnamon", "Vanilla",
)  # fmt: skip
SECOND_WORDS = (
    "", "", "", "", "", "", "One", "Plus", "Asia", "Prime", "Star", "Hill", "Bay", "Park", "Garden", "Bridge", "Point",
    "Valley", "Court", "Lane", "Bright", "Fresh", "Royal", "Urban", "Central", "East", "West", "Union",
)  # fmt: skip

# Roles of contacts; the first list decides, the second does not.
DECIDING_ROLES = ("HR director", "Managing director", "CFO", "Owner", "Head of operations")
OTHER_ROLES = (
    "HR manager", "HR executive", "Operations manager", "Payroll officer", "Office manager", "Area manager", "Finance executive",
)  # fmt: skip

SOURCES = ("Referral", "Website form", "Trade show", "Lead list", "Cold call")
EXISTING_CLIENT = "Existing client"

LASTING_REASONS = (
    "chose a competitor", "no budget", "too small for us", "building their own tool", "stopped answering",
    "head office decides abroad", "happy with the present vendor",
)  # fmt: skip
TEMPORARY_REASONS = (
    "budget frozen until next year", "contract with present vendor still runs", "new HR manager starts soon",
    "restructuring first", "busy with an audit", "asked to call again after the festive season",
)  # fmt: skip
