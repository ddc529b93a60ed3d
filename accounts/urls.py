"""Addresses of PEOPLE."""

from allauth.account import views as allauth_views
from django.conf import settings
from django.urls import include, path

from accounts.demo.load import DEMO_SIGN_INS, PASSWORD
from accounts.factors.sign_in import second_step
from accounts.factors.sign_in_alone import by_passkey
from accounts.identities.views import sign_in

DEMO = {"sign_ins": DEMO_SIGN_INS, "sign_in_password": PASSWORD} if settings.DEMO else {}
rooms = [
    path("", include("accounts.units.urls")),
    path("", include("accounts.acting.urls")),
    path("", include("accounts.importing.urls")),
    path("", include("accounts.tickets.urls")),
    path("", include("accounts.users.urls")),
    path("", include("accounts.identities.urls")),
    path("", include("accounts.rights.urls")),
    path("", include("accounts.glass.urls")),
    path("", include("accounts.own.urls")),
    path("", include("accounts.trail.urls")),
    path("", include("accounts.anchors.urls")),
    path("", include("accounts.erasing.urls")),
    path("", include("accounts.letters.urls")),
    path("", include("accounts.health.urls")),
    path("", include("accounts.backups.urls")),
    path("", include("accounts.feedback.urls")),
]
urlpatterns = [
    path("sign-in/", allauth_views.LoginView.as_view(extra_context=DEMO), name="account_login"),
    path("sign-out/", allauth_views.logout, name="account_logout"),
    path("sign-in/code/", second_step, name="mfa_authenticate"),
    path("sign-in/passkey/", by_passkey, name="passkey_sign_in"),
    path("sign-in/identity/", sign_in.begin, name="identity_begin"),
    path("sign-in/identity/back/", sign_in.back, name="identity_back"),
    path("", include((rooms, "accounts"))),
]
