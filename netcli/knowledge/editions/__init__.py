"""Two editions of the knowledge side by side: what one has that the other lacks, and what they say differently."""
