"""Settings of passwords, second factors and the life of accounts, from the environment."""

from typing import Any

from django.core.exceptions import ImproperlyConfigured

from accounts.passwords.rules import PROFILES
from config.env import env


def signing_in(*, local: bool) -> dict[str, Any]:
    """Django settings by name. In the demo and on a developer's computer (`local`) nobody is made to change a password or to set up a factor."""
    name = env.str("PASSWORD_PROFILE", default="dengbao")
    if name not in PROFILES:
        raise ImproperlyConfigured(f"环境变量 PASSWORD_PROFILE 应为 {' 或 '.join(PROFILES)}；现在是“{name}”。")
    profile = PROFILES[name]
    return {
        "PASSWORD_PROFILE": name,
        # The office's own words that no password may be made of: 县名、单位名的拼音.
        "PASSWORD_WORDS": env.list("PASSWORD_WORDS", default=[]),
        # After how many days a new password is asked for; 0: never. The second figure is for whoever must show a second factor.
        "PASSWORD_DAYS": env.int("PASSWORD_DAYS", default=0 if local else profile.days),
        "PASSWORD_ADMIN_DAYS": env.int("PASSWORD_ADMIN_DAYS", default=0 if local else profile.admin_days),
        # Whether accounts.roles.TWO_FACTORS must show a second factor, and how many days after taking up the post at the latest.
        "SECOND_FACTOR": env.bool("SECOND_FACTOR", default=not local),
        "SECOND_FACTOR_GRACE_DAYS": env.int("SECOND_FACTOR_GRACE_DAYS", default=0),
        # After how many days without a sign-in an account is listed as dormant (长期未登录).
        "DORMANT_DAYS": env.int("DORMANT_DAYS", default=90),
    }
