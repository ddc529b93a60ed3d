"""Who people are, what they may, how they are reached, what they did."""

from django.apps import AppConfig

from accounts.complaints import say_plainly


class AccountsConfig(AppConfig):
    """PEOPLE."""

    name = "accounts"
    verbose_name = "人员"

    def ready(self) -> None:
        """Forms complain in the office's words."""
        say_plainly()
