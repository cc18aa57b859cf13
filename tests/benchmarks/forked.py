"""Processes that tests kill: forked by a server that has imported everything, so that they begin within milliseconds."""

from __future__ import annotations

from multiprocessing import get_context

processes = get_context("forkserver")
processes.set_forkserver_preload(
    [
        "tests.benchmarks.sync_faults",
        "tests.benchmarks.deliveries",
        "integrations.hubspot_rows",
        "integrations.phone_numbers",
    ]
)
