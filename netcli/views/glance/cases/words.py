"""A case in words: what was given, and what each part of it is called."""

from netcli.cases.page import CasePage
from netcli.knowledge.earlier import earlier_in_words
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site, Syndrome
from netcli.knowledge.sites import site_names
from netcli.views.short import name_in_short, uncapitalised

DIFFERENTIATED = {"well": "well differentiated", "poor": "poorly differentiated", "mixed": "mixed", "unknown": ""}


def case_in_words(page: CasePage, knowledge: Knowledge) -> str:
    """Return what was given: "pancreas, Ki-67 12 %, SSTR-positive, later line, after lanreotide"."""
    asked, tumour = page.question, page.question.tumour
    syndrome = knowledge.of(Syndrome)[asked.syndrome] if asked.syndrome else None
    after = " and ".join(uncapitalised(earlier_in_words(one, knowledge)) for one in asked.after)
    told = [
        site_names([tumour.site], knowledge.of(Site)) if tumour.site else "site not given",
        f"Ki-67 {tumour.ki67.span.text} %" if tumour.ki67 else "",
        f"mitoses {tumour.mitoses.span.text} per 2 mm²" if tumour.mitoses else "",
        DIFFERENTIATED[tumour.differentiation],
        f"{tumour.cell_type} cell" if tumour.cell_type else "",
        f"necrosis {tumour.necrosis}" if tumour.necrosis != "unknown" else "",
        f"{tumour.size_mm.text} mm" if tumour.size_mm else "",
        f"stated {asked.grade}" if asked.grade else "",
        f"SSTR {asked.sstr}" if asked.sstr == "unknown" else f"SSTR-{asked.sstr}" if asked.sstr else "",
        asked.functional or "",
        name_in_short(syndrome) if syndrome else "",
        f"{asked.line} line" if asked.line else "",
        f"after {after}" if after else "",
        f"age {asked.age}" if asked.age is not None else "",
        f"clearance {asked.kidney:g} mL/min" if asked.kidney is not None else "",
        f"taking {', '.join(asked.taking)}" if asked.taking else "",
    ]
    return ", ".join(filter(None, told))


def known_of(page: CasePage) -> dict[str, str | list[str]]:
    """Return the case as programs read what was understood: ids, words of the knowledge, numbers as they were read."""
    asked, tumour = page.question, page.question.tumour
    told: dict[str, str | list[str] | None] = {
        "site": tumour.site,
        "ki67": tumour.ki67.span.text if tumour.ki67 else None,
        "mitoses": tumour.mitoses.span.text if tumour.mitoses else None,
        "differentiation": tumour.differentiation if tumour.differentiation != "unknown" else None,
        "cell_type": tumour.cell_type,
        "necrosis": tumour.necrosis if tumour.necrosis != "unknown" else None,
        "size_mm": tumour.size_mm.text if tumour.size_mm else None,
        "ne_component": tumour.ne_component.text if tumour.ne_component else None,
        "edition": tumour.edition,
        "grade": asked.grade,
        "sstr": asked.sstr,
        "functional": asked.functional,
        "syndrome": asked.syndrome,
        "line": asked.line,
        "after": list(asked.after),
        "age": None if asked.age is None else str(asked.age),
        "kidney": None if asked.kidney is None else f"{asked.kidney:g}",
        "taking": list(asked.taking),
        "region": asked.region,
    }
    return {name: value for name, value in told.items() if value}
