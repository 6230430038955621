#!/usr/bin/env python3
"""Runs esctest2 in a session of a running Longshell, and reads the screen through the API.

esctest2 (github.com/ThomasDickey/esctest2, GPL-2) is fetched by whoever runs this and is not part of Longshell.
It reads the screen with DECRQCRA, which a terminal of several people does not answer: it tells programs what others
typed. So the cells come from GET /api/sessions/{id}/screen here. All else is asked of the terminal itself.

    src/test/esctest/esctest.py --suite DIRECTORY --url http://127.0.0.1:4110 --token-file FILE

Exit code 0 when every test that passes.txt names passes; 1 names those that do not; --write writes passes.txt anew.
"""
import argparse
import http.client
import json
import os
import pathlib
import re
import shutil
import sys
import tempfile
import time
import urllib.parse

COLUMNS, ROWS = 80, 25  # what esctest2 asks for with CSI 8 t, which Longshell does not let programs do
PASSES = pathlib.Path(__file__).with_name("passes.txt")
LINE = re.compile(r"^(?P<what>Run test: |Passed\.|Fails as expected|Skipped because|\*\*\* TEST )(?P<name>\S*)")


class Api:
    """One connection to the server; answers are JSON."""

    def __init__(self, url, token):
        parts = urllib.parse.urlsplit(url)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.connection = kind(parts.hostname, parts.port, timeout=30)
        self.headers = {"Authorization": "Bearer " + token, "Accept": "application/json"}

    def call(self, method, path, body=None):
        """Returns the answer. Raises RuntimeError for a status from 400 on."""
        headers = dict(self.headers, **({"Content-Type": "application/json"} if body is not None else {}))
        try:
            self.connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = self.connection.getresponse()
        except http.client.RemoteDisconnected:  # it was idle for too long
            self.connection.close()
            self.connection.request(method, path, None if body is None else json.dumps(body), headers)
            answer = self.connection.getresponse()
        text = answer.read()
        if answer.status >= 400:
            raise RuntimeError("%s %s: %d %s" % (method, path, answer.status, text[:300]))
        return json.loads(text) if text else None


def inside(work):
    """Runs the suite on this terminal. The folder has what the caller wrote: where the server is, and its token."""
    told = json.loads((work / "told.json").read_text())
    sys.path.insert(0, told["suite"])
    sys.argv = ["esctest", "--expected-terminal=xterm", "--xterm-checksum=334", "--max-vt-level=4",
                "--no-print-logs", "--timeout=%s" % told["timeout"], "--include=" + told["include"],
                "--logfile=" + str(work / "log")]
    import esccmd  # noqa: F401 - before escutil: the two import each other
    import escio
    import escutil
    screen = Screen(Api(told["url"], told["token"]), work, escio, escutil)
    escutil.GetChecksumOfRect = screen.sum_of
    import esctest  # runs all: its last line is main()


class Screen:
    """The cells as the API tells them; asked again only after something was written."""

    def __init__(self, api, work, escio, escutil):
        self.api, self.escutil = api, escutil
        self.session = await_file(work / "session")
        self.lines = None
        write = escio.Write

        def forgetting(text, sideChannelOk=True):
            self.lines = None
            write(text, sideChannelOk)
        escio.Write = forgetting

    def sum_of(self, rect):
        """What DECRQCRA of xterm 334 answers: the sum of the code points, 32 for an empty cell."""
        if self.lines is None:
            self.escutil.GetCursorPosition()  # answered behind all that was written before
            shown = self.api.call("GET", "/api/sessions/%s/screen" % self.session)
            self.lines = [line["text"] for line in shown["lines"]]
        total = 0
        for row in range(rect.top() - 1, rect.bottom()):
            text = (self.lines[row] if row < len(self.lines) else "").ljust(COLUMNS)
            total += sum(ord(cell) for cell in text[rect.left() - 1:rect.right()])
        return total


def await_file(path):
    """Returns the text of a file that another process is about to write whole."""
    until = time.monotonic() + 30
    while not path.exists():
        if time.monotonic() > until:
            raise RuntimeError("nobody wrote " + path.name)
        time.sleep(0.05)
    return path.read_text()


def results(log):
    """Returns {test: passed, known or failed}."""
    found, name = {}, None
    for line in log.splitlines():
        match = LINE.match(line)
        if not match:
            continue
        what = match["what"]
        if what.startswith("Run test"):
            name = match["name"]
        else:
            found[name] = "passed" if what == "Passed." else "failed" if what.startswith("***") else "known"
    return found


def outside(told):
    """Opens a session that runs the suite, waits for its end, and compares. Returns the exit code."""
    api = Api(told.url, pathlib.Path(told.token_file).read_text().strip())
    work = pathlib.Path(tempfile.mkdtemp(prefix="esctest-"))
    try:
        (work / "told.json").write_text(json.dumps({
            "suite": str(pathlib.Path(told.suite, "esctest").resolve()), "url": told.url,
            "token": pathlib.Path(told.token_file).read_text().strip(), "include": told.include,
            "timeout": told.timeout}))
        opened = api.call("POST", "/api/projects/%s/sessions" % told.project, {
            "kind": "terminal", "name": "esctest2", "cols": COLUMNS, "rows": ROWS,
            "command": [sys.executable, str(pathlib.Path(__file__).resolve()), "--inside", str(work)]})
        draft = work / "session.new"
        draft.write_text(opened["id"])
        draft.rename(work / "session")
        while api.call("GET", "/api/sessions/" + opened["id"])["state"] not in ("ended", "lost"):
            time.sleep(1)
        log = (work / "log").read_text(errors="replace")
    finally:
        shutil.rmtree(work)
    if told.log:
        pathlib.Path(told.log).write_text(log)
    return compare(results(log), told)


def compare(found, told):
    passed = sorted(name for name, result in found.items() if result == "passed")
    counts = [sum(result == kind for result in found.values()) for kind in ("passed", "failed", "known")]
    print("%d tests: %d passed, %d failed, %d known to fail or skipped" % (len(found), *counts))
    if told.write:
        PASSES.write_text("\n".join(passed) + "\n")
        return 0
    wanted = [name for name in PASSES.read_text().split() if re.search(told.include, name)]
    missing = sorted(set(wanted) - set(passed))
    for name in missing:
        print("does not pass any more: %s (%s)" % (name, found.get(name, "did not run")))
    for name in sorted(set(passed) - set(wanted)):
        print("passes now: " + name)
    return 1 if missing or not found else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--suite", help="a checkout of esctest2")
    parser.add_argument("--url", default="http://127.0.0.1:4110", help="of a running server")
    parser.add_argument("--token-file", help="has a personal token with the scope operate")
    parser.add_argument("--project", default="home")
    parser.add_argument("--include", default=".*", help="a regular expression of names")
    parser.add_argument("--timeout", default="1", help="seconds that an answer of the terminal may take")
    parser.add_argument("--log", help="keeps the suite's log in this file")
    parser.add_argument("--write", action="store_true", help="writes passes.txt anew")
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.inside:
        return inside(pathlib.Path(told.inside))
    if not told.suite or not told.token_file:
        parser.error("--suite and --token-file are wanted")
    return outside(told)


if __name__ == "__main__":
    sys.exit(main())
