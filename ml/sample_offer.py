"""What the generated sample company offers: its capabilities, prices, and cases that are generated like itself."""

from __future__ import annotations

from ml.offer import Capability, Offer, Proof

_ROSTERING, _TIME_CLOCK, _PAYROLL = ("Rostering",), ("Time Clock",), ("Payroll",)

_CAPABILITIES = (
    Capability(
        "Our roster fills the shifts by your rules, and your managers only adjust.",
        (
            "spreadsheet",
            "excel",
            "by hand",
            "two days",
            "dua hari",
            "jadual",
            "jadwal",
            "too many people",
            "in her head",
        ),
        _ROSTERING,
    ),
    Capability(
        "Our roster sends the approved hours straight to payroll.",
        (
            "payslip",
            "slip gaji",
            "wrong roster",
            "wrong hours",
            "hours come in late",
            "correct",
            "betulkan",
            "koreksi",
        ),
        _ROSTERING,
    ),
    Capability(
        "When somebody drops out, our app offers the shift to the others.",
        (
            "calls in sick",
            "show up",
            "tak datang",
            "tidak datang",
            "phone rings",
            "phone calls",
            "whatsapp",
            "no-show",
        ),
        _ROSTERING,
    ),
    Capability(
        "Our roster warns the manager before a shift turns into overtime.",
        ("overtime", "lembur", "ot", "hours too much", "kerja lebih masa"),
        _ROSTERING,
    ),
    Capability(
        "Your staff see each change of the roster on the phone at once.",
        ("changes too late", "lambat keluar", "jadwalnya telat", "complain", "mengeluh", "hear about"),
        _ROSTERING,
    ),
    Capability(
        "You see what a roster costs before you publish it.",
        ("cost", "budget", "outlets", "cheaper", "kos", "biaya", "cabang", "cawangan"),
        _ROSTERING,
    ),
    Capability(
        "Our time clock runs on any phone and knows faces.",
        ("clocking for", "buddy", "titip", "punch card", "kad punch", "mesin absen", "photo in a chat"),
        _TIME_CLOCK,
    ),
    Capability(
        "Our time clock shows only the hours that differ from the roster.",
        ("dispute", "timesheet", "keys it in", "key in", "sheet at the door", "paper", "kertas", "diketik"),
        _TIME_CLOCK,
    ),
    Capability(
        "Our clock works without a network and sends the times later.",
        ("internet", "network", "offline", "depot", "sinyal"),
        _TIME_CLOCK,
    ),
    Capability(
        "Our payroll checks each payslip against last month.",
        ("payslip", "slip gaji", "correct", "betulkan", "koreksi", "wrong", "mistake", "error"),
        _PAYROLL,
    ),
    Capability(
        "The hours flow into our payroll, so nobody keys them in twice.",
        ("nine days", "hours come in late", "midnight", "month end", "manual", "by hand", "lambat", "ribet"),
        _PAYROLL,
    ),
    Capability(
        "Our payroll keeps the rates of each country up to date.",
        ("fined", "contribution", "denda", "bpjs", "cpf", "epf", "socso", "pph"),
        _PAYROLL,
    ),
)

_CASES = (
    Proof(
        "A bakery chain with 40 outlets cut its overtime by a third with our roster.",
        ("overtime", "lembur", "spreadsheet", "excel", "outlets", "cheaper", "two days", "dua hari"),
        _ROSTERING,
    ),
    Proof(
        "A noodle chain with 12 outlets sent 31 wrong payslips a month before our roster, and 4 after it.",
        ("payslip", "slip gaji", "wrong roster", "correct"),
        _ROSTERING,
    ),
    Proof(
        "A cleaning firm with 280 people fills an open shift in 10 minutes with our roster.",
        ("calls in sick", "show up", "whatsapp", "phone calls", "tak datang", "tidak datang"),
        _ROSTERING,
    ),
    Proof(
        "A security firm with 350 guards put an end to clocking in for friends within 1 month.",
        ("clocking for", "buddy", "titip", "dispute", "punch card", "paper", "kertas"),
        _TIME_CLOCK,
    ),
    Proof(
        "A clinic group with 90 people went from 40 payslip corrections a month to 3.",
        ("payslip", "slip gaji", "correct", "wrong", "koreksi", "betulkan"),
        _PAYROLL,
    ),
    Proof(
        "A hotel with 160 people now closes its payroll in 2 days and not in 9.",
        ("nine days", "midnight", "month end", "manual", "by hand", "late"),
        _PAYROLL,
    ),
)

SAMPLE_OFFER = Offer(
    seller="Kerjahub",
    capabilities=_CAPABILITIES,
    proofs=_CASES,
    prices=(
        ("Rostering", "Rostering is 4 dollars a head each month, with support in it."),
        ("Time Clock", "The time clock is 2 dollars a head each month, with support in it."),
        ("Payroll", "Payroll is 5 dollars a head each month, with support in it."),
    ),
    hosts=("kerjahub.example",),
)
