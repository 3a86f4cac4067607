"""Values of a tumour that ask for their grade: the command that grades them."""

import re
from collections.abc import Iterator
from shlex import quote

from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Site
from netcli.knowledge.names import label_of
from netcli.knowledge.scheme import Scheme
from netcli.knowledge.search.asking import CODED, EDITIONS, EVOLVED, GRADED, INTRODUCED, TREATMENT, is_of_somebody
from netcli.knowledge.search.direct.found import Direct
from netcli.knowledge.search.folding import words_of
from netcli.knowledge.search.reader import Reader
from netcli.knowledge.sites import concerns

LIMITS = "cutoff cut-off cutoffs threshold limit boundary"  # a question about the scheme, not about a tumour
FEW = 2  # values that make a tumour
DIGESTIVE = "gep"  # whose edition is meant where no site is named
_NUMBER = r"(\d+(?:[.,]\d+)?)"
_INDEX = r"(?:ki[- ]?67|mib[- ]?1|prolif\w+ (?:index|rate|fraction))"
_KI67 = rf"(?i)\b{_INDEX}\D{{0,24}}?((?:[<>]\s?)?{_NUMBER}(?:\s?-\s?{_NUMBER})?)"
_PERCENT = r"(?:%|percent|per cent|prozent|pour cent|por ciento|per cento)"
_INDEX_FIRST = rf"(?i)((?:[<>]\s?)?{_NUMBER})\s?{_PERCENT}\D{{0,12}}{_INDEX}"
_COUNT = r"((?:[<>]\s?)?\d+(?:[.,]\d+)?(?:\s?-\s?\d+)?)"
_FIELD = r"(?:\s*(?:per|in|/)\s*(\d+)\s*(mm2|mm²|hpf))?"
_MITOSES = rf"(?i)(?<![\w.,]){_COUNT}\s*mito(?:s|t)\w*(?: figures?)?{_FIELD}"
_MITOSES_FIRST = rf"(?i)\bmito(?:s|t)\w*(?: (?:count|rate|figures|index))?\s*[:=]?\s*{_COUNT}{_FIELD}"
_COUNTED = (
    re.compile(r"(\d+) (?:positive |stained )?(?:of|out of|in) (\d+) (?:tumou?r )?(?:cells|nuclei)", re.IGNORECASE),
    re.compile(r"(\d+) (?:positive|stained) (?:cells |nuclei )?(?:of|out of|in) (\d+)", re.IGNORECASE),
)
_DIAMETER = rf"(?i){_NUMBER}\s?mm\b(?!2|²)"
_SIZE = rf"(?i)(?<!/)\b{_NUMBER}\s?(mm|cm)\b(?!2|²)"
_DIAGNOSED = r"(?i)\b(?:cases?|reports?|path|patholog\w+|dx|slides?)\b"
_BROUGHT = r"\b(?:added|new|first|introduced|in place of)\b"
_OF_EDITIONS = frozenset(words_of(f"{INTRODUCED} WHO edition book blue classification used version"))
_PAGE = r"(?i)\b(?:(?:one|single)[- ]pag\w+|on (?:a|one) page|print-?out|handout)\b"
_SEEN = {  # by option: what a report says of a tumour beside its counts
    "differentiation": {
        "well": r"well[- ]?diff\w*|\bwd\b",
        "poor": r"poor(?:ly)?[- ]?diff\w*|\bpd\b|(?<!no )(?<!not )(?<!non-)\bnec\b|undifferentiated",
    },
    "cell-type": {"small": r"small[- ]cell", "large": r"large[- ]cell"},
    "necrosis": {
        "none": r"(?:no|without|absent) necrosis|necrosis (?:absent|none|negative)",
        "punctate": r"(?:punctate|focal|spotty) necrosis|necrosis (?:punctate|focal)",
        "extensive": r"(?:extensive|large|geographic\w*) necrosis|necrosis extensive",
    },
}
# Words of a report; a text of these and values alone describes a tumour, and asks for what they make of it.
_OF_A_REPORT = frozenset(
    "well poor poorly moderately diff differentiated undifferentiated wd pd grade grading g1 g2 g3 mm cm mm2 hpf size"
    " mitosis mitoses mitotic figures count rate index necrosis punctate focal spotty extensive geographic absent none"
    " without small large cell cells nuclei positive stained counted ki ki67 percent net nets nen nec tumour tumor"
    " carcinoid carcinoma neuroendocrine neoplasm lesion polyp nodule mass primary resected biopsy incidental typical"
    " atypical mib mib1 li proliferation labelling labeling type report base tip head body tail antrum"
    " fundus lobe letter says said wrote written shows showed doctor grad grado prozent".split()
)


