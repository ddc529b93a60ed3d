"""Forms of the review room: what a unit asks, what the office answers, what a reviewer found."""
