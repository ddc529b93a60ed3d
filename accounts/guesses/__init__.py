"""How often a password was tried for an account: a bound over all addresses that no stranger can turn against the account's owner."""
