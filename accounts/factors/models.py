"""Passkeys (通行密钥): a key pair in a device or a security key; the site keeps the public half."""

from django.conf import settings
from django.db import models


class Passkey(models.Model):
    """One key of one person. `credential` is the AttestedCredentialData of WebAuthn, `credential_id` its name; both in Base64url."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="passkeys", verbose_name="人员")
    name = models.CharField("名称", max_length=30)
    credential_id = models.CharField(max_length=1366, unique=True, editable=False)
    credential = models.TextField(editable=False)
    uses = models.PositiveBigIntegerField(default=0, editable=False, help_text="the signature counter that the key showed last")
    created_at = models.DateTimeField("登记时间")
    used_at = models.DateTimeField("最近使用", null=True)

    class Meta:
        verbose_name = verbose_name_plural = "通行密钥"
        ordering = ["created_at", "id"]
        constraints = [models.CheckConstraint(condition=~models.Q(name=""), name="passkey_has_a_name")]

    def __str__(self) -> str:
        return self.name
