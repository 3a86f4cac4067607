"""The live client of ClinicalTrials.gov: what is said there, and how it is read."""
