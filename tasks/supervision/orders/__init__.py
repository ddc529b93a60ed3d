"""督办单: proposed by the ladder, issued by a person, answered by the unit, checked by somebody outside it."""
