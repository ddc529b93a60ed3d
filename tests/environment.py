"""Loaded by pytest before anything else (-p tests.environment): the embedded defaults, in a folder of their own."""

import atexit
import os
import shutil
import tempfile


def own_folder() -> str:
    """A folder for this process alone (each worker of a parallel run has its own), deleted at the end."""
    folder = tempfile.mkdtemp(prefix="dangjian-test-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


os.environ.setdefault("LOCAL", "1")
os.environ.setdefault("STATICFILES_BACKEND", "django.contrib.staticfiles.storage.StaticFilesStorage")
# Playwright's synchronous interface runs a loop in the test's thread; Django would refuse its own queries there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
if "PYTEST_XDIST_WORKER" in os.environ or "VAR_DIR" not in os.environ:
    os.environ["VAR_DIR"] = own_folder()
os.makedirs(os.path.join(os.environ["VAR_DIR"], "static"), exist_ok=True)
