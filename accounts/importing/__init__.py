"""Units and people from an .xlsx file: cells -> rows -> plan -> one transaction."""
