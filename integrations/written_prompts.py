"""The prompts of the language model, one file for each task, and their versions."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import get_args

from integrations.writing import Task

TASKS: tuple[Task, ...] = get_args(Task)


def prompt(task: Task) -> str:
    """What the model is told before the material of a task."""
    return _read(task)[1]


def version() -> str:
    """The versions of all prompts, as they are kept with what was written: 'pitch 1, repair 1, …'."""
    return ", ".join(f"{task} {_read(task)[0]}" for task in TASKS)


@cache  # files of the package: they do not change while it runs
def _read(task: Task) -> tuple[str, str]:
    """Version and text of a prompt."""
    text = (files("integrations") / "prompts" / f"{task}.md").read_text(encoding="utf-8")
    first, _, rest = text.partition("\n")
    return first.removeprefix("version:").strip(), rest.strip()
