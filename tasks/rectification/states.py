"""What a 回头看 found. Pure."""

from django.db.models import TextChoices


class Held(TextChoices):
    """Whether what was righted still holds."""

    HOLDS = "holds", "成效巩固"
    SLACK = "slack", "有所松懈，已当场提醒"
    BACK = "back", "问题反弹"
