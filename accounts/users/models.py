"""A person with an account. Duties and rights hang on posts, not here."""

from datetime import date

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac


class People(UserManager):
    """People are found here; superusers are not made here."""

    use_in_migrations = False

    def create_superuser(self, *args, **kwargs):
        """`manage.py createsuperuser` is told what there is instead."""
        raise ValidationError("本系统不设超级用户。首次安装用 manage.py first_admins；应急用 manage.py break_glass（见操作手册）。")


class User(AbstractUser):
    """Signs in by account name; e-mail is optional and may be shared by an office."""

    first_name = last_name = None
    name = models.CharField("姓名", max_length=50, blank=True)
    email = models.EmailField("电子邮箱", blank=True)
    phone = models.CharField("办公电话", max_length=30, blank=True)
    initials = models.CharField("拼音首字母", max_length=50, blank=True, editable=False, db_index=True)
    session_round = models.PositiveIntegerField(default=0, editable=False, help_text="raised by one, it ends every session")
    password_set_at = models.DateTimeField("密码设置时间", default=timezone.now, editable=False)
    expires_on = models.DateField("账号到期日", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    # The record without which `is_superuser` is refused by the database and means nothing (accounts.glass).
    glass = models.ForeignKey("accounts.BrokenGlass", models.PROTECT, null=True, editable=False, related_name="+")

    objects = People()

    REQUIRED_FIELDS: list[str] = []

    class Meta:
        verbose_name = verbose_name_plural = "人员"
        constraints = [
            models.CheckConstraint(
                name="superuser_only_by_breaking_the_glass", condition=Q(is_superuser=False) | Q(glass__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def expired(self, on: date) -> bool:
        """True after the last day of an account that was opened for a time."""
        return self.expires_on is not None and self.expires_on < on

    def open_on(self, on: date) -> bool:
        """True when the person may come in on that day: neither closed nor past the account's last day."""
        return self.is_active and not self.expired(on)

    def get_full_name(self) -> str:
        """The person's name as printed."""
        return str(self)

    get_short_name = get_full_name

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Sessions end when the password changes (Django's rule), and when `session_round` is raised."""
        content = f"{self.password}|{self.session_round}"
        return salted_hmac("accounts.User.session", content, secret=secret, algorithm="sha256").hexdigest()
