"""Ten thousand snapshots from raw tables to saved models: time and memory of a process of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from timeit import default_timer

TITLE = "Training, end to end: prepare, four models, evaluate, save"
SNAPSHOTS, QUICK_SNAPSHOTS = 10_000, 2_000
SNAPSHOTS_A_PURSUIT = 3.2
SECONDS, BYTES = 60.0, 2**30

Row = tuple[str, str, str, bool]


def run(quick: bool = False) -> list[Row]:  # noqa: FBT002 - the interface of all benchmarks
    """Train in a fresh process, so that its greatest memory is that of the training."""
    wanted = QUICK_SNAPSHOTS if quick else SNAPSHOTS
    pursuits = str(round(wanted / SNAPSHOTS_A_PURSUIT))
    done = subprocess.run(  # noqa: S603 - this very module
        [sys.executable, "-m", "tests.benchmarks.training", pursuits],
        check=True,
        capture_output=True,
        text=True,
    )
    told = json.loads(done.stdout)
    return [
        ("snapshots learned from", f"{told['snapshots']:,}", f"about {wanted:,}", True),
        ("wall time", f"{told['seconds']:.1f} s", f"< {SECONDS:.0f} s", told["seconds"] < SECONDS),
        ("CPU time of all cores", f"{told['cpu']:.1f} s", "–", True),
        ("greatest memory", f"{told['bytes'] / 2**20:.0f} MiB", "< 1,024 MiB", told["bytes"] < BYTES),
        ("models saved", ", ".join(told["models"]), "4", len(told["models"]) == 4),
    ]


def _measure(pursuits: int) -> dict[str, object]:
    import resource
    from time import process_time

    from integrations.model_files import Manifest, ModelFiles
    from ml.data_preparation import prepare
    from ml.train import train
    from tests.planted_company import END, planted_company

    raw = planted_company(pursuits)
    started, cpu = default_timer(), process_time()
    trained = train(prepare(raw).tables, as_of=END)
    with tempfile.TemporaryDirectory() as folder:
        files = ModelFiles(Path(folder))
        for name, content in trained.contents().items():
            files.save(
                content, Manifest(name, "v", END.isoformat(), trained.digest, 0, trained.features_of(name))
            )
        saved = sorted(path.stem for path in Path(folder).glob("*.skops"))
    return {
        "snapshots": trained.report["next_step"]["rows"],
        "seconds": default_timer() - started,
        "cpu": process_time() - cpu,
        "bytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024,
        "models": saved,
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(_measure(int(sys.argv[1]))))
