"""What the desk itself keeps: filters that somebody saved, and notes beside a matter."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from tasks.items.models import Assignment


class SavedFilter(models.Model):
    """A filter of the list of all matters under a name: the part of the address after the question mark."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="saved_filters", verbose_name="保存人")
    name = models.CharField("名称", max_length=30)
    query = models.CharField("筛选条件", max_length=1000)
    shared = models.BooleanField("办公室共用", default=False)
    made_at = models.DateTimeField("保存时间")

    class Meta:
        verbose_name = verbose_name_plural = "常用筛选"
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(name="a_person_names_a_filter_once", fields=["owner", "name"]),
            models.CheckConstraint(name="saved_filters_narrow_something", condition=~Q(query="")),
        ]

    def __str__(self) -> str:
        return self.name


class Comment(models.Model):
    """A short note beside a matter, read by the office and the unit. `key` comes from the form: a double click is one note."""

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="comments")
    text = models.CharField("留言", max_length=300)
    at = models.DateTimeField("时间")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    post = models.CharField("岗位", max_length=200, blank=True)
    key = models.CharField(max_length=40, unique=True)

    class Meta:
        verbose_name = verbose_name_plural = "留言"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:40]
