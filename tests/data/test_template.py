"""The template that contributors copy is sound, and holds every field with a word on it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import msgspec
import pytest

from netcli.knowledge.check import FILE_OF_KIND, problems
from netcli.knowledge.files.load import COLLECTIONS, DATA, yaml_files
from netcli.knowledge.files.overlay import overlaid
from netcli.knowledge.files.strict_yaml import read_yaml
from netcli.knowledge.model import OF_AN_UPDATE

TEMPLATE = Path(__file__).parents[2] / "examples" / "template" / "records.yaml"
TEXT = TEMPLATE.read_text(encoding="utf-8")
FILLED_IN = {"origin", "trial", "nct of Evidence", *OF_AN_UPDATE}
KINDS = {name: COLLECTIONS[name] for name in ("therapies", "trials", "faq", "events", "glossary", "sources")}


def inside(kind: Any) -> Iterator[Any]:
    """Yield a type and those that it is made of: of `list[Arm] | None` the list, Arm and None."""
    yield kind
    for part in () if get_origin(kind) is Literal else get_args(kind):
        yield from inside(part)


def fields(raw: Any, kind: type[msgspec.Struct]) -> Iterator[tuple[str, msgspec.structs.FieldInfo, str | None]]:
    """Yield each field of a kind and of what lies inside: where it belongs, itself, the comment of its first use."""
    for field in msgspec.structs.fields(kind):
        name = field.encode_name
        if name in FILLED_IN or f"{name} of {kind.__name__}" in FILLED_IN:
            continue
        where = f"{kind.__name__}.{name}"
        yield where, field, comment(raw.lines[name]) if name in raw else None
        for part in inside(field.type):
            if isinstance(part, type) and issubclass(part, msgspec.Struct) and raw.get(name):
                yield from fields(raw[name][0] if isinstance(raw[name], list) else raw[name], part)


def comment(line: int) -> str:
    """Return the comment that begins on a line; "" for none."""
    first, *rest = TEXT.splitlines()[line - 1 :]
    _, mark, said = re.sub(r'"[^"]*"', "", first).partition("# ")
    for more in rest:
        if not more.startswith(" ") or not more.lstrip().startswith("#"):
            break
        said += " " + more.lstrip(" #")
    return said if mark else ""


EVERY = [one for name, kind in KINDS.items() for one in fields(read_yaml(TEMPLATE)[name][0], kind)]


def test_the_template_holds_every_field_with_a_word_on_it() -> None:
    """Add what is missing to examples/template/records.yaml, with a comment on what it takes."""
    assert [where for where, _, said in EVERY if not said] == []


def test_a_star_marks_what_a_record_must_have() -> None:
    """And nothing else."""
    assert [where for where, field, said in EVERY if (said or "").startswith("*") is not field.required] == []


def test_the_template_names_every_word_of_a_closed_vocabulary() -> None:
    """In the comment of the field, the first time that the vocabulary is met."""
    lost = []
    for where, field, said in EVERY:
        words = [word for part in inside(field.type) if get_origin(part) is Literal for word in get_args(part)]
        if "as above" not in (said or ""):
            lost += [f"{where}: {word}" for word in words if word not in re.findall(r"[\w-]+", said or "")]
    assert lost == []


def test_the_template_passes_as_an_overlay() -> None:
    """`netcli knowledge check examples/template` finds nothing to mend."""
    assert {record.id for kind in KINDS.values() for record in overlaid([TEMPLATE.parent]).of(kind).values()
            if record.origin} == {one["id"] for name in KINDS for one in read_yaml(TEMPLATE)[name]}  # fmt: skip


@pytest.fixture
def bundled(tmp_path: Path) -> Path:
    """Give a copy of the bundled files with the entries of the template put into them."""
    data = tmp_path / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("compiled"))
    for name, entries in re.findall(r"(?m)^(\w+):.*\n((?: .*\n)+)", TEXT):
        for entry in re.split(r"(?m)^(?=  - id: )", entries):
            with file_for(data, name, entry).open("a", encoding="utf-8") as file:
                file.write(entry)
    return data


def file_for(data: Path, collection: str, entry: str) -> Path:
    """Return a file of the collection, for a source one of its kind."""
    kind = re.search(r"(?m)^    kind: (\w+)", entry)
    home = FILE_OF_KIND.get(kind[1] if kind else "", "")
    return [path for path in yaml_files(data, collection) if collection != "sources" or path.stem.startswith(home)][-1]


def test_the_template_passes_in_the_bundled_files(bundled: Path) -> None:
    """By the rules that are stricter there: every claim with a source, and every source used."""
    assert problems(bundled) == []
    assert [one.name for one in bundled.rglob("*.yaml") if "examplinib" in one.read_text(encoding="utf-8")] != []
