"""Names and addresses as people type them. Pure."""

import re

from pypinyin import Style, lazy_pinyin

ACCOUNT = re.compile(r"[a-z][a-z0-9._-]{1,49}")
ADDRESS = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")


def initials(name: str) -> str:
    """First letters of the pinyin, for search and order: 王建国 → wjg. Other letters stay, in lower case."""
    return "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower().replace(" ", "")[:50]


def account_fault(username: str) -> str:
    """What is wrong with an account name; empty when nothing is."""
    if ACCOUNT.fullmatch(username):
        return ""
    return "账号须以小写字母开头，由 2 至 50 个小写字母、数字、点、下划线或短横组成，例如 caizheng-shuji"


def address_fault(email: str) -> str:
    """What is wrong with an e-mail address; empty when it may stand in a letter's head. An empty address is allowed."""
    if email and ("\n" in email or "\r" in email):
        return "电子邮箱中不能换行，一格只填一个邮箱"
    if email and not ADDRESS.fullmatch(email):
        return "电子邮箱写法不对，应由英文字母和数字写成“名称@域名.后缀”，一格只填一个；没有邮箱可以不填"
    return ""
