"""The house numbers: short functions and files, few parameters, first lines, designed errors."""

from __future__ import annotations

import ast
import re
import statistics
from collections.abc import Iterator
from typing import Any

import pytest

LONGEST_BODY = 40
LONGEST_FILE = 350
MOST_PARAMETERS = 4
# The reply wrapper and the job runner turn every failure into words; nobody else may.
BROAD_EXCEPTS = {"bot/replying.py", "jobs/job.py"}
IGNORED = re.compile(r"# (noqa|type: ignore)")
EXPLAINED = re.compile(r"# (noqa: [A-Z\d, ]+|type: ignore\[[\w, -]+\])(\s+[-#—]|  #) ?\S")
NAMES_THAT_SAY_NOTHING = {"utils", "util", "helpers", "manager", "common", "base", "misc"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def body_length(function: Function) -> int:
    """Lines of the body, the docstring left out."""
    body = function.body[1:] if ast.get_docstring(function) and len(function.body) > 1 else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


def positional(function: Function) -> list[str]:
    names = [argument.arg for argument in function.args.posonlyargs + function.args.args]
    return [name for name in names if name not in {"self", "cls"}]


def catches_everything(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    names = {ast.unparse(kind) if kind else "everything" for kind in kinds}
    return bool(names & {"everything", "Exception", "BaseException"})


def test_no_function_is_longer_than_a_screen(sources: list[Any]) -> None:
    long = [
        f"{source.name}:{function.lineno} {function.name}: {body_length(function)} lines"
        for source in sources
        for function in functions(source.tree)
        if body_length(function) > LONGEST_BODY
    ]
    assert not long


def test_most_functions_are_a_few_lines(sources: list[Any]) -> None:
    lengths = sorted(body_length(function) for source in sources for function in functions(source.tree))
    assert statistics.median(lengths) <= 6
    assert lengths[int(len(lengths) * 0.9)] <= 22


def test_no_file_is_longer_than_a_few_screens(sources: list[Any]) -> None:
    assert not [source.name for source in sources if len(source.text.splitlines()) > LONGEST_FILE]


def test_at_most_four_positional_parameters(sources: list[Any]) -> None:
    wide = [
        f"{source.name}:{function.lineno} {function.name}"
        for source in sources
        for function in functions(source.tree)
        if len(positional(function)) > MOST_PARAMETERS
    ]
    assert not wide


def test_every_file_says_what_it_is_for(sources: list[Any]) -> None:
    silent = [source.name for source in sources if not (ast.get_docstring(source.tree) or "").strip()]
    assert not [name for name in silent if not name.endswith("/__init__.py")]
    assert not silent


def test_everything_is_caught_only_where_failures_become_words(sources: list[Any]) -> None:
    broad = [
        source.name
        for source in sources
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler) and catches_everything(node)
    ]
    assert sorted(broad) == sorted(BROAD_EXCEPTS)


def test_files_are_named_after_what_they_hold(sources: list[Any]) -> None:
    assert not [source.name for source in sources if source.path.stem in NAMES_THAT_SAY_NOTHING]


def test_no_file_is_named_like_an_installed_package(sources: list[Any]) -> None:
    installed = {
        "openai",
        "twilio",
        "hubspot",
        "slack_bolt",
        "slack_sdk",
        "sklearn",
        "pandas",
        "typer",
        "rich",
    }
    assert not [source.name for source in sources if source.path.stem in installed]


@pytest.mark.parametrize("forbidden", ["datetime.now(", "date.today(", "time.time(", "open("])
def test_ml_knows_no_clock_and_no_disk(sources: list[Any], forbidden: str) -> None:
    calls = [
        f"{source.name}:{node.lineno}"
        for source in sources
        if source.name.startswith("ml/")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Call) and f"{ast.unparse(node.func)}(" == forbidden
    ]
    assert not calls


def test_ignored_findings_say_why(sources: list[Any]) -> None:
    unexplained = [
        f"{source.name}:{number}"
        for source in sources
        for number, line in enumerate(source.text.splitlines(), 1)
        if IGNORED.search(line) and not EXPLAINED.search(line)
    ]
    assert not unexplained
