"""Pages of the progress room, by what they are about."""
