"""交办: a piece of an assignment that a colleague of the unit does; never a second report."""
