"""督导自查: how those who check and urge do their own part, with the rows behind each figure."""
