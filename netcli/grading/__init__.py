"""WHO grading as pure rules over the schemes in data/grading.yaml: `from netcli.grading import classify`."""

from netcli.grading.case import Assessment, Case
from netcli.grading.classification import classify

__all__ = ["Assessment", "Case", "classify"]
