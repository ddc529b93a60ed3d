"""Pages about people and about their posts."""
