"""Rows of the table: sign_in."""

from tests.doors.door import SIGNED_IN, Door
from tests.doors.people import PASSWORD
from tests.doors.rows.who import SYSTEM

ROWS = (
    # In and out
    Door("account_login", "an account", open=True, post={}, signed_in=302, changes=True),
    Door("account_login", "an account", open=True, post={"password": "wrong"}, done=200, signed_in=302, changes=False),
    Door("account_logout", who=SIGNED_IN, post={}, changes=False),
    Door("accounts:set_password_begin", "a slip", open=True, post={}, changes=False),
    Door("accounts:set_password_begin", "a slip", open=True, post={"code": "AAAA-AAAA-AAAA"}, done=422),
    Door("accounts:set_password", "a link", open=True, post={"password": PASSWORD + "2", "again": PASSWORD + "2"}),
    Door("accounts:set_password", "a forged link", open=True, get=410, post={}, done=410),
    Door("mfa_authenticate", open=True, get=302, post={}, signed_in=302, changes=False),
    Door("passkey_sign_in", open=True, post={}, done=422, signed_in=302, changes=False),
    # The county's own sign-in is off here: no such pages (switched on: tests.accounts.identities)
    Door("identity_begin", open=True, get=404),
    Door("identity_back", open=True, get=404),
    Door("accounts:own_identity", who=SIGNED_IN, get=404, post={}, done=404),
    Door("accounts:own_identity_confirm", who=SIGNED_IN, get=404, post={}, done=404),
    Door("accounts:own_identity_off", who=SIGNED_IN, get=404, post={}, done=404),
    Door("accounts:person_identity", "a person", who=SYSTEM, get=404, post={"subject": "a"}, done=404),
    Door("accounts:person_identity_off", "a person", who=SYSTEM, get=405, post={}, done=404),
    # One's own account: whoever is signed in
    Door("accounts:own", who=SIGNED_IN),
    Door("accounts:own_password", who=SIGNED_IN, post={}, done=422),
    Door("accounts:own_factor", who=SIGNED_IN, post={}, done=422),
    Door("accounts:own_codes", who=SIGNED_IN, post={}, done=422),
    Door("accounts:own_factor_off", who=SIGNED_IN, post={}, done=422),
    Door("accounts:own_passkey_new", who=SIGNED_IN, post={}, done=422),
    Door("accounts:own_passkey_keep", who=SIGNED_IN, get=405, post={}, changes=False),
    Door("accounts:own_passkey_rename", "somebody else's passkey", who=SIGNED_IN, get=404, post={}, done=404),
    Door("accounts:own_passkey_remove", "somebody else's passkey", who=SIGNED_IN, get=404, post={}, done=404),
    Door("accounts:own_sessions_end", who=SIGNED_IN, get=405, post={}, changes=False),
    Door("accounts:own_session_end", "somebody else's session", who=SIGNED_IN, get=405, post={}, done=404),
    # Health: ok or degraded for anybody, words for the system administrator
    Door("accounts:health", open=True, get=503),
    Door("accounts:metrics", open=True, get=404),
    Door("accounts:running", who=SYSTEM),
)
