"""`variorum serve` as a process of its own, for the tests that talk to it."""

import http.client
import re
import subprocess
import sys
from contextlib import contextmanager
from urllib.parse import urlencode


class Server:
    """One running server."""

    def __init__(self, path):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "variorum", "serve", str(path), "--port", "0"], stderr=subprocess.PIPE, text=True
        )
        line = self.process.stderr.readline()
        found = re.search(r"http://127\.0\.0\.1:(\d+)/", line)
        assert found, line + self.process.stderr.read()
        self.port = int(found[1])
        self.url = f"http://127.0.0.1:{self.port}"
        self._token = None

    def ask(self, method, path, body=None, **headers):
        """Status, headers and text of the answer."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            sent = {"Host": f"127.0.0.1:{self.port}"} | {k.replace("_", "-"): v for k, v in headers.items() if v}
            if body is not None:
                sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
            connection.request(method, path, body=body, headers=sent)
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode(errors="replace")
        finally:
            connection.close()

    def get(self, path, **headers):
        """Text of a page that must be there."""
        status, _, text = self.ask("GET", path, **headers)
        assert status == 200, (path, status, text[:500])
        return text

    @property
    def token(self):
        """The token in the forms of the first item or account."""
        if self._token is None:
            path = re.search(r'href="(/account/[^"#]+)"', self.get("/accounts"))[1]
            self._token = re.search(r'name="token" value="([^"]+)"', self.get(path))[1]
        return self._token

    def decide(self, verb, who="Ada", code=303, **fields):
        """Send a reviewer's form; the address it leads to, or the page that says why not."""
        pairs = [("token", self.token), ("verb", verb), ("who", who)]
        for name, value in fields.items():
            pairs += [(name, v) for v in ([value] if isinstance(value, str) else value)]
        status, headers, text = self.ask("POST", "/decide", urlencode(pairs), Origin=self.url)
        assert status == code, (status, text[:800])
        return headers.get("location", text)


@contextmanager
def serving(path):
    """A server over the edition at `path`."""
    server = Server(path)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait(timeout=20)
        server.process.stderr.close()
