"""A browser's long name in a few words people know. Pure."""

SYSTEMS = (
    ("HarmonyOS", "鸿蒙"), ("OpenHarmony", "鸿蒙"), ("Android", "安卓手机"), ("iPhone", "苹果手机"), ("iPad", "苹果平板"), ("Kylin", "麒麟电脑"), ("UOS", "统信电脑"),
    ("Windows", "Windows 电脑"), ("Macintosh", "苹果电脑"), ("Linux", "Linux 电脑"),
)  # fmt: skip
# Who says Chrome may be another one: the more special name stands first.
BROWSERS = (
    ("MicroMessenger", "微信"), ("DingTalk", "钉钉"), ("QQBrowser", "QQ 浏览器"), ("360SE", "360 浏览器"), ("Edg", "Edge 浏览器"), ("Firefox", "火狐浏览器"),
    ("Chrome", "Chrome 浏览器"), ("Safari", "Safari 浏览器"),
)  # fmt: skip


def in_words(agent: str) -> str:
    """ "Mozilla/5.0 (Windows NT 10.0; …) Firefox/133.0" → "Windows 电脑，火狐浏览器"."""
    found = [next((words for mark, words in table if mark in agent), "") for table in (SYSTEMS, BROWSERS)]
    return "，".join(word for word in found if word) or "未知设备"
