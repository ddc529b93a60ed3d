"""When each part was last alive."""

from django.db import models


class Pulse(models.Model):
    """One row for each queue: the clock's last message that a worker of the queue took."""

    name = models.CharField(max_length=20, unique=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = "运行脉搏"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
