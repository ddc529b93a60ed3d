"""What is collected for the pages: the packages bring every variant of their files, of which our pages load two."""

from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """django.contrib.staticfiles, but the variants that no page loads stay where they are: 71 files instead of 273, and a fifth of the work."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        *("bootstrap/js/*", "bootstrap.css*", "bootstrap-*", "*.rtl.*"),
        *("ext", "htmax-*", "htmx-4*", "htmx-2.js"),
    ]
