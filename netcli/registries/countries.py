"""Countries as the trial registers spell them: EU and EEA complete, elsewhere where NET trials run.

ClinicalTrials.gov has names of its own ("South Korea", "Turkey (Türkiye)"); a name it does not know
finds nothing and is not refused, so every name is checked here first.
"""

from typing import NamedTuple

from netcli.errors import UnknownValue
from netcli.knowledge.names import key
from netcli.text import clean


class Country(NamedTuple):
    """ISO 3166 alpha-2 code, ClinicalTrials.gov's name, and what else people write."""

    iso2: str
    name: str
    aliases: tuple[str, ...] = ()


# The EU CTR knows these by code and calls every other country "3rd".
EU_CTR = frozenset(
    {
        "AT", "BE", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU", "IE", "IT", "LV",
        "LT", "LU", "MT", "NL", "PL", "PT", "RO", "SK", "SE", "SI", "ES", "GB", "IS", "LI", "NO",
    }
)  # fmt: skip
EU_EEA = EU_CTR - {"GB"}
_PLAIN = """
AT Austria|BE Belgium|BG Bulgaria|HR Croatia|CY Cyprus|DK Denmark|EE Estonia|FI Finland|FR France|DE Germany
GR Greece|HU Hungary|IS Iceland|IE Ireland|IT Italy|LV Latvia|LI Liechtenstein|LT Lithuania|LU Luxembourg|MT Malta
NO Norway|PL Poland|PT Portugal|RO Romania|SK Slovakia|SI Slovenia|ES Spain|SE Sweden|CH Switzerland|CA Canada
MX Mexico|BR Brazil|AR Argentina|CL Chile|CO Colombia|PE Peru|UY Uruguay|EC Ecuador|CR Costa Rica|PA Panama
CU Cuba|PR Puerto Rico|JP Japan|TW Taiwan|HK Hong Kong|SG Singapore|IN India|TH Thailand|MY Malaysia|ID Indonesia
PH Philippines|PK Pakistan|BD Bangladesh|KZ Kazakhstan|AU Australia|NZ New Zealand|IL Israel|SA Saudi Arabia
EG Egypt|JO Jordan|LB Lebanon|IQ Iraq|KW Kuwait|QA Qatar|MA Morocco|TN Tunisia|DZ Algeria|ZA South Africa|KE Kenya
NG Nigeria|RS Serbia|ME Montenegro|AL Albania|UA Ukraine|BY Belarus|MD Moldova|GE Georgia|AM Armenia
"""
_OTHERS = (
    Country("CZ", "Czechia", ("Czech Republic",)),
    Country("NL", "Netherlands", ("The Netherlands", "Holland")),
    Country("GB", "United Kingdom", ("UK", "Great Britain", "Britain", "England", "Scotland", "Wales")),
    Country("US", "United States", ("USA", "United States of America", "America")),
    Country("CN", "China", ("PR China", "People's Republic of China")),
    Country("KR", "South Korea", ("Korea", "Republic of Korea", "Korea, Republic of")),
    Country("VN", "Vietnam", ("Viet Nam",)),
    Country("TR", "Turkey (Türkiye)", ("Turkey", "Türkiye")),
    Country("RU", "Russia", ("Russian Federation",)),
    Country("IR", "Iran", ("Islamic Republic of Iran",)),
    Country("AE", "United Arab Emirates", ("UAE", "Emirates")),
    Country("BA", "Bosnia and Herzegovina", ("Bosnia",)),
    Country("MK", "North Macedonia", ("Macedonia",)),
)
COUNTRIES = tuple(
    sorted(
        [Country(entry[:2], entry[3:]) for line in _PLAIN.split("\n") for entry in line.split("|") if entry]
        + list(_OTHERS),
        key=lambda country: country.name,
    )
)


def find_country(text: str) -> Country:
    """Return the country that `text` names by English name or ISO code; raise UnknownValue."""
    wanted = key(text)
    for country in COUNTRIES:
        if wanted and wanted in map(key, (country.iso2, country.name, *country.aliases)):
            return country
    raise UnknownValue(f"No country '{clean(text, 60)}' is known", f"Nearest: {', '.join(_nearest(text))}.")


def _nearest(text: str) -> list[str]:
    from difflib import get_close_matches

    names = {key(name): country.name for country in COUNTRIES for name in (country.name, *country.aliases)}
    close = get_close_matches(key(text), names, n=3, cutoff=0.5)
    return list(dict.fromkeys(names[name] for name in close)) or ["Germany", "United States", "Japan (or ISO: DE)"]
