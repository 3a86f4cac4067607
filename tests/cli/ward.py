"""A ward's overlay whose names try to make a shell do something: valid, and offered by every completion."""

import json
from pathlib import Path

from netcli.knowledge.files.load import COLLECTIONS, Knowledge

# A name, and what it is offered as: a shell that took the name itself would write pwned.txt, or expand or split it.
SPELLED = {
    "aaward\\$(id>pwned.txt)": "aaward-id-pwned.txt",
    "aab$(id>pwned.txt)": "aab-id-pwned.txt",
    "aac`id>pwned.txt`": "aac-id-pwned.txt",
    "aad\\`id>pwned.txt\\`": "aad-id-pwned.txt",
    "aae;id>pwned.txt;": "aae-id-pwned.txt",
    "aaf|id>pwned.txt": "aaf-id-pwned.txt",
    "aag&id>pwned.txt": "aag-id-pwned.txt",
    "aah>pwned.txt": "aah-pwned.txt",
    "aai<(id>pwned.txt)": "aai-id-pwned.txt",
    "aaj\"$(id>pwned.txt)\"q": "aaj-id-pwned.txt-q",
    "aak'$(id>pwned.txt)'q": "aak-id-pwned.txt-q",
    "aal')))';id>pwned.txt;'": "aal-id-pwned.txt",
    "aam\\\\$(id>pwned.txt)": "aam-id-pwned.txt",
    "aan*b": "aan-b",
    "aao?b": "aao-b",
    "aap[xyz]": "aap-xyz",
    "aaq{r,s}": "aaq-r-s",
    "aat${home}": "aat-home",
    "aau:::v": "aau-v",
    "aaw(e:'id>pwned.txt':)": "aaw-e-id-pwned.txt",
    "aax@(y)": "aax-y",
    "aaz\u00a0z": "aaz-z",
}  # fmt: skip
OTHERS = ["$HOME", "~root", "!!a", "=ls", "{a,b}", "[z]", "-rf", "--data", "#x", "%self", "^c", "@y", "'q", '"p', "<w",
          ">v", "&&u", "..t", "/s", "é" * 300, "aalong" + "x" * 5000, "£r"]  # fmt: skip
SKIPPED = ("edition", "grading", "schemas", "items", "out_of_scope")  # closed to overlays, or never offered


def overlay(folder: Path, knowledge: Knowledge) -> str:
    """Write the overlay, new records and patches in every collection that is offered; return its folder."""
    names = [*SPELLED, *OTHERS]
    therapy = dict.fromkeys(("mechanism", "route", "dose"), "m") | {"kind": "drug"}
    new = {"id": "ward-x", "name": names[0], "class": names[1], "brands": names[1:], **therapy}
    content: dict[str, list[dict[str, object]]] = {
        "therapies": [new],
        "sites": [{"id": "ward-site", "name": names[0], "aliases": names[1:], "parent": "pancreas"}],
    }
    for collection, kind in COLLECTIONS.items():
        if collection not in SKIPPED and collection not in content:
            content[collection] = [{"id": next(iter(knowledge.of(kind))), "aliases": names}]
    folder.mkdir()
    (folder / "ward.yaml").write_text(json.dumps(content), encoding="utf-8")
    return str(folder)
