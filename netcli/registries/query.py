"""One question to every register: condition, drug, phase, status and place."""

import re
from typing import Literal

import msgspec
from msgspec import Struct

from netcli.errors import UnknownValue
from netcli.knowledge.vocabulary import Phase, TrialStatus
from netcli.registries.countries import COUNTRIES, EU_EEA, Country, find_country
from netcli.text import clean

DEFAULT_CONDITION = "neuroendocrine tumor"
DEFAULT_LIMIT = 50
KM_PER_MILE = 1.609344
POLE, DATE_LINE = 90, 180  # degrees
HALF_EARTH = 20_000  # km: no two places are further apart
Unit = Literal["km", "mi"]


class RegisterQuery(Struct, frozen=True, kw_only=True):
    """What to look for. Empty lists and strings do not narrow the search.

    `countries` holds English names or ISO codes; `eu` asks for a site in any country of the EU and EEA or a European
    number. `place` is what was typed, or `lat` and `lon` (degrees) when that was a coordinate; `within` is the
    distance in `unit`.
    """

    condition: str = DEFAULT_CONDITION
    phases: list[Phase] = []
    joint: bool = False  # the registers' one label "Phase 1/Phase 2": all of `phases`, not any
    statuses: list[TrialStatus] = []
    drug: str = ""
    countries: list[str] = []
    eu: bool = False
    place: str = ""
    lat: float | None = None
    lon: float | None = None
    within: float = 50
    unit: Unit = "km"
    limit: int = DEFAULT_LIMIT

    def __post_init__(self) -> None:
        """Read a register's label of two phases ("1/2") as both."""
        phases = [part for phase in self.phases for part in phase.split("/")]
        msgspec.structs.force_setattr(self, "phases", list(dict.fromkeys(phases)))

    @property
    def wanted_countries(self) -> list[Country]:
        """The countries to ask for, those of the EU and EEA under `eu`. Raise UnknownValue."""
        if self.eu:
            return [country for country in COUNTRIES if country.iso2 in EU_EEA]
        return [find_country(name) for name in self.countries]

    @property
    def near(self) -> bool:
        """Whether a place was asked for."""
        return bool(self.place or self.lat is not None)

    @property
    def miles(self) -> int:
        """The distance in whole miles, as the web site counts."""
        return max(1, round(self.within / KM_PER_MILE if self.unit == "km" else self.within))

    @property
    def words(self) -> str:
        """The condition without "tumor": registers without synonyms would miss "tumour" and "neoplasm"."""
        return re.sub(r"(?i)(neuroendocrine)\s+(tumou?rs?|neoplasms?)\b", r"\1", self.condition).strip()


def parse_near(text: str) -> tuple[str, float | None, float | None]:
    """Return (place, latitude, longitude): coordinates for "52.5,13.4", a name otherwise. Raise UnknownValue."""
    match = re.fullmatch(r"\s*([-+−]?\d+(?:\.\d+)?)\s*[,;]\s*([-+−]?\d+(?:\.\d+)?)\s*", text)
    if not match:
        if not any(character.isalpha() for character in text):
            raise UnknownValue(f"'{clean(text, 60)}' is no place", "Give a name or LAT,LON such as 52.52,13.40.")
        return clean(text, 200), None, None
    lat, lon = (float(number.replace("−", "-")) for number in match.groups())
    if abs(lat) > POLE or abs(lon) > DATE_LINE:
        raise UnknownValue(f"{lat:g},{lon:g} is not on the Earth", "Latitude is -90 to 90, longitude -180 to 180.")
    return "", lat, lon


def parse_within(text: str) -> tuple[float, Unit]:
    """Return (distance, unit) for "50", "50km" or "30 mi"; kilometres unless said. Raise UnknownValue."""
    match = re.fullmatch(r"(?i)\s*(\d+(?:[.,]\d+)?)\s*(km|mi|miles?)?\s*", text)
    distance = float(match[1].replace(",", ".")) if match else 0
    if not match or not 0 < distance <= HALF_EARTH:
        raise UnknownValue(f"'{clean(text, 40)}' is no distance", "Give kilometres or miles: 50, 50km, 30mi.")
    return distance, "mi" if (match[2] or "").lower().startswith("mi") else "km"
