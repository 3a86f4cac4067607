"""Every link rule against the example addresses of the evidence."""

import subprocess
import sys
from urllib.parse import parse_qs, urlsplit

import pytest

from netcli.errors import UnknownValue
from netcli.registries.countries import COUNTRIES, EU_CTR, find_country
from netcli.registries.links import Link, search_links
from netcli.registries.query import RegisterQuery, parse_near, parse_within
from netcli.registries.trial_links import trial_link, trial_url
from netcli.registries.web_search import web_search_url


def link(registry: str, **query: object) -> Link:
    links = search_links(RegisterQuery(**query))  # type: ignore[arg-type]
    return next(each for each in links if each.registry == registry)


def test_the_six_registers_of_the_contract_always_answer() -> None:
    registries = [each.registry for each in search_links(RegisterQuery())]
    assert registries == ["ClinicalTrials.gov", "EU CTIS", "EU CTR (historic)", "ISRCTN", "WHO ICTRP", "NCI"]


@pytest.mark.parametrize(
    ("query", "url"),
    [
        (
            {"phases": ["3"], "statuses": ["recruiting"]},
            "https://clinicaltrials.gov/search?cond=neuroendocrine%20tumor&aggFilters=phase:3,status:rec",
        ),
        (
            {"phases": ["2"], "statuses": ["recruiting", "not-yet-recruiting"]},
            "https://clinicaltrials.gov/search?cond=neuroendocrine%20tumor&aggFilters=phase:2,status:rec%20not",
        ),
        (
            {"phases": ["early-1", "1"], "statuses": ["recruiting", "not-yet-recruiting"]},
            "https://clinicaltrials.gov/search?cond=neuroendocrine%20tumor&aggFilters=phase:0%201,status:rec%20not",
        ),
        (
            {"countries": ["Germany"]},
            "https://clinicaltrials.gov/search?cond=neuroendocrine%20tumor&country=Germany",
        ),
        (
            {"place": "Boston, MA", "countries": ["us"], "within": 50, "unit": "mi"},
            (
                "https://clinicaltrials.gov/search?cond=neuroendocrine%20tumor&locStr=Boston,%20MA"
                "&country=United%20States&city=Boston&distance=50"
            ),
        ),
        (
            {"drug": "177Lu-DOTATATE & more"},
            "https://clinicaltrials.gov/search?cond=neuroendocrine%20tumor&intr=177Lu-DOTATATE%20%26%20more",
        ),
    ],
)
def test_ctgov_web_search(query: dict[str, object], url: str) -> None:
    assert web_search_url(RegisterQuery(**query)) == url  # type: ignore[arg-type]


def test_the_label_of_two_phases_is_both_phases() -> None:
    assert "aggFilters=phase:1%202" in link("ClinicalTrials.gov", phases=["1/2"]).url
    assert "phase=phase-one&phase=phase-two" in link("EU CTR (historic)", phases=["1/2"]).url


def test_several_countries_need_the_expert_search() -> None:
    url = link("ClinicalTrials.gov", countries=["DE", "France"], phases=["3"]).url
    assert url.startswith("https://clinicaltrials.gov/expert-search?term=")
    term = parse_qs(urlsplit(url).query)["term"][0]
    assert 'AREA[LocationCountry]("Germany" OR "France")' in term
    assert "AREA[Phase]PHASE3" in term


def test_a_code_never_seen_on_the_site_goes_to_the_expert_search() -> None:
    """The site answers an unknown aggFilters code with an empty list."""
    term = parse_qs(urlsplit(link("ClinicalTrials.gov", statuses=["enrolling-by-invitation"]).url).query)["term"][0]
    assert "AREA[OverallStatus]ENROLLING_BY_INVITATION" in term


def test_distance_is_in_miles_on_the_web_site() -> None:
    url = link("ClinicalTrials.gov", lat=52.52, lon=13.405, within=50).url
    assert "locStr=52.52,13.405&lat=52.52&lng=13.405&distance=31" in url


def test_eu_ctr_repeats_phase_and_country_and_has_no_status() -> None:
    found = link(
        "EU CTR (historic)", phases=["3"], countries=["Germany", "FR", "Japan"], statuses=["recruiting"], drug=""
    )
    assert found.url == (
        "https://www.clinicaltrialsregister.eu/ctr-search/search?query=neuroendocrine&phase=phase-three"
        "&country=de&country=fr&country=3rd"
    )
    assert "status" in found.note


def test_isrctn_takes_one_value_a_filter() -> None:
    one = link("ISRCTN", phases=["3"], statuses=["recruiting"], countries=["Germany"])
    assert one.url == (
        "https://www.isrctn.com/search?q=neuroendocrine"
        "&filters=phase:Phase%20III,trialStatus:ongoing,recruitmentCountry:Germany"
    )
    two = link("ISRCTN", phases=["1", "2"])
    assert two.url == "https://www.isrctn.com/search?q=neuroendocrine"
    assert "phases" in two.note


@pytest.mark.parametrize("registry", ["EU CTIS", "WHO ICTRP"])
def test_a_register_without_search_links_gets_the_words_to_type(registry: str) -> None:
    found = link(registry, phases=["3"], countries=["Germany"], drug="lanreotide")
    assert "?query" not in found.url
    for word in ("neuroendocrine", "lanreotide", "Germany"):
        assert word in found.note


