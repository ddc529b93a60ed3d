"""Why something is said. Pure."""

from django.db.models import TextChoices


class ReminderKind(TextChoices):
    """The three ladders of reminders."""

    ACKNOWLEDGE = "acknowledge", "尚未签收"
    DUE = "due", "临近时限"
    OVERDUE = "overdue", "已逾期"