def graded(reader: Reader) -> Iterator[Direct]:
    """Find the command that grades Ki-67, a count or mitoses, where a grade is asked for or nothing else can be."""
    asked = reader.asked
    counted = next((found for one in _COUNTED if (found := one.search(asked.text))), None)
    index = re.search(_KI67, asked.text) or re.search(_INDEX_FIRST, asked.text)
    uncounted = asked.text.replace(index[0], " ; ") if index else asked.text  # "ki-67 18 mitoses 12" counts 12
    mitoses = re.search(_MITOSES, uncounted) or re.search(_MITOSES_FIRST, uncounted)
    options = _options(counted, index, mitoses)
    if not options or asked.of("therapies") or asked.of("trials") or asked.says(LIMITS):
        return
    others = _other_words(reader)
    asks = asked.says(f"{GRADED} low high bad good aggressive slow fast") and not (
        asked.grade and asked.says(TREATMENT)
    )
    if counted or mitoses or len(others) <= 1 or asks:
        sites = asked.of("sites")
        known = [one for site in (*sites[:1], DIGESTIVE) for one in schemes_in_use(site, reader.knowledge)]
        edition = [one for one in _editions(reader) if one.id != known[0].id]
        options += [*_seen(reader), *(f"--site {site}" for site in sites[:1])]
        options += [f"--edition {one.id}" for one in edition]
        command, known = " ".join(["netcli grade", *options]), [*edition, *known]
        says = f"{command} grades it, and says how sure that is"
        if asked.says("necrosis necrotic") and "--necrosis" not in command:
            says += "; how much necrosis there is must be told: --necrosis none, punctate or extensive"
        yield Direct("grading", known[0].id, says, command, not others)


def described(reader: Reader) -> Iterator[Direct]:
    """Find the page of a case: asked for, or for a tumour's site with its grade, size or differentiation, no verb."""
    asked = reader.asked
    size, seen = re.search(_SIZE, asked.text), _seen(reader)
    if not asked.of("sites") or asked.of("therapies"):
        return
    # "BRAF in colon NEC" asks about the marker, "FDG PET in pancreatic NEC" about the scan.
    others = _other_words(reader) or asked.of("biomarkers") or asked.of("imaging")
    is_told = bool(asked.grade) + bool(size) + bool(seen) >= FEW and not others
    if is_told or re.search(_PAGE, asked.text):
        site = asked.of("sites")[0]
        options = [f"--site {site}", *([f"--grade {asked.grade}"] if asked.grade else []), *seen]
        options += [f"--size {_in_mm(size)}"] if size else []
        command = " ".join(["netcli case", *options])
        yield Direct("sites", site, f"{command} shows what is labelled, advised and followed", command, outright=True)


def introduced(reader: Reader) -> Iterator[Direct]:
    """Find the first edition whose history tells that it brought what is named, in those very words."""
    asked = reader.asked
    named = " ".join(word.lower() for word in asked.rest if not _OF_EDITIONS.intersection(words_of(word)))
    if not named or not re.search(EDITIONS, asked.text) or not asked.says(INTRODUCED) or reader.drugs:
        return
    for one in sorted(reader.knowledge.of(Scheme).values(), key=lambda one: one.year):
        for text in one.history:
            if re.search(rf"\b{re.escape(named)}\b", text.lower()) and re.search(_BROUGHT, text):
                yield Direct("grading", one.id, text, f"netcli show {label_of(one)}", outright=True)
                return


