"""The web process."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from config.fitting import insist

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
application = get_wsgi_application()
insist()
# All addresses and their views now, once for all children (gunicorn --preload), and not while the first visitor waits.
get_resolver().url_patterns  # noqa: B018
