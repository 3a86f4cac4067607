"""The classification as one plain function, for notebooks and data frames."""

from functools import cache

from netcli.grading.assess import grade
from netcli.grading.case import Assessment
from netcli.grading.inputs import SiteResolver, read_case, site_resolver
from netcli.grading.quantity import Typed
from netcli.grading.rulebook import Rulebook, bundled_rulebook


def classify(
    *,
    ki67: Typed | None = None,
    mitoses: Typed | None = None,
    positive: Typed | None = None,
    counted: Typed | None = None,
    differentiation: str | None = None,
    cell_type: str | None = None,
    site: str | None = None,
    necrosis: str | None = None,
    size_mm: Typed | None = None,
    ne_component: Typed | None = None,
    edition: str | None = None,
    hpf_diameter: Typed | None = None,
    rulebook: Rulebook | None = None,
    resolve_site: SiteResolver | None = None,
) -> Assessment:
    """Return the WHO class and grade of one tumour, with reasons, warnings and sources.

    `ki67` and `ne_component` are per cent, `mitoses` per 2 mm2 unless an area is typed ("18/10mm2", "12/50hpf" with
    `hpf_diameter` in mm), `size_mm` in mm. Numbers may be text as people type it ("12,5", "<3", "3-20"). None means
    not known; NaN is refused, so turn the missing values of a data frame into None. The bundled schemes are loaded
    once, on the first call. Raise UnknownValue (netcli.errors) for input that cannot be graded.

        >>> classify(ki67=12, mitoses=4, differentiation="well", site="pancreas").label
        'NET G2'
    """
    book = rulebook or bundled_rulebook()
    case = read_case(
        book,
        resolve_site or (site_resolver(book) if rulebook else _bundled_resolver()),
        ki67=ki67,
        mitoses=mitoses,
        positive=positive,
        counted=counted,
        differentiation=differentiation,
        cell_type=cell_type,
        site=site,
        necrosis=necrosis,
        size_mm=size_mm,
        ne_component=ne_component,
        edition=edition,
        hpf_diameter=hpf_diameter,
    )
    return grade(case, book)


@cache
def _bundled_resolver() -> SiteResolver:
    return cache(site_resolver(bundled_rulebook()))
