"""A small picture of an uploaded image, made in a child process with limits. No Django in here."""

from tasks.progress.pictures.isolation import thumb

__all__ = ["thumb"]
