"""What is handed out as a file is never opened in the site's name: a sandbox without rights, whatever the view forgot."""

from collections.abc import Callable

from django.http import FileResponse, HttpRequest, HttpResponse

SEALED = "sandbox; default-src 'none'"


class DownloadMiddleware:
    """Every file answer bears nosniff and a sandboxing policy (the site's own policy is for pages)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Mark downloads, leave pages alone."""
        response = self.get_response(request)
        if isinstance(response, FileResponse) or "Content-Disposition" in response:
            response["X-Content-Type-Options"] = "nosniff"
            response["Content-Security-Policy"] = SEALED
        return response
