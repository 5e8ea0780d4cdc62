"""Studies: their details, arms, references, patients, and which of them a sentence speaks of."""
