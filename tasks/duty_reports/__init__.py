"""述: the duty reports of secretaries and leaders, drafted from checked records, edited, signed, returned."""
