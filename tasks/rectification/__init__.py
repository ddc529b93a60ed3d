"""整改: problems are items like all others; here is what only they have: 回头看 and recurrence, and the 台账."""
