"""The bundled knowledge keeps each rule. A failure lists every breach, with file, record and field."""

import pytest

from netcli.knowledge import check
from netcli.knowledge.files.load import COLLECTIONS, Knowledge
from tests.conftest import installed


def test_the_bundled_knowledge_has_no_problems() -> None:
    """What `knowledge check` says, by the same judge as an overlay."""
    assert not check.problems()


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_collection_is_not_empty(collection: str, knowledge: Knowledge) -> None:
    """Every collection holds records."""
    assert knowledge.of(COLLECTIONS[collection])


def test_compiled_json_equals_yaml() -> None:
    """What a wheel carries reads back as exactly what the YAML holds."""
    compiled, read = Knowledge(installed() / "netcli" / "data"), Knowledge()
    for kind in COLLECTIONS.values():
        assert compiled.of(kind) == read.of(kind)
