"""From paper to reviewed directive."""

from django.apps import AppConfig


class SpeechesConfig(AppConfig):
    """SPEECHES."""

    name = "speeches"
    verbose_name = "讲话"
