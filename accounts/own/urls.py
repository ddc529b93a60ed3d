"""Addresses of one's own account."""

from django.urls import path

from accounts.own.views import account, factors, identity, passkeys

urlpatterns = [
    path("account/", account.account, name="own"),
    path("account/password/", account.password, name="own_password"),
    path("account/factor/", factors.factor, name="own_factor"),
    path("account/factor/codes/", factors.codes, name="own_codes"),
    path("account/factor/off/", factors.factor_off, name="own_factor_off"),
    path("account/passkeys/new/", passkeys.passkey_new, name="own_passkey_new"),
    path("account/passkeys/new/keep/", passkeys.passkey_keep, name="own_passkey_keep"),
    path("account/passkeys/<int:pk>/name/", passkeys.passkey_rename, name="own_passkey_rename"),
    path("account/passkeys/<int:pk>/remove/", passkeys.passkey_remove, name="own_passkey_remove"),
    path("account/identity/", identity.identity, name="own_identity"),
    path("account/identity/confirm/", identity.identity_confirm, name="own_identity_confirm"),
    path("account/identity/off/", identity.identity_off, name="own_identity_off"),
    path("account/sessions/end/", account.sessions_end, name="own_sessions_end"),
    path("account/sessions/<int:pk>/end/", account.session_end, name="own_session_end"),
]
