"""The bundled knowledge keeps each rule. A failure lists every breach, with file, record and field."""

import re

import pytest

from netcli.knowledge import check
from netcli.knowledge.files.load import COLLECTIONS, DATA, Knowledge, yaml_files
from netcli.knowledge.files.strict_yaml import read_yaml
from netcli.knowledge.search.compile import compile_knowledge


def test_the_bundled_knowledge_has_no_problems() -> None:
    """What `knowledge check` says, by the same judge as an overlay."""
    assert not check.problems()


@pytest.mark.parametrize("collection", COLLECTIONS)
def test_collection_is_not_empty(collection: str, knowledge: Knowledge) -> None:
    """Every collection holds records."""
    assert knowledge.of(COLLECTIONS[collection])


def test_compiled_json_equals_yaml(tmp_path, knowledge: Knowledge) -> None:
    """What a wheel carries reads back as exactly what the YAML holds."""
    (tmp_path / "compiled").mkdir()
    compile_knowledge(tmp_path / "compiled")
    compiled = Knowledge(tmp_path)
    for kind in COLLECTIONS.values():
        assert compiled.of(kind) == knowledge.of(kind)


def test_every_yaml_file_is_read() -> None:
    """No file lies in data/ that no collection reads."""
    assert set(DATA.rglob("*.yaml")) == {path for name in COLLECTIONS for path in yaml_files(DATA, name)}


def test_a_source_stands_in_a_file_of_its_kind() -> None:
    """The first line of each file of sources says which kinds it takes; mend it by moving the record."""
    strays = []
    for path in yaml_files(DATA, "sources"):
        kinds = re.match(r"# kind: (\w+)(?: or (\w+))?[.,] ", path.read_text(encoding="utf-8"))
        assert kinds, path
        strays += [
            f"{path.name}: {one['id']}" for one in read_yaml(path)["sources"] if one["kind"] not in kinds.groups()
        ]
    assert not strays
