"""Put trials about neuroendocrine tumours first.

The register widens a condition by synonyms and ancestors: "neuroendocrine tumor" also returns small-cell lung
cancer, medullary thyroid carcinoma, phaeochromocytoma, prostate and Merkel-cell carcinoma. Such trials are moved
behind, never dropped, and the answer says how many.
"""

import re
from collections.abc import Iterable

from netcli.registries.ctgov.mapping import RegisterRecord

_NET = re.compile(
    r"(?i)neuro-?endocrin|carcinoid|(?:GEP|SI|GI|SB|pan|gastroentero\w*)[- ]?NE[TNC]s?\b|\bp-?NETs?\b|islet[- ]cell"
    r"|insulinoma|gastrinoma|glucagonoma|VIPoma|somatostatinoma|somatostatin[- ]receptor|\bSSTR"
)
_OTHER = re.compile(
    r"(?i)(?<!non)(?<!non[- ])\bsmall[- ]cell|\bSCLC|medullary thyroid|pha?eochromocytoma|paraganglioma|\bPPGL"
    r"|prostat|merkel|neuroblastoma|pituitary|cushing|acromegaly|meningioma"
)
# "Neuroendocrine prostate cancer" and "pituitary neuroendocrine tumour" name tumours of other organs.
_ELSEWHERE = re.compile(
    r"(?i)neuroendocrin\w*[^|.;,]{0,40}(?:prostat|pituitar)\w*|(?:prostat|pituitar)\w*[^|.;,]{0,40}neuroendocrin\w*"
)


def is_about_nets(text: str) -> bool:
    """Return whether a text names a neuroendocrine tumour or carcinoma."""
    return bool(_NET.search(_ELSEWHERE.sub("", text)))


def relevance(titles: str, conditions: str) -> int:
    """Return 3 for a NET in the title, 2 beside another tumour or in the conditions alone, 0 for neither.

    A title about another tumour outweighs a NET in the list of conditions: 0.
    """
    other = bool(_OTHER.search(titles))
    if is_about_nets(titles):
        return 2 if other else 3
    return 2 if is_about_nets(conditions) and not other else 0


def rank(records: Iterable[RegisterRecord]) -> tuple[list[RegisterRecord], int]:
    """Return the records, most relevant first and otherwise in the register's order; and how many name no NET."""
    scored = [(relevance(record.titles, record.conditions), record) for record in records]
    scored.sort(key=lambda pair: -pair[0])
    return [record for _, record in scored], sum(score == 0 for score, _ in scored)
