"""When passwords were tried for an account name, in two pots: from where its owner is known, and from anywhere else."""

from django.db import models


class Guesses(models.Model):
    """The tries of the last hour in one pot. `name` is a digest: what is typed there may be a password, and many names exist nowhere."""

    name = models.CharField(max_length=64, editable=False)
    known = models.BooleanField("常用处")
    at = models.JSONField(default=list, help_text="Unix seconds of each try, oldest first")
    last_at = models.DateTimeField("最近一次", db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = "密码尝试"
        constraints = [models.UniqueConstraint(name="guesses_of_a_name_in_one_pot", fields=["name", "known"])]

    def __str__(self) -> str:
        return f"{self.name[:8]}：{len(self.at)}次"
