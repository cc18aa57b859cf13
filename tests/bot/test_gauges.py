from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.gauges import Gauge, metrics_page
from integrations.store import Store
from ml.records import ModelRecord, Person

SAMPLE = re.compile(r'sales_assistant_\w+(\{\w+="(?:[^"\\\n]|\\.)*"\})? -?\d+(\.\d+)?')


def samples(page: str) -> dict[str, float]:
    lines = [line.rpartition(" ") for line in page.splitlines() if not line.startswith("#")]
    return {name.removeprefix("sales_assistant_"): float(value) for name, _, value in lines}


def test_it_is_prometheus_text(sqlite_store: Store, fixed_now: datetime) -> None:
    page = metrics_page(sqlite_store, fixed_now)
    assert page.endswith("\n")
    named = set[str]()
    for line in page.splitlines():
        if line.startswith("# "):
            assert re.fullmatch(r"# HELP sales_assistant_\w+ .+|# TYPE sales_assistant_\w+ gauge", line)
            named.add(line.split()[2])
        else:
            assert SAMPLE.fullmatch(line), line
            assert re.split(r"[{ ]", line)[0] in named


def test_what_a_label_holds_is_escaped() -> None:
    told = str(Gauge("x", "Such.", "of", {'a"b\\c\nd': 1})).splitlines()
    assert told[-1] == r'sales_assistant_x{of="a\"b\\c\nd"} 1'


def test_it_tells_the_state_of_the_store(sqlite_store: Store, fixed_now: datetime) -> None:
    store, an_hour_ago = sqlite_store, fixed_now - timedelta(hours=1)
    store.people.add(Person("ada@example.com", "Ada Lovelace", slack_id="U0ADA"))
    store.facts.put("data_as_of", an_hour_ago.isoformat())
    store.facts.put("job:score", {"at": an_hour_ago.isoformat(), "outcome": "9 pursuits scored"})
    store.facts.put("job:sync", {"at": fixed_now.isoformat(), "outcome": "refused: the token is Ada's"})
    store.models.add(ModelRecord("win", "win-1", an_hour_ago, "a"))
    page = metrics_page(store, fixed_now)
    told = samples(page)
    assert told["data_age_seconds"] == 3600
    assert told['job_last_run_age_seconds{job="score"}'] == 3600
    assert told['job_last_run_succeeded{job="score"}'] == 1
    assert told['job_last_run_succeeded{job="sync"}'] == 0
    assert told['model_age_seconds{question="win"}'] == 3600
    assert told['records{kind="companies"}'] == 0
    assert told['ratings{vote="up"}'] == 0
    assert told["scored_pursuits"] == 0
    assert not re.search("ada|U0ADA", page, re.IGNORECASE)


def test_what_has_no_value_yet_is_left_out(sqlite_store: Store, fixed_now: datetime) -> None:
    page = metrics_page(sqlite_store, fixed_now)
    assert "data_age_seconds" not in page
    assert "job_last_run" not in page
