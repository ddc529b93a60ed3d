"""Bad inputs and misuse of RELIABILITY.md section 6, by row: what the tests of the rooms do not say yet."""
