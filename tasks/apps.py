"""From directive to score."""

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """TASKS (what Celery runs is called a job, in jobs.py)."""

    name = "tasks"
    verbose_name = "清单"
