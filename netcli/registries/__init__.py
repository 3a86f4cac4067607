"""Trial registers: links to all of them, and the ClinicalTrials.gov client."""
