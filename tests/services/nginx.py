"""Debian's nginx as an ordinary process: the site of deploy/server with other ports and a certificate of its own, nothing else changed."""

import http.client
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from deploy import places
from deploy.processes import die_with_parent

SITE = "dj.example.gov.cn"
SERVER = places.PROJECT / "deploy" / "server"
CONFIGURATION = """daemon off;
pid {folder}/nginx.pid;
error_log {folder}/log/nginx-error.log;
{user}events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/nginx; proxy_temp_path {folder}/nginx; fastcgi_temp_path {folder}/nginx;
    uwsgi_temp_path {folder}/nginx; scgi_temp_path {folder}/nginx;
    include {folder}/site.conf;
}}
"""


def binary() -> str | None:
    """Debian's nginx; None when it is not installed."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")


@dataclass
class Nginx:
    """What stands in a folder: nginx.conf, site.conf, site.crt, site.key."""

    folder: Path
    https: int
    http: int

    def prepare(self, webs: Iterable[int]) -> None:
        """Certificate and files; `webs` are the ports of the web processes."""
        words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        words += ["-subj", f"/CN={SITE}", "-addext", f"subjectAltName=DNS:{SITE}"]
        subprocess.run(
            [*words, "-keyout", str(self.folder / "site.key"), "-out", str(self.certificate)], check=True, capture_output=True
        )
        for name in ("nginx", "log"):
            (self.folder / name).mkdir(exist_ok=True)
        self.write_site(webs)
        user = "user root;\n" if os.geteuid() == 0 else ""
        (self.folder / "nginx.conf").write_text(CONFIGURATION.format(folder=self.folder, user=user))

    def write_site(self, webs: Iterable[int], down: int = 0) -> None:
        """A line for each web process; the one at the port `down` is marked so."""
        text = (SERVER / "dangjian.nginx").read_text(encoding="utf-8")
        line = next(line for line in text.splitlines() if line.strip().startswith("server 127.0.0.1:8000"))
        changes = {
            line: "\n".join(line.replace("127.0.0.1:8000", f"127.0.0.1:{port}{' down' * (port == down)}") for port in webs),
            "listen 80;": f"listen 127.0.0.1:{self.http};",
            "listen 443 ssl;": f"listen 127.0.0.1:{self.https} ssl;",
            "/etc/ssl/dangjian/": f"{self.folder}/",
            "/etc/nginx/dangjian_proxy.conf": str(SERVER / "dangjian_proxy.conf"),
        }
        for old, new in changes.items():
            text = text.replace(old, new)
        (self.folder / "site.conf").write_text(text)

    @property
    def certificate(self) -> Path:
        """Signed by itself."""
        return self.folder / "site.crt"

    def command(self) -> list[str]:
        """What runs it in the foreground."""
        return [binary() or "", "-c", str(self.folder / "nginx.conf")]

    def start(self, children: list[subprocess.Popen]) -> None:
        """Start it; `children` is the list of whoever ends it."""
        with (self.folder / "log" / "nginx.log").open("ab") as log:
            children.append(
                subprocess.Popen(self.command(), stdout=log, stderr=log, start_new_session=True, preexec_fn=die_with_parent)
            )


def answers(port: int) -> bool:
    """Whether the web process behind nginx gives its sign-in page, asked as nginx asks."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        line.request("GET", "/sign-in/", headers={"Host": SITE, "X-Forwarded-Proto": "https"})
        return line.getresponse().status == 200
    except OSError:
        return False
    finally:
        line.close()
