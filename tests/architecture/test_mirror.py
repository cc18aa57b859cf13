"""The tests mirror the product: every module is tested, and every test file stands where its module does."""

from __future__ import annotations

from pathlib import Path
from typing import Any

# Folders of tests that look at the product from elsewhere.
NOT_MIRRORS = ("architecture/", "scenarios/", "benchmarks/", "standins/")


def files_of_tests(root: Path) -> list[Path]:
    return sorted((root / "tests").rglob("test_*.py"))


def test_every_module_is_tested(root: Path, sources: list[Any]) -> None:
    """By its own test file, by one that names it, or as a part of a sibling that is."""
    texts = "\n".join(path.read_text(encoding="utf-8") for path in files_of_tests(root))
    names = {path.relative_to(root / "tests").as_posix() for path in files_of_tests(root)}
    tested = {
        source.module
        for source in sources
        if source.name.replace(source.path.name, f"test_{source.path.name}") in names
        or source.module in texts
    }
    for _ in range(3):
        tested |= {
            part.module
            for part in sources
            for whole in sources
            if whole.module in tested and whole.path.parent == part.path.parent and part.module in whole.text
        }
    plain = [source for source in sources if source.path.name not in {"__init__.py", "__main__.py"}]
    assert not [source.name for source in plain if source.module not in tested]


def test_every_test_file_stands_where_its_module_does(root: Path) -> None:
    names = [path.relative_to(root / "tests").as_posix() for path in files_of_tests(root)]
    lost = [name for name in names if not name.startswith(NOT_MIRRORS) and not (root / name).parent.is_dir()]
    assert not lost
