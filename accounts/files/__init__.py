"""Kept files: what was stored and when, whether it is still the same, how much a unit may add in a day, and how it leaves the house."""
