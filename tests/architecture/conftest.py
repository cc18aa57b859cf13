"""The source of the product as the architecture tests read it."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

PACKAGES = ("bot", "jobs", "integrations", "ml")


@dataclass(frozen=True)
class SourceFile:
    """One Python file of the product."""

    root: Path
    path: Path

    @property
    def name(self) -> str:
        """Its path from the root of the repository, such as `ml/funnel.py`."""
        return self.path.relative_to(self.root).as_posix()

    @property
    def module(self) -> str:
        """Its dotted name."""
        return self.name.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @cached_property
    def text(self) -> str:
        """Its text."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """Its syntax tree."""
        return ast.parse(self.text)


@pytest.fixture(scope="session")
def root() -> Path:
    """The root of the repository."""
    return Path(__file__).parents[2]


@pytest.fixture(scope="session")
def sources(root: Path) -> list[SourceFile]:
    """Every Python file of the product, migrations left out: Alembic loads those."""
    found = [
        SourceFile(root, path) for package in PACKAGES for path in sorted((root / package).rglob("*.py"))
    ]
    return [source for source in found if "/migrations/" not in source.name]
