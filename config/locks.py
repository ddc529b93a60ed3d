"""How failed sign-ins are counted: django-axes locks a pair of name and address. What bounds guesses from many addresses is accounts.guesses."""

LOCKS = {
    "AXES_FAILURE_LIMIT": 5,
    "AXES_COOLOFF_TIME": 0.5,
    "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
    "AXES_LOCKOUT_CALLABLE": "accounts.users.lockout.locked",
    "AXES_VERBOSE": False,
    "AXES_CLIENT_IP_CALLABLE": "accounts.users.lockout.address",
    # The locked page promises half an hour: trying again meanwhile does not prolong it, and a right password wipes old slips.
    "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT": False,
    "AXES_RESET_ON_SUCCESS": True,
}
