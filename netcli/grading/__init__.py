"""WHO grading as pure rules over the schemes in data/grading.yaml: `from netcli.grading import classify`."""

from netcli.grading.assess import classify
from netcli.grading.case import Assessment, Case

__all__ = ["Assessment", "Case", "classify"]
