"""The site tree: what covers what."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netcli.knowledge.files.load import bundled
from netcli.knowledge.model import Site
from netcli.knowledge.sites import covered_by, overlap

SITES = bundled().of(Site)
ANY = st.sampled_from(sorted(SITES))


@pytest.mark.parametrize(
    ("asked", "stated", "concerns"),
    [
        ("ileum", "midgut", True), ("midgut", "ileum", True), ("ileum", "gep", True), ("lung", "gep", False),
        ("pancreas", "gep", True), ("pancreas", "gi", False), ("pancreas", "extrapancreatic", False),
        ("lung", "extrapancreatic", True), ("pancreas", "foregut", True), ("ileum", "foregut", False),
        ("rectum", "midgut", False), ("thymus", "lung", False), ("unknown-primary", "gep", False),
        ("lung", "net", True),
        ("biliary", "gep", True), ("ampulla", "gi", True),
        ("right-colon", "midgut", True), ("right-colon", "hindgut", False), ("left-colon", "midgut", False),
        ("colon", "midgut", True), ("colon", "hindgut", True), ("right-colon", "colorectum", True),
    ],
)  # fmt: skip
def test_a_statement_concerns_the_site_its_parts_and_its_groups(asked: str, stated: str, concerns: bool) -> None:
    """The same site, a part of it, or a group that contains it; never a neighbour."""
    assert overlap(asked, stated, SITES) is concerns


@given(ANY, ANY)
def test_overlap_is_symmetric(one: str, other: str) -> None:
    """If a statement on A concerns B, one on B concerns A."""
    assert overlap(one, other, SITES) is overlap(other, one, SITES)


@given(ANY)
def test_every_site_lies_in_the_whole(site: str) -> None:
    """The root covers everything, and every site covers itself."""
    assert site in covered_by("net", SITES)
    assert site in covered_by(site, SITES)


def test_every_organ_in_scope_is_in_the_tree() -> None:
    """None of the contract's organs is missing."""
    organs = {
        "oesophagus", "stomach", "duodenum", "ampulla", "pancreas", "jejunum", "ileum", "appendix", "colon", "rectum",
        "biliary", "lung", "thymus", "unknown-primary",
    }  # fmt: skip
    assert organs <= set(SITES)
