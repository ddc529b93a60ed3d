"""Where a browser is sent, and where it comes back."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts.identities import errand, provider, rules


def there(request: HttpRequest, **what) -> str:
    """The provider's address with a fresh errand for this browser (`user` or `next`: see errand.Errand)."""
    place = provider.described(provider.limit())["authorization_endpoint"]
    state, sent = errand.begin(request.session, now=timezone.now(), **what)
    return rules.address(
        place, client=settings.OIDC_CLIENT_ID, back=home(request), state=state, nonce=sent.nonce, verifier=sent.verifier
    )


def home(request: HttpRequest) -> str:
    """The redirect URI, on the host that the browser is at; the provider knows it."""
    return request.build_absolute_uri(reverse("identity_back"))
