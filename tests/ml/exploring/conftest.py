"""The material of the planted company, made once for all tests of a worker."""

from __future__ import annotations

import pytest

from ml.data_preparation import Tables
from ml.exploring.looking import look
from ml.exploring.material import Material
from ml.exploring.report import Report
from tests.ml.exploring.looked_over import material_of


@pytest.fixture(scope="session")
def material(planted: Tables) -> Material:
    """The planted company, ready to be looked at."""
    return material_of(planted)


@pytest.fixture(scope="session")
def report(material: Material) -> Report:
    """What there is to see in it."""
    return look(material)
