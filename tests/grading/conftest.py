"""What the grading tests share."""

import pytest

from netcli.grading.rulebook import Rulebook, bundled_rulebook


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    """The bundled schemes."""
    return bundled_rulebook()
