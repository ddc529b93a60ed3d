"""Everybody at once: what make race runs (see __main__)."""