def test_nci_uses_the_advanced_form_for_phases() -> None:
    base = "https://www.cancer.gov/research/participate/clinical-trials-search/r"
    assert link("NCI").url == f"{base}?loc=0&rl=1&q=neuroendocrine%20tumor"
    assert link("NCI", phases=["1", "2"]).url == f"{base}?loc=0&rl=2&q=neuroendocrine%20tumor&tp=i&tp=ii"


def test_what_a_register_cannot_filter_is_said() -> None:
    for registry in ("EU CTR (historic)", "ISRCTN", "NCI", "WHO ICTRP", "EU CTIS"):
        assert "distance" in link(registry, place="Lyon").note
    assert "phase na" in link("ISRCTN", phases=["na"]).note


def test_regional_registers_come_with_their_countries() -> None:
    url = link("ANZCTR", countries=["Australia"]).url
    assert url == "https://www.anzctr.org.au/TrialSearch.aspx#&&searchTxt=neuroendocrine"
    assert link("jRCT", countries=["JP"]).url.startswith("https://jrct.mhlw.go.jp/")


@pytest.mark.parametrize(
    ("number", "url"),
    [
        ("nct03375320", "https://clinicaltrials.gov/study/NCT03375320"),
        ("2014-003578-17", "https://www.clinicaltrialsregister.eu/ctr-search/search?query=2014-003578-17"),
        ("2022-000507-12/ES", "https://www.clinicaltrialsregister.eu/ctr-search/trial/2022-000507-12/ES"),
        ("2023-510173-34-00", "https://euclinicaltrials.eu/search-for-clinical-trials/?lang=en&EUCT=2023-510173-34-00"),
        ("ISRCTN70039829", "https://www.isrctn.com/ISRCTN70039829"),
        ("ACTRN12615000909527", "https://trialsearch.who.int/Trial2.aspx?TrialID=ACTRN12615000909527"),
        ("jRCTs021250011", "https://jrct.mhlw.go.jp/en-latest-detail/jRCTs021250011"),
        ("JRCT1031200023", "https://jrct.mhlw.go.jp/en-latest-detail/jRCT1031200023"),
        ("DRKS00000000", "https://drks.de/search/en/trial/DRKS00000000"),
        ("UMIN000012345", "https://trialsearch.who.int/Trial2.aspx?TrialID=JPRN-UMIN000012345"),
        (
            "NCI-2024-08463",
            "https://www.cancer.gov/research/participate/clinical-trials-search/v?id=NCI-2024-08463",
        ),
    ],
)
def test_every_number_leads_to_its_trial(number: str, url: str) -> None:
    assert trial_url(number) == url
    assert trial_link(number).registry


@pytest.mark.parametrize("number", ["", "NCT123", "NETTER-1", "2011-005049", "\u202eNCT03375320"])
def test_other_numbers_are_refused(number: str) -> None:
    with pytest.raises(UnknownValue) as refusal:
        trial_url(number)
    assert "\u202e" not in refusal.value.message


@pytest.mark.parametrize(
    ("typed", "iso2"),
    [("germany", "DE"), ("de", "DE"), ("UK", "GB"), ("Türkiye", "TR"), ("Korea, Republic of", "KR"), ("U.S.A.", "US")],
)
def test_countries_by_name_or_code(typed: str, iso2: str) -> None:
    assert find_country(typed).iso2 == iso2


def test_an_unknown_country_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownValue) as refusal:
        search_links(RegisterQuery(countries=["Grmany"]))
    assert "Germany" in refusal.value.hint


def test_the_table_of_countries_is_whole() -> None:
    codes = [country.iso2 for country in COUNTRIES]
    assert len(codes) == len(set(codes))
    assert set(codes) >= EU_CTR


def test_places_and_distances_as_typed() -> None:
    assert parse_near("52.52, 13.4") == ("", 52.52, 13.4)
    assert parse_near("−33.9,151.2") == ("", -33.9, 151.2)
    assert parse_near("Boston, MA") == ("Boston, MA", None, None)
    assert parse_within("50") == (50, "km")
    assert parse_within("30 miles") == (30, "mi")
    for wrong in ("91,0", "0,181", "12", ""):
        with pytest.raises(UnknownValue):
            parse_near(wrong)
    for wrong in ("0", "-5", "nan", "99999"):
        with pytest.raises(UnknownValue):
            parse_within(wrong)


def test_links_load_without_the_network_libraries() -> None:
    code = (
        "import sys, netcli.registries.links, netcli.registries.trial_links, netcli.registries.ctgov.search\n"
        "print({'requests', 'urllib3', 'urllib.request', 'ssl', 'http.client', 'yaml', 'rich'} & set(sys.modules))"
    )
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "set()"


def test_a_joint_phase_is_one_label() -> None:
    """Phase 1/Phase 2 is asked for as such where a register can, and said where it cannot."""
    links = {link.registry: link for link in search_links(RegisterQuery(phases=["1", "2"], joint=True))}
    assert "AREA%5BPhase%5DPHASE1%20AND%20AREA%5BPhase%5DPHASE2" in links["ClinicalTrials.gov"].url
    assert "phase:Phase%20I/II" in links["ISRCTN"].url
    assert "phase=phase-one&phase=phase-two" in links["EU CTR (historic)"].url
    assert "either phase" in links["EU CTR (historic)"].note
    assert "I/II" in links["EU CTIS"].note
