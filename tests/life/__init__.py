"""Random people do random things to matters, and a second, simpler account of the rules says what must come of it."""
