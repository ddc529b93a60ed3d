"""Settings of passwords, second factors and the life of accounts, from the environment."""

import os
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from accounts.passwords.rules import PROFILES
from config.env import env


def signing_in(*, local: bool, site: str) -> dict[str, Any]:
    """Django settings by name. In the demo and on a developer's computer (`local`) nobody is made to change a password or to set up a factor."""
    name = env.str("PASSWORD_PROFILE", default="dengbao")
    if name not in PROFILES:
        raise ImproperlyConfigured(f"环境变量 PASSWORD_PROFILE 应为 {' 或 '.join(PROFILES)}；现在是“{name}”。")
    profile = PROFILES[name]
    return {
        "PASSWORD_PROFILE": name,
        # The office's own words that no password may be made of: 县名、单位名的拼音.
        "PASSWORD_WORDS": env.list("PASSWORD_WORDS", default=[]),
        # Passwords that have become known somewhere, one a line: none of them is taken.
        "PASSWORD_LIST": password_list(),
        # After how many days a new password is asked for; 0: never. The second figure is for whoever must show a second factor.
        "PASSWORD_DAYS": env.int("PASSWORD_DAYS", default=0 if local else profile.days),
        "PASSWORD_ADMIN_DAYS": env.int("PASSWORD_ADMIN_DAYS", default=0 if local else profile.admin_days),
        # Whether accounts.roles.TWO_FACTORS must show a second factor, and how many days after taking up the post at the latest.
        "SECOND_FACTOR": env.bool("SECOND_FACTOR", default=not local),
        "SECOND_FACTOR_GRACE_DAYS": env.int("SECOND_FACTOR_GRACE_DAYS", default=0),
        **county_sign_in(local=local),
        # The name that passkeys are bound to: another name later, and none of them opens anything.
        "PASSKEY_DOMAIN": env.str("PASSKEY_DOMAIN", default="") or passkey_domain(site),
        # After how long without use, and after how long at most, one signs in again; 0: never.
        "SESSION_IDLE_MINUTES": env.int("SESSION_IDLE_MINUTES", default=0 if local else 30),
        "SESSION_HOURS": env.int("SESSION_HOURS", default=0 if local else 10),
        # After how many days without a sign-in an account is listed as dormant (长期未登录).
        "DORMANT_DAYS": env.int("DORMANT_DAYS", default=90),
    }


def password_list() -> str:
    """The path of a file that can be read, or ""; a list that is not there must not pass for one that holds nothing."""
    path = env.str("PASSWORD_LIST", default="")
    if path and not (os.path.isfile(path) and os.access(path, os.R_OK)):
        raise ImproperlyConfigured(f"环境变量 PASSWORD_LIST 指向的文件读不到：{path}。请核对路径和读取权限，不用的去掉这一行。")
    return path


def passkey_domain(site: str) -> str:
    """The host of this site's address; browsers take no numbers for it, only names, and localhost on one's own computer."""
    host = urlsplit(site).hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return host
    return "localhost"


def county_sign_in(*, local: bool) -> dict[str, str]:
    """The county's own sign-in (OpenID Connect): off without OIDC_URL, which is the issuer as its discovery document writes it."""
    found = {name: env.str(name, default="") for name in ("OIDC_URL", "OIDC_CLIENT_ID", "OIDC_SECRET")}
    missing = [name for name, value in found.items() if not value]
    if missing and len(missing) < len(found):
        raise ImproperlyConfigured(
            f"统一身份认证须同时设置 OIDC_URL、OIDC_CLIENT_ID、OIDC_SECRET，缺 {'、'.join(missing)}；不用的全部去掉。"
        )
    parts = urlsplit(found["OIDC_URL"])
    if found["OIDC_URL"] and parts.scheme != "https" and not (local and parts.hostname in ("127.0.0.1", "localhost")):
        raise ImproperlyConfigured("环境变量 OIDC_URL 须以 https:// 开头：认证结果不得明文传送。")
    return found | {"OIDC_NAME": env.str("OIDC_NAME", default="统一身份认证")}
