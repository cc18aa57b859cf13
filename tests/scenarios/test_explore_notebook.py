"""The notebook runs top to bottom on the sample company that it makes, in a process of its own, and leaves nothing behind."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.settings import SETTINGS
from integrations.model_files import Manifest, ModelFiles
from ml.cuss_examples import written_examples
from ml.cuss_tagger import digest_of
from tests.trained_once import Trained

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "docs" / "explore.ipynb"
# In a process of its own: what Jupyter warns of and which sockets it opens is none of these tests' business.
RUN = """
import sys
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
nbformat.validate(notebook)
NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": sys.argv[2]}}).execute()
nbformat.write(notebook, sys.argv[2] + "/ran.ipynb")
"""


def cells(path: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return found


@pytest.fixture
def ran(tmp_path: Path, trained_once: Trained) -> list[dict[str, Any]]:
    """The cells after they ran; the tagger is the one that all tests share, for it takes long to train."""
    examples = written_examples()
    digest = digest_of(examples)
    figures = {"sentences": len(examples), "cues": digest_of(())}
    files = ModelFiles(tmp_path / "sales-assistant-explore" / "models")
    files.save(trained_once(examples), Manifest("cuss", f"cuss-{digest[:8]}", "", digest, 0, figures=figures))
    own = {"TMPDIR": tmp_path, "PYTHONPATH": ROOT, "IPYTHONDIR": tmp_path / "ipython"}
    own |= {f"JUPYTER_{name}_DIR": tmp_path / "jupyter" for name in ("CONFIG", "DATA", "RUNTIME")}
    kept = {name: value for name, value in os.environ.items() if name not in {one.name for one in SETTINGS}}
    done = subprocess.run(  # noqa: S603 - our own notebook in our own interpreter
        [sys.executable, "-c", RUN, str(NOTEBOOK), str(tmp_path)],
        env=kept | {name: str(value) for name, value in own.items()},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return cells(tmp_path / "ran.ipynb")


def test_it_runs_top_to_bottom(ran: list[dict[str, Any]]) -> None:
    shown = [output for cell in ran for output in cell.get("outputs", ())]
    assert not [output for output in shown if output["output_type"] in {"error", "stream"}]
    html = "".join("".join(output.get("data", {}).get("text/html", "")) for output in shown)
    assert html.count("<section") >= 8
    assert html.count("<svg") >= 8
    assert "its round was set aside" in html or "table" in html
    assert "by_time" in html


def test_it_is_kept_without_what_it_showed() -> None:
    for cell in cells(NOTEBOOK):
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None
        assert len(cell["source"]) <= 20, cell["source"]
    text = NOTEBOOK.read_text(encoding="utf-8")
    assert not [word for word in ("/work", "/home", "/root") if word in text]
