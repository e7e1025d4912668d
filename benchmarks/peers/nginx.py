"""nginx as a reverse proxy: what a relay that does nothing at all can reach on this machine."""

import shutil
from pathlib import Path

_CONFIGURATION = """
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ worker_connections 1024; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  keepalive_requests 1000000;
  upstream fournisseur {{ server 127.0.0.1:{upstream}; keepalive 128; keepalive_requests 1000000; }}
  server {{
    listen 127.0.0.1:{port};
    location / {{
      proxy_pass http://fournisseur;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
    }}
  }}
}}
"""


def command(folder: Path, port: int, upstream: int) -> list[str] | None:
    """Write a configuration into `folder` and return what to run; None without nginx."""
    program = shutil.which("nginx")
    if program is None:
        return None
    path = folder / "nginx.conf"
    path.write_text(_CONFIGURATION.format(folder=folder, port=port, upstream=upstream))
    return [program, "-c", str(path), "-e", str(folder / "error.log")]
