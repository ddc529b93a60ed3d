"""The provider, for these tests only: its library is slow to import."""

from tests.services.oidc import oidc, one_provider

__all__ = ["oidc", "one_provider"]
