"""What follows from the calendar and from a few facts: periods, last days, standings. Pure."""
