"""An office that an earlier version made, brought up to this one: nothing lost, and whole."""
