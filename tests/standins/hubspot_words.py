"""What people of the small portal write: notes, subjects and the names of companies; all of it invented."""

from __future__ import annotations

COMPANIES = (
    *(
        "Acme",
        "Bukit Bakery",
        "Kopi Sudut",
        "Merlion Movers",
        "Tropika Dental",
        "Harbour Freight",
        "Nasi Lemak House",
    ),
    *(
        "Orchid Care",
        "Sentosa Security",
        "Lembah Logistics",
        "Pasar Segar",
        "Bayu Hotel",
        "Keppel Cleaning",
        "Satay Club",
    ),
    *(
        "Rimba Tours",
        "Tiong Clinics",
        "Straits Staffing",
        "Warung Digital",
        "Melati Textiles",
        "Gading Foods",
    ),
)
FORMS = ("Pte Ltd", "Sdn Bhd", "Holdings")
SERVICES = ("Rostering", "Time Clock", "Payroll")
PEOPLE = (
    *(
        "Mei Lim",
        "Farid Rahman",
        "Priya Nair",
        "Wei Tan",
        "Siti Hassan",
        "Daniel Goh",
        "Kavitha Pillai",
        "Hafiz Osman",
    ),
    *("Grace Teo", "Arun Menon", "Nurul Izzah", "Jia Hui Ng", "Azlan Yusof", "Rachel Wong", "Budi Santoso"),
)
TITLES = ("HR Manager", "Operations Director", "Owner", "Finance Manager", "Payroll Executive")

NOTES_GOING_WELL = (
    "Spoke with {first}. They roster 120 staff in Excel, takes two days a week. Wants a demo with the outlet managers next week.",
    "{first} sangat berminat. Masalah utama: staf lupa punch kad. Set demo hari Khamis, bos pun join.",
    "Good call. Payroll run takes 4 days because of overtime. {first} asked for a proposal for 3 outlets by Friday.",
    "<p>Met <b>{first}</b> at the office.</p><ul><li>Pain: late rosters, no-shows</li><li>Budget approved</li></ul><p>Next: pilot at 2 outlets, start Monday &amp; review after two weeks.</p>",
    "Demo went well, {first} setuju nak cuba pilot. Minta quotation untuk 80 pax.",
)
NOTES_GOING_BADLY = (
    "{first} says not now, they just renewed with another vendor. Try again after the year end.",
    "Tak angkat, dah tiga kali call. Hantar WhatsApp je.",
    "<div>Price too high for them.<br>{first} will &quot;think about it&quot;. No date given.</div>",
    "Boss tak approve bajet tahun ni. {first} kata mungkin tahun depan.",
    "Voicemail again. No reply to the last two emails.",
)
SUBJECTS = ("Proposal for {company}", "Re: demo on Thursday", "Quotation {service}", "Following up, {first}")
MAILS = (
    "Hi {first}, thanks for your time today. As discussed, {service} would save your managers about a day a week. Shall we meet on Tuesday?",
    "Salam {first}, terima kasih atas masa tadi. Saya lampirkan sebut harga untuk {service}.",
    "Dear {first}, just checking whether you had the chance to look at the proposal.",
)
TASKS = ("Call {first} back", "Send quotation to {company}", "Prepare the demo for {company}")
LOST_BECAUSE = ("Price", "Went with another vendor", "No budget this year", "Stopped answering")
