"""代办: a colleague acts for the holder of a post who is away, between two days."""
