"""Write the generated sample company as a customer's files: CSV exports, a recordings' folder, a mapping."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from integrations.offer_file import offer_text
from ml.records import Person
from ml.sample_company import dice_for, sample_company
from ml.sample_exports import SampleTable, export
from ml.sample_offer import SAMPLE_OFFER
from ml.sample_records import SampleCompany

RECORDINGS = "recordings"
MAPPING_NAME = "mapping.yaml"
OFFER_NAME = "offer.yaml"
OFFER_HEADLINE = "What the sample company offers; its cases are generated like the company itself."


@dataclass(frozen=True)
class SamplePaths:
    """Where the sample lies, and who its people are.

    Parameters
    ----------
    directory
        The folder with all of it: give it (or `exports`) to the import.
    exports
        The CSV files.
    recordings
        The folder of transcripts.
    mapping
        The mapping file for the import.
    people
        The sales team: reps first, then the manager; the import reads them from `Team.csv`.
    """

    directory: Path
    exports: tuple[Path, ...]
    recordings: Path
    mapping: Path
    people: tuple[Person, ...]


def make_sample_exports(directory: Path, *, seed: int = 7, until: date, pursuits: int = 2500) -> SamplePaths:
    """Make the sample company and write its files; the same seed and day write the same bytes.

    Parameters
    ----------
    directory
        A folder; made where it is missing, files of the same names are replaced.
    seed, until, pursuits
        As `ml.sample_company.sample_company` has them.

    The offer table is written beside the folder, where the bot reads it from.
    """
    company = sample_company(seed=seed, until=until, pursuits=pursuits)
    write_sample_offer(directory.parent / OFFER_NAME)
    return write_exports(directory, company, dice_for(seed, "exports"))


def write_exports(directory: Path, company: SampleCompany, dice: Random) -> SamplePaths:
    """Write a generated history as a customer's files; `dice` scatter what is no good among the rows."""
    tables = export(company, dice)
    directory.mkdir(parents=True, exist_ok=True)
    files = {
        "Team.csv": tables.team,
        "SA_Generic_ContactFilter.csv": tables.contacts,
        "SA_Generic.csv": tables.deals,
        "Deal_Stage_History.csv": tables.stages,
        "Activities.csv": tables.activities,
    }
    paths = [_write(directory / name, table) for name, table in files.items()]
    paths.append(_write(directory / "SA_BE.csv", tables.client_activities, separator=";"))
    recordings = _write_transcripts(directory / RECORDINGS, tables.transcripts.items())
    mapping = directory / MAPPING_NAME
    mapping.write_text(MAPPING, encoding="utf-8")
    people = tuple(Person(one.email, one.name, one.role, one.time_zone) for one in company.people)
    return SamplePaths(directory, tuple(paths), recordings, mapping, people)


def write_sample_offer(path: Path) -> None:
    """Write what the sample company offers, unless a file is there."""
    if not path.exists():
        path.write_text(offer_text(SAMPLE_OFFER, headline=OFFER_HEADLINE), encoding="utf-8")


def _write(path: Path, table: SampleTable, separator: str = ",") -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=separator)
        writer.writerow(table.columns)
        writer.writerows(table.rows)
    return path


def _write_transcripts(folder: Path, transcripts: Iterable[tuple[str, str]]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, text in transcripts:
        (folder / name).write_text(text, encoding="utf-8")
    return folder


# The stage of a deal is told by the stage history, with its moment and event; the deals' own file is asked
# for it only so that labels nobody knows are seen.
MAPPING = """\
# How the sample company's exports are read.
stages:
  New target: SALES_TARGET
  Contacted: LEAD
  Warm: HOT_LEAD
  Nurture: COLD_LEAD
  Qualified: QUALIFIED_OPPORTUNITY
  Demo agreed: PROSPECT
  Won: CLIENT
  Lost: UNQUALIFIED
dates: [iso, day_first]
time_zone: UTC
files:
  - file: Team.csv
    row: person
    columns: {Name: owner, Email: email, Role: role, Time Zone: time_zone}

  - file: SA_Generic_ContactFilter.csv
    row: contact
    columns:
      Contact ID: contact_id
      First Name: first_name
      Last Name: last_name
      Job Title: role
      Email: email
      Phone Number: phone
      Company ID: company_id
      Company Name: company
      Industry: industry
      Country: country
      Number of Employees: employees
      Company Domain Name: domain

  - file: SA_Generic.csv
    row: pursuit
    entry_state: New target
    columns:
      Deal ID: deal_id
      Deal Name: deal
      Company ID: company_id
      Company Name: company
      Service: service
      Deal Stage: stage
      Create Date: entered_at
      Deal Owner: owner
      Owner Email: owner_email
      Original Source: source
      Amount: value
      Closed Lost Reason: reason
      Temporary: temporary
      Look Again On: look_again_on
    ignore: [Close Date]   # the stage history tells it, with the event that brought it about

  - file: Deal_Stage_History.csv
    row: stage_change
    columns:
      Deal ID: deal_id
      Stage: stage
      Entered At: at
      Activity ID: touch_id
      Contact ID: contact_id

  - file: Activities.csv
    row: touch
    columns: &activity
      Activity ID: touch_id
      Type: channel
      Direction: direction
      Activity Date: at
      Answered: answered
      Duration (seconds): duration
      Call Status: call_status
      Outcome: result
      Company ID: company_id
      Company Name: company
      Deal ID: deal_id
      Service: service
      Contact ID: contact_id
      Owner: owner
      Owner Email: owner_email
      Body: text
      Transcript: transcript

  - file: SA_BE.csv   # interactions with existing clients, from another tool: semicolons, local time
    row: touch
    dates: day_first
    time_zone: Asia/Singapore
    columns: *activity
"""
