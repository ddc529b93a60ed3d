"""Is everything running: said by the rows that the parts leave behind, never by asking the parts."""
