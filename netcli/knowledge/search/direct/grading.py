"""Values of a tumour that ask for their grade: the command that grades them."""

import re
from collections.abc import Iterator

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site
from netcli.knowledge.scheme import Scheme
from netcli.knowledge.search.asking import GRADED
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.sites import concerns

DIGESTIVE = "gep"  # whose edition is meant where no site is named
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_KI67 = re.compile(rf"\bki[- ]?67\D{{0,24}}?((?:[<>]\s?)?{_NUMBER}(?:\s?-\s?{_NUMBER})?)", re.IGNORECASE)
_INDEX_FIRST = re.compile(rf"((?:[<>]\s?)?{_NUMBER})\s?(?:%|percent|per cent)\D{{0,12}}ki[- ]?67", re.IGNORECASE)
_MITOSES = re.compile(rf"{_NUMBER}\s*mitos\w*(?:\s*(?:per|in|/)\s*(\d+)\s*(mm2|mm²|hpf))?", re.IGNORECASE)
_COUNTED = (
    re.compile(r"(\d+) (?:positive |stained )?(?:of|out of|in) (\d+) (?:tumou?r )?(?:cells|nuclei)", re.IGNORECASE),
    re.compile(r"(\d+) (?:positive|stained) (?:cells |nuclei )?(?:of|out of|in) (\d+)", re.IGNORECASE),
)
_DIAMETER = re.compile(rf"{_NUMBER}\s?mm\b(?!2|²)", re.IGNORECASE)


def graded(reader: Reader) -> Iterator[Direct]:
    """Find the command that grades Ki-67, a count or mitoses, where a grade is asked for or nothing else can be."""
    asked = reader.asked
    counted = next((found for one in _COUNTED if (found := one.search(asked.text))), None)
    index = _KI67.search(asked.text) or _INDEX_FIRST.search(asked.text)
    mitoses = _MITOSES.search(asked.text)
    options = _options(counted, index, mitoses)
    if not options or asked.of("therapies") or asked.of("trials"):
        return
    alone = len([word for word in asked.rest if not word.isdecimal()]) <= 1
    if counted or mitoses or alone or asked.says(GRADED):
        sites = asked.of("sites")
        command = " ".join(["netcli grade", *options, *(f"--site {site}" for site in sites[:1])])
        known = [one for site in (*sites[:1], DIGESTIVE) for one in schemes_in_use(site, reader.knowledge)]
        yield Direct("grading", known[0].id, f"{command} grades it, and says how sure that is", command)


def schemes_in_use(site: str, knowledge: Knowledge) -> list[Scheme]:
    """Return the editions in use at a site; of a site above several organs each of theirs."""
    sites = knowledge.of(Site)
    return [one for one in knowledge.of(Scheme).values() if one.current and concerns(site, one.sites, sites)]


def _options(counted: re.Match[str] | None, index: re.Match[str] | None, mitoses: re.Match[str] | None) -> list[str]:
    options = []
    if counted:
        options.append(f"--positive {counted[1]} --counted {counted[2]}")
    elif index:
        options.append("--ki67 " + "".join(index[1].split()))
    if mitoses:
        per_two = not mitoses[2] or (mitoses[2], mitoses[3].lower()[:2]) == ("2", "mm")
        options.append(f"--mitoses {mitoses[1]}" + ("" if per_two else f"/{mitoses[2]}{mitoses[3]}"))
        if (mitoses[3] or "").lower() == "hpf" and (field := _DIAMETER.search(mitoses.string)):
            options.append(f"--hpf-diameter {field[1]}")
    return options
