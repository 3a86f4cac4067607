"""How good the sources are, in numbers that may only improve: lower a limit when the data beat it, never raise it."""

import re

from netcli.knowledge.authority import authority, best, claims_by_authority
from netcli.knowledge.documents import mirrors
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Imaging, Source, Therapy, Trial
from netcli.knowledge.scheme import Scheme
from netcli.output.sources import address

PAPERS_WITHOUT_IDENTIFIER = 0.27
PAPERS_WITHOUT_AUTHORS = 0.37
LABELS_WITHOUT_NUMBER = 25
CLAIMS_ON_NEITHER = 0.04
CLAIMS_NOT_ON_PRIMARY = 0.26


def share(part: int, whole: int) -> float:
    return part / whole


def test_papers_and_guidelines_are_found_by_an_identifier(knowledge: Knowledge) -> None:
    """DOI, PMID, PMCID or ISBN; the others say why none is given (a rule of the knowledge)."""
    papers = [one for one in knowledge.of(Source).values() if one.kind in ("paper", "guideline")]
    without = [one.id for one in papers if not (one.doi or one.pmid or re.search(r"PMC\d|ISBN", one.number))]
    assert share(len(without), len(papers)) <= PAPERS_WITHOUT_IDENTIFIER, without
    nameless = [one.id for one in papers if not one.authors]
    assert share(len(nameless), len(papers)) <= PAPERS_WITHOUT_AUTHORS, nameless


def test_labels_have_their_number_and_the_agencys_address(knowledge: Knowledge) -> None:
    """So that a reader can open the text that is in force."""
    labels = [one for one in knowledge.of(Source).values() if one.kind == "label"]
    without = [one.id for one in labels if not one.number]
    assert len(without) <= LABELS_WITHOUT_NUMBER, without


def test_no_printed_address_is_a_mirrors(knowledge: Knowledge) -> None:
    """A copy that was read is named as one; the address that a reader opens is the document's."""
    for one in knowledge.of(Source).values():
        assert not any(f"//{host}/" in address(one).replace("//www.", "//") for host in mirrors()), one.id


def test_claims_rest_on_documents(knowledge: Knowledge) -> None:
    """At most one in twenty-five on nothing that a specialist would sign for."""
    counts = claims_by_authority(knowledge)
    total = sum(counts.values())
    assert share(counts["none"], total) <= CLAIMS_ON_NEITHER
    assert share(counts["secondary"] + counts["none"], total) <= CLAIMS_NOT_ON_PRIMARY


def weak(knowledge: Knowledge, sources: list[str]) -> bool:
    known = knowledge.of(Source)
    return best(known[name] for name in sources if name in known) not in ("primary", "own")


def test_no_approval_rests_on_reports_alone(knowledge: Knowledge) -> None:
    """Of a drug or a scan: the label or the regulator stands behind it, or it is marked unconfirmed."""
    approvals = [
        (record.id, one)
        for record in (*knowledge.of(Therapy).values(), *knowledge.of(Imaging).values())
        for one in (record.indications if isinstance(record, Therapy) else record.approvals)
        if one.status == "approved" and one.confirmed
    ]
    assert [f"{name} {one.region}: {one.text}" for name, one in approvals if weak(knowledge, one.sources)] == []


def test_no_primary_endpoint_rests_on_reports_alone(knowledge: Knowledge) -> None:
    """The paper, the abstract or the register stands behind it, or it is marked unconfirmed."""
    endpoints = [
        (trial.id, one)
        for trial in knowledge.of(Trial).values()
        for one in trial.outcomes
        if one.primary and one.confirmed
    ]
    assert [f"{name}: {one.id}" for name, one in endpoints if weak(knowledge, one.sources)] == []


def test_grading_rests_on_the_classification(knowledge: Knowledge) -> None:
    """Every limit and every code of ICD-O cites it or a paper on it."""
    known = knowledge.of(Source)
    for scheme in knowledge.of(Scheme).values():
        cutoffs = [*scheme.ki67, *scheme.mitoses, *scheme.limits.values()]
        codes = [entity.icd_o for entity in scheme.entities.values() if entity.icd_o]
        for one in (*cutoffs, *codes):
            found = {authority(known[source]) for source in one.sources}
            assert found & {"primary", "own"} or not getattr(one, "confirmed", True), f"{scheme.id}: {one}"
