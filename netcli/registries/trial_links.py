"""The page of a single trial, from its number in any register."""

import re
from collections.abc import Callable

from netcli.errors import UnknownValue
from netcli.registries.links import NCI_SEARCH, Link
from netcli.text import clean

_Rule = tuple[str, str, Callable[[re.Match[str]], str]]
_ICTRP = "https://trialsearch.who.int/Trial2.aspx?TrialID="
_EU_CTR = "https://www.clinicaltrialsregister.eu/ctr-search"


def _upper(match: re.Match[str]) -> str:
    return match[0].upper()


def _euct(match: re.Match[str]) -> str:
    page = "https://euclinicaltrials.eu/search-for-clinical-trials/?lang=en&EUCT="
    return f"{page}{match[1]}{match[2] or '-00'}"


def _eudract(match: re.Match[str]) -> str:
    if match[2]:  # a national record: 2022-000507-12/ES
        return f"{_EU_CTR}/trial/{match[1]}/{match[2].upper()}"
    return f"{_EU_CTR}/search?query={match[1]}"


def _jrct(match: re.Match[str]) -> str:
    return f"https://jrct.mhlw.go.jp/en-latest-detail/jRCT{match[1].lower()}{match[2]}"


# The order matters: an EU CT number (block 5NNNNN) looks like an EudraCT number with more after it.
_RULES: tuple[_Rule, ...] = (
    ("ClinicalTrials.gov", r"NCT\d{8}", lambda m: f"https://clinicaltrials.gov/study/{_upper(m)}"),
    ("EU CTIS", r"(?:CTIS)?(20\d{2}-5\d{5}-\d{2})(-\d{2})?", _euct),
    ("EU CTR (historic)", r"(?:EUCTR)?(\d{4}-\d{6}-\d{2})(?:[/-]([A-Z]{2}|3RD))?", _eudract),
    ("ISRCTN", r"ISRCTN\d{8}", lambda m: f"https://www.isrctn.com/{_upper(m)}"),
    ("jRCT", r"(?:JPRN-)?jRCT(s?)(\d{9,10})", _jrct),
    ("DRKS", r"DRKS\d{8}", lambda m: f"https://drks.de/search/en/trial/{_upper(m)}"),
    ("NCI", r"NCI-\d{4}-\d{5}", lambda m: f"{NCI_SEARCH}/v?id={_upper(m)}"),
    ("WHO ICTRP", r"(?:JPRN-)?(UMIN\d{9})", lambda m: f"{_ICTRP}JPRN-{m[1].upper()}"),
    ("WHO ICTRP", r"ACTRN\d{14}p?", lambda m: f"{_ICTRP}ACTRN{m[0][5:].lower()}"),
    ("WHO ICTRP", r"(ChiCTR)([A-Z0-9-]{6,20})", lambda m: f"{_ICTRP}ChiCTR{m[2]}"),
    ("WHO ICTRP", r"(?:JPRN-)?(JapicCTI)-?(\d{6})", lambda m: f"{_ICTRP}JPRN-JapicCTI-{m[2]}"),
    ("WHO ICTRP", r"CTRI/\d{4}/\d{2,3}/\d{6}|KCT\d{7}|TCTR\d{11}|PACTR\d{15}", lambda m: _ICTRP + _upper(m)),
    ("WHO ICTRP", r"IRCT\d+N\d+|NL-OMON\d+", lambda m: _ICTRP + _upper(m)),
)


def trial_link(number: str) -> Link:
    """Return the link to one trial; raise UnknownValue for a number of no known form."""
    typed = re.sub(r"\s+", "", number)
    for registry, pattern, address in _RULES:
        if match := re.fullmatch(pattern, typed, re.IGNORECASE | re.ASCII):
            return Link(registry=registry, label=f"{registry}: {match[0]}", url=address(match))
    hint = "Known forms: NCT01234567, 2011-005049-11, 2024-518325-15-00, ISRCTN12345678, jRCT1031200023 ..."
    raise UnknownValue(f"'{clean(number, 60)}' is no trial number", hint)


def trial_url(number: str) -> str:
    """Return the address of the page of one trial; raise UnknownValue for a number of no known form."""
    return trial_link(number).url
