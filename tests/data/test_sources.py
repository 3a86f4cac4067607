"""How good the sources are, in numbers that may only improve: lower a limit when the data beat it, never raise it."""

from netcli.knowledge.authority import best, claims_by_authority
from netcli.knowledge.citations import claims_in
from netcli.knowledge.documents import IDENTIFIER, mirrors
from netcli.knowledge.faq import EVERYDAY
from netcli.knowledge.files.load import Knowledge
from netcli.knowledge.model import Imaging, Question, Source, Therapy, Trial
from netcli.knowledge.scheme import Limit, Scheme
from netcli.knowledge.wording import citation
from netcli.output.sources import References, address

PAPERS_WITHOUT_IDENTIFIER = 0.0470
PAPERS_WITHOUT_AUTHORS = 0.2200
LABELS_WITHOUT_NUMBER = 17
TUMOURLET = Limit(  # the one limit of which only teaching pages could be read
    value=5,
    unit="mm",
    belongs="above",
    sources=["who-thoracic-2021", "cytopathology-carcinoid", "pathologyoutlines-lung-tumourlet"],
)
CLAIMS_ON_NEITHER = 0.0115
EVERYDAY_CLAIMS_ON_NEITHER = 0  # of what patients ask, which rests on pages of agencies and patient organisations too
CLAIMS_NOT_ON_PRIMARY = 0.1355  # with the regions beyond the US and the EU, whose labels are mostly known from reports


def share(part: int, whole: int) -> float:
    return part / whole


def test_papers_and_guidelines_are_found_by_an_identifier(knowledge: Knowledge) -> None:
    """DOI, PMID, PMCID, ISBN or NICE's number; the others say why none is given (a rule of the knowledge)."""
    papers = [one for one in knowledge.of(Source).values() if one.kind in ("paper", "guideline")]
    without = [one.id for one in papers if not (one.doi or one.pmid or IDENTIFIER.search(one.number))]
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
    counts = claims_by_authority(with_questions(knowledge, everyday=False))
    total = sum(counts.values())
    assert share(counts["none"], total) <= CLAIMS_ON_NEITHER
    assert share(counts["secondary"] + counts["none"], total) <= CLAIMS_NOT_ON_PRIMARY


def with_questions(knowledge: Knowledge, *, everyday: bool) -> Knowledge:
    """Return the knowledge with the everyday questions only, or without them."""
    asked = {one.id: one for one in knowledge.of(Question).values() if (one.topic in EVERYDAY) is everyday}
    return Knowledge(loaded={Question: asked})


def test_everyday_answers_rest_on_recognised_houses(knowledge: Knowledge) -> None:
    """Each on a document, on a page of an agency, a hospital or a patient organisation, or on a choice that says so."""
    known = knowledge.of(Source)
    cited = [
        names
        for one in with_questions(knowledge, everyday=True).of(Question).values()
        for names in claims_in({"answer": one.answer, "plain": one.plain})
    ]
    unnamed = [names for names in cited if best(known[name] for name in names if name in known) == "none"]
    assert len(unnamed) <= EVERYDAY_CLAIMS_ON_NEITHER, unnamed


def weak(knowledge: Knowledge, sources: list[str]) -> bool:
    known = knowledge.of(Source)
    return best(known[name] for name in sources if name in known) not in ("primary", "own")


def marked(knowledge: Knowledge, sources: list[str]) -> bool:
    return References(knowledge.of(Source)).number(citation(sources)).endswith("]†")


def test_an_approval_that_rests_on_reports_alone_says_so(knowledge: Knowledge) -> None:
    """Of a drug or a scan. These are the last ones of which no document could be read; there may be no others."""
    weak_ones = {
        (record.id, one.region): one.sources
        for record in (*knowledge.of(Therapy).values(), *knowledge.of(Imaging).values())
        for one in (record.indications if isinstance(record, Therapy) else record.approvals)
        if one.status == "approved" and one.confirmed and weak(knowledge, one.sources)
    }
    assert set(weak_ones) <= {
        ("cabozantinib", "eu"), ("cabozantinib", "uk"), ("belzutifan", "cn"), ("belzutifan", "jp"),
        ("belzutifan", "ca"), ("everolimus", "ca"), ("sunitinib", "ca"), ("sunitinib", "au"),
        ("lutetium-dotatate", "au"),
    }  # fmt: skip
    assert all(marked(knowledge, sources) for sources in weak_ones.values())


def test_a_primary_endpoint_that_rests_on_reports_alone_says_so(knowledge: Knowledge) -> None:
    """As an approval does."""
    weak_ones = {
        f"{trial.id} {one.id}": one.sources
        for trial in knowledge.of(Trial).values()
        for one in trial.outcomes
        if one.primary and one.confirmed and weak(knowledge, one.sources)
    }
    assert set(weak_ones) <= {"alphamedix-02 orr-prrt-naive", "alphamedix-02 orr-prrt-exposed", "calgb-80701 pfs"}
    assert all(marked(knowledge, sources) for sources in weak_ones.values())


def test_grading_rests_on_the_classification(knowledge: Knowledge) -> None:
    """Every limit and every code of ICD-O cites it or a paper on it."""
    known = knowledge.of(Source)
    for scheme in knowledge.of(Scheme).values():
        cutoffs = [*scheme.ki67, *scheme.mitoses, *scheme.limits.values()]
        codes = [entity.icd_o for entity in scheme.entities.values() if entity.icd_o]
        for one in (*cutoffs, *codes):
            unconfirmed = not getattr(one, "confirmed", True)
            assert unconfirmed or not weak(knowledge, one.sources) or one == TUMOURLET, f"{scheme.id}: {one}"
            assert {"classification", "paper", "guideline", "computed", "editorial"} & {
                known[name].kind for name in one.sources
            }, f"{scheme.id}: {one}"
    assert marked(knowledge, TUMOURLET.sources)
