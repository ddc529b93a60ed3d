"""Which account a person of the county's own sign-in (统一身份认证) may use."""

from django.conf import settings
from django.db import models


class Identity(models.Model):
    """A subject of one provider, bound to one account. Never found by name or e-mail."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="identities", verbose_name="人员")
    issuer = models.CharField("认证系统", max_length=255)
    subject = models.CharField("标识", max_length=255)
    linked_at = models.DateTimeField("关联时间")
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name="关联人")

    class Meta:
        verbose_name = verbose_name_plural = "统一身份关联"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "subject"], name="identity_opens_one_account"),
            models.UniqueConstraint(fields=["issuer", "user"], name="account_has_one_identity_of_an_issuer"),
            models.CheckConstraint(condition=~models.Q(subject="") & ~models.Q(issuer=""), name="identity_names_somebody"),
        ]

    def __str__(self) -> str:
        return self.subject
