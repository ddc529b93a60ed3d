"""How django-allauth keeps second factors here: secrets lie encrypted, so a copy of the database alone opens nothing."""

import base64
import hashlib

from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from accounts.factors.queries import has_factor


class SealedAdapter(DefaultMFAAdapter):
    """Encrypts with a key derived from SECRET_KEY; older keys (SECRET_KEY_FALLBACKS) still open what they closed."""

    def encrypt(self, text: str) -> str:
        """Text → token."""
        return _lock().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Token → text; empty when SECRET_KEY is another one than then: no code fits, and a reset is needed."""
        try:
            return _lock().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return ""

    def is_mfa_enabled(self, user, types=None) -> bool:
        """True when sign-in has a second step; passkeys lie in a table of our own."""
        return has_factor(user)


def _lock() -> MultiFernet:
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = [hashlib.sha256(f"accounts.factors|{key}".encode()).digest() for key in keys]
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived])
