"""Lists out as workbooks in the office's own columns, filled in offline, and back in with a three-way comparison."""
