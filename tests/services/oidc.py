"""A real OpenID provider on 127.0.0.1: the library oidc-provider-mock, with PKCE checked beside it, and its tokens spoiled when asked to."""

import threading
import urllib.parse
import urllib.request
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import flask
import jwt
import pytest
from django.core.cache import cache
from werkzeug.serving import make_server

from accounts.identities import rules

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import oidc_provider_mock

CLIENT, SECRET = "dangjian", "shared secret: 100 %"
# claims and the provider's private key -> the token that is handed out instead
Spoil = Callable[[dict[str, Any], Any], str]


class Provider:
    """Who signs in there is said by `sub`; `asked` are the addresses that browsers were sent to."""

    def __init__(self) -> None:
        self.app = oidc_provider_mock.app(issue_refresh_token=False)
        self.app.debug = False
        self.app.before_request(self._check)
        self.app.after_request(self._answer)
        self.challenges: dict[str, str] = {}
        self.spoil: Spoil | None = None
        self.silent = False
        self.server = make_server("127.0.0.1", 0, self.app, threaded=True)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def sign_in(self, address: str, sub: str) -> str:
        """What a person's browser does there; returns the address that it is sent back to."""
        return self._send(address, {"sub": sub})

    def deny(self, address: str) -> str:
        """The person says no."""
        return self._send(address, {"action": "deny"})

    @staticmethod
    def _send(address: str, said: dict[str, str]) -> str:
        opener = urllib.request.build_opener(_Stay)
        with opener.open(address, urllib.parse.urlencode(said).encode(), timeout=10) as answer:
            return answer.headers["Location"]

    def _check(self) -> flask.Response | None:
        """RFC 7636: whoever brings the code must know what its challenge was made of; and the secret of the client."""
        if self.silent:
            return flask.Response("<html>maintenance</html>", 503)
        if flask.request.path == "/oauth2/token":
            known = (flask.request.authorization.username, flask.request.authorization.password)
            right = known == (urllib.parse.quote(CLIENT, safe=""), urllib.parse.quote(SECRET, safe=""))
            shown = rules.challenge(flask.request.form["code_verifier"])
            if not right or self.challenges.pop(flask.request.form["code"], None) != shown:
                return flask.Response('{"error": "invalid_grant"}', 400)
        return None

    def _answer(self, answer: flask.Response) -> flask.Response:
        if flask.request.path == "/oauth2/authorize" and answer.status_code == 302:
            back = urllib.parse.parse_qs(urllib.parse.urlsplit(answer.location).query)
            if "code" in back and flask.request.args.get("code_challenge_method") == "S256":
                self.challenges[back["code"][0]] = flask.request.args["code_challenge"]
        if flask.request.path == "/oauth2/token" and self.spoil and answer.status_code == 200:
            key = jwt.PyJWK(flask.g.oidc_provider_mock_storage.jwk.as_dict(is_private=True), "RS256").key
            said = answer.get_json()
            claims = jwt.decode(said["id_token"], options={"verify_signature": False})
            answer.set_data(flask.json.dumps(said | {"id_token": self.spoil(claims, key)}))
        return answer


class _Stay(urllib.request.HTTPRedirectHandler):
    """The Location is what we want to see."""

    def http_error_302(self, asked: Any, answer: Any, code: int, message: str, headers: Any) -> Any:
        return answer


@pytest.fixture(scope="session")
def one_provider() -> Iterator[Provider]:
    """One for the whole session: it makes a key pair."""
    provider = Provider()
    yield provider
    provider.server.shutdown()


@pytest.fixture
def oidc(one_provider: Provider, settings) -> Iterator[Provider]:
    """The provider, and our settings pointing at it."""
    settings.OIDC_URL, settings.OIDC_CLIENT_ID, settings.OIDC_SECRET = one_provider.url, CLIENT, SECRET
    one_provider.spoil, one_provider.silent = None, False
    cache.clear()
    yield one_provider
    cache.clear()
