"""Clients of people in the small office."""

from accounts.models import User
from tests.client import TrailClient


def client_of(user: User) -> TrailClient:
    """A trailed client with a session of the person."""
    client = TrailClient()
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def text(answer) -> str:
    """The page as text."""
    return answer.content.decode()
