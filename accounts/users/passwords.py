"""What a password must be, in words that Django does not say in Chinese."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LengthValidator(MinimumLengthValidator):
    """Django's rule of a least length with a Chinese sentence."""

    def get_error_message(self) -> str:
        """What is wrong and what to do."""
        return f"密码太短，至少需要 {self.min_length} 个字符。"

    def get_help_text(self) -> str:
        """Shown below the field."""
        return f"密码至少 {self.min_length} 个字符。"
