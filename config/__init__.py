"""The ground that the three apps stand on: environment, settings, worker, addresses."""

from config.celery import app as celery_app

__all__ = ["celery_app"]