def evolved(reader: Reader) -> Iterator[Direct]:
    """Find the editions, the oldest first, where their history is asked for: "evolution of the WHO classification"."""
    asked, site = reader.asked, next(iter(reader.asked.of("sites")), DIGESTIVE)
    of_editions = re.search(EDITIONS, asked.text) or asked.says("grading classification classifications")
    of_people = asked.of("syndromes") or asked.says("family medical") or is_of_somebody(asked.words)
    if not asked.says(EVOLVED) or not of_editions or reader.drugs or of_people:
        return
    sites = reader.knowledge.of(Site)
    told = [one for one in reader.knowledge.of(Scheme).values() if one.history and concerns(site, one.sites, sites)]
    for one in sorted(told, key=lambda one: one.year):
        yield Direct("grading", one.id, one.history[0], f"netcli show {label_of(one)}", outright=True)


def in_force(reader: Reader) -> Iterator[Direct]:
    """Find the edition by which a tumour of a past year was graded: "G3 in a report of 2012"."""
    asked = reader.asked
    graded = (asked.grade or asked.says(f"{GRADED} minen manec")) and not asked.says(CODED)
    if (
        len(asked.years) != 1
        or not graded
        or not re.search(_DIAGNOSED, asked.text)
        or asked.of("trials")
        or reader.drugs
    ):
        return
    sites, site = reader.knowledge.of(Site), next(iter(asked.of("sites")), DIGESTIVE)
    year = int(asked.years[0])
    editions = [one for one in reader.knowledge.of(Scheme).values() if concerns(site, one.sites, sites)]
    if then := max((one for one in editions if one.year <= year), key=lambda one: one.year, default=None):
        yield Direct(
            "grading", then.id, f"{label_of(then)}, in use in {year}", f"netcli show {label_of(then)}", outright=True
        )


def _other_words(reader: Reader) -> list[str]:
    """Return the words that are no values of a tumour: a text without any describes one."""
    words = (part for word in reader.asked.rest for part in re.split(r"[-/.,]", word.lower()))
    return [word for word in words if word not in _OF_A_REPORT and not re.fullmatch(r"\d*(?:mm|cm)?", word)]


def _seen(reader: Reader) -> list[str]:
    return [
        f"--{option} {value}"
        for option, values in _SEEN.items()
        for value, said in values.items()
        if re.search(said, reader.asked.text, re.IGNORECASE)
    ]


def _editions(reader: Reader) -> list[Scheme]:
    """Return the edition that is named, no mere year, if it has rules for the site: "by WHO 2010"."""
    asked, schemes, sites = reader.asked, reader.knowledge.of(Scheme), reader.knowledge.of(Site)
    named = [one for one in asked.records if one.collection == "grading"]
    meant = [one.id for one in named if not one.typed.isdecimal() or re.search(EDITIONS, asked.text)]
    places = asked.of("sites")[:1]
    fit = [schemes[one] for one in meant if all(concerns(site, schemes[one].sites, sites) for site in places)]
    return [one for one in fit if not one.refusal][:1]  # WHO 2000 cannot be computed


def _in_mm(size: re.Match[str]) -> str:
    return f"{float(size[1].replace(',', '.')) * (10 if size[2].lower() == 'cm' else 1):g}"


def schemes_in_use(site: str, knowledge: Knowledge) -> list[Scheme]:
    """Return the editions in use at a site; of a site above several organs each of theirs."""
    sites = knowledge.of(Site)
    return [one for one in knowledge.of(Scheme).values() if one.current and concerns(site, one.sites, sites)]


def _options(counted: re.Match[str] | None, index: re.Match[str] | None, mitoses: re.Match[str] | None) -> list[str]:
    options = []
    if counted:
        options.append(f"--positive {counted[1]} --counted {counted[2]}")
    elif index:
        options.append("--ki67 " + quote("".join(index[1].split())))
    if mitoses:
        per_two = not mitoses[2] or (mitoses[2], mitoses[3].lower()[:2]) == ("2", "mm")
        options.append("--mitoses " + quote(mitoses[1] + ("" if per_two else f"/{mitoses[2]}{mitoses[3]}")))
        if (mitoses[3] or "").lower() == "hpf" and (field := re.search(_DIAMETER, mitoses.string)):
            options.append(f"--hpf-diameter {field[1]}")
    return options
