"""Signing in by the county's own sign-in, and the system administrator's page of links."""
