"""一岗双责: what each leader is in charge of, what was done in person, where the holes are; never a score (PRODUCT 2.7)."""
