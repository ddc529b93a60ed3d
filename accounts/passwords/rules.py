"""What a password must be, by profile. Pure.

dengbao: GB/T 22239-2019 身份鉴别 a) (complexity, regular change). asvs: OWASP ASVS 5.0, 6.2 (length and lists, no composition, no forced change).
"""

from dataclasses import dataclass

CLASSES = (str.islower, str.isupper, str.isdecimal, lambda c: not c.isalnum())
# Words of the trade that guessers try first, bare or with a year behind them (ASVS 6.1.2).
WORDS = frozenset(
    [
        "dangjian",
        "dangwei",
        "dangzu",
        "dangban",
        "xianwei",
        "xianweiban",
        "zuzhibu",
        "xuanchuanbu",
        "jiwei",
        "jijian",
        "gongwei",
        "zhibu",
        "shuji",
        "qingdan",
        "mima",
        "admin",
        "administrator",
        "password",
        "passwd",
        "root",
        "guanliyuan",
        "anquan",
        "shenji",
        "xitong",
        "zhonggong",
        "zhongguo",
        "woaizhongguo",
        "renmin",
        "qwerty",
        "qwertyuiop",
        "abcdefgh",
        "abcdefghij",
    ]
)


@dataclass(frozen=True)
class Profile:
    """`classes` of four kinds of characters are asked of passwords shorter than `free_from`; `remembered` old ones may not come back;
    after `days` (`admin_days` for whoever must show a second factor) a new one is asked for, 0: never."""

    name: str
    length: int
    classes: int
    free_from: int
    remembered: int
    days: int
    admin_days: int

    @property
    def words(self) -> str:
        """The profile as one sentence, shown below the field."""
        said = [f"至少 {self.length} 个字符"]
        if self.classes:
            said.append(f"大写字母、小写字母、数字、符号中至少 {self.classes} 类（{self.free_from} 个字符以上的不限）")
        if self.remembered:
            said.append(f"不得与最近 {self.remembered} 次用过的相同")
        return "；".join([*said, "不要用单位名、职务拼音加年份"]) + "。"


PROFILES = {
    "dengbao": Profile("dengbao", length=10, classes=3, free_from=16, remembered=5, days=180, admin_days=90),
    "asvs": Profile("asvs", length=12, classes=0, free_from=0, remembered=0, days=0, admin_days=0),
}


def faults(password: str, profile: Profile, words: frozenset[str] = WORDS) -> list[str]:
    """What is wrong, each with what to do; empty when nothing is."""
    found = []
    if len(password) < profile.length:
        found.append(f"密码太短，至少需要 {profile.length} 个字符。")
    kinds = sum(any(map(is_one, password)) for is_one in CLASSES)
    if kinds < profile.classes and len(password) < profile.free_from:
        found.append(
            f"密码只用了 {kinds} 类字符，大写字母、小写字母、数字、符号中至少要有 {profile.classes} 类；或改用 {profile.free_from} 个字符以上的长密码。"
        )
    if "".join(filter(str.isalpha, password)).lower() in words:
        found.append("密码是容易猜到的词加数字，请另取一个。")
    return found
