"""netcli's records of schemas and items are those of SEER's own tables, on both sides of 2023 and 2024."""

import json
import os
import re
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from netcli.coding.schemas import taking
from netcli.knowledge.codes import Code, Item, Schema, Selection
from netcli.knowledge.files.load import bundled

SAMPLE = Path(__file__).parent / "seer"
WHOLE = Path(os.environ.get("SEER_EOD") or Path(__file__).parents[3] / "shared" / "seer")
FOLDERS = [
    pytest.param(SAMPLE, id="sample"),
    pytest.param(
        WHOLE, id="release", marks=pytest.mark.skipif(not WHOLE.exists(), reason=f"no release of SEER's in {WHOLE}")
    ),
]
YEARS = (2017, 2018, 2020, 2021, 2023, 2024, 2026)
FOREVER = 9998
GRADE_INPUTS = ("grade_clin", "grade_path", "grade_post_therapy_clin", "grade_post_therapy_path")
NETS = [one for one in bundled().of(Schema).values() if one.items]


def schemas(folder: Path) -> dict[str, Any]:
    """Return SEER's schemas of neuroendocrine tumours by id."""
    found = [json.loads(path.read_text(encoding="utf-8")) for path in sorted((folder / "schemas").glob("net_*.json"))]
    return {one["id"]: one for one in found if any(field["key"] == "ki67" for field in one["inputs"])}


def table(folder: Path, name: str) -> Any:
    return json.loads((folder / "tables" / f"{name}.json").read_text(encoding="utf-8"))


def expanded(spans: str) -> set[str]:
    """Return every code of SEER's ranges: "C250-C254, C257"."""
    codes = set()
    for span in re.sub(r"\s", "", spans).strip(",").split(","):
        low, _, high = span.partition("-")
        letter, digits = ("C", low[1:]) if low.startswith("C") else ("", low)
        last = (high or low).removeprefix("C")
        codes |= {f"{letter}{number:0{len(digits)}}" for number in range(int(digits), int(last) + 1)}
    return codes


def ours(selection: Selection) -> tuple[set[str], set[str], set[int]]:
    """Return the places, morphologies and years that a selection takes, as SEER writes them."""
    return (
        expanded(",".join(selection.topographies).replace(".", "")),
        expanded(",".join(selection.morphologies)),
        {year for year in YEARS if selection.since <= year <= (selection.until or FOREVER)},
    )


def theirs(row: dict[str, str]) -> tuple[set[str], set[str], set[int]]:
    first, _, last = row["year_dx"].split(",")[0].partition("-")
    return (
        expanded(row["site"]),
        expanded(row["hist"]),
        {year for year in YEARS if int(first) <= year <= int(last or first)},
    )


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_schema_takes_what_seers_takes(folder: Path) -> None:
    """The same places, histologies and years."""
    for name, schema in schemas(folder).items():
        selecting = table(folder, schema["schema_selection_table"])
        names = [column["key"] for column in selecting["definition"]]
        rows = [theirs(dict(zip(names, row, strict=True))) for row in selecting["rows"]]
        assert [ours(one) for one in bundled().of(Schema)[name.replace("_", "-")].takes] == rows, name


def test_the_release_has_no_schema_that_is_not_on_record() -> None:
    """Nor is one on record that it does not have."""
    if not WHOLE.exists():
        pytest.skip(f"no release of SEER's in {WHOLE}")
    assert {one.seer_id for one in NETS} == set(schemas(WHOLE))


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_edition_of_a_schema_is_that_of_its_title(folder: Path) -> None:
    """The 8th for 2018 to 2023, version 9 from 2024."""
    for name, schema in schemas(folder).items():
        one = bundled().of(Schema)[name.replace("_", "-")]
        title, _, edition = schema["title"].partition(" [")
        assert one.title == title
        assert {"8th: 2018-2023]": "8th edition", "V9: 2024+]": "version 9"}[edition] == one.edition


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_items_have_seers_numbers_names_and_codes(folder: Path) -> None:
    """Grade in its four fields, and Ki-67."""
    items = bundled().of(Item)
    for schema in schemas(folder).values():
        inputs = {field["key"]: field for field in schema["inputs"]}
        grades = [inputs[name] for name in GRADE_INPUTS]
        for item, fields in (("grade", grades), ("ki-67", [inputs["ki67"]])):
            told = [(field["naaccr_item"], field["naaccr_xml_id"]) for field in fields]
            assert [(one.number, one.xml_id) for one in items[item].fields] == told
            for field in fields:
                codes = [row[0] for row in table(folder, field["table"])["rows"] if row[0]]
                if item == "ki-67":
                    assert codes.pop(0) == "0.0-100.0"
                assert [one.code for one in items[item].codes] == codes, field["key"]


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_grade_is_coded_as_seer_says(folder: Path) -> None:
    """1 to 3 for WHO grades 1 to 3, letters for words alone."""
    told = dict(table(folder, "grade_clinical_26768")["rows"])
    for one in bundled().of(Item)["grade"].codes:
        if one.grade:
            assert f"Stated as WHO Grade {one.grade[1]}" in told[one.code]
        if one.differentiation:
            assert told[one.code].lower().startswith(one.differentiation)


@pytest.mark.parametrize("year", YEARS)
def test_a_tumour_goes_to_one_schema_or_says_what_decides(year: int) -> None:
    """Every morphology of the field at every place on record: one schema from 2018, none before."""
    codes = bundled().of(Code).values()
    places = [one for one in codes if one.system == "icd-o-topography"]
    morphologies = [one for one in codes if one.system == "icd-o-morphology" and not one.out_of_scope]
    for place, morphology in product(places, morphologies):
        found = taking(bundled(), [place.code], [morphology.code], year)
        if year < 2018:
            assert not found
        elif not all(one.selection.condition for one in found):
            assert len(found) == 1, (place.code, morphology.code, [one.schema.seer_id for one in found])
