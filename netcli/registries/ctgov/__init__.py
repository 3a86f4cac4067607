"""The live client of ClinicalTrials.gov: the only code that touches the network."""
