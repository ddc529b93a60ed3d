"""Pages of the list room."""
