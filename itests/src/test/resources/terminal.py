"""Types lines into the shell in a pseudo-terminal, and tells what each of them printed.

    terminal.py LAUNCHER COLUMNS < lines > outputs.json
"""

import fcntl
import json
import os
import pty
import re
import select
import struct
import sys
import termios
import time

# The line editor turns bracketed paste on while it waits for a line, and off once it has one.
WAITS = b"\x1b[?2004h"
RUNS = b"\x1b[?2004l"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[a-zA-Z]|\x1b[=>]")
PATIENCE = 60


def main():
    launcher, columns = sys.argv[1], int(sys.argv[2])
    lines = [line for line in sys.stdin.read().splitlines() if line]
    child, terminal = pty.fork()
    if child == 0:
        os.environ["TERM"] = "xterm-256color"
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        os.execv(launcher, [launcher, "shell"])
    seen = until(terminal, b"", WAITS)
    outputs = []
    for line in lines:
        os.write(terminal, line.encode() + b"\r")
        after = until(terminal, b"", RUNS)
        after = until(terminal, after.split(RUNS, 1)[1], WAITS)
        outputs.append(plain(after.split(WAITS, 1)[0]))
    os.write(terminal, b"\x04")
    rest = until(terminal, b"", None)
    _, status = os.waitpid(child, 0)
    json.dump(
        {
            "greeting": plain(seen),
            "outputs": outputs,
            "end": plain(rest),
            "status": os.waitstatus_to_exitcode(status),
        },
        sys.stdout,
    )


def until(terminal, read, mark):
    """Reads until there is a mark, or until the end when there is none to wait for."""
    limit = time.monotonic() + PATIENCE
    while mark is None or mark not in read:
        if time.monotonic() > limit:
            sys.exit(f"nothing more within {PATIENCE} s after {read[-2000:]!r}")
        ready, _, _ = select.select([terminal], [], [], 1)
        if not ready:
            continue
        try:
            part = os.read(terminal, 65536)
        except OSError:
            part = b""
        if not part:
            if mark is None:
                return read
            sys.exit(f"the shell ended after {read[-2000:]!r}")
        read += part
    return read


def plain(output):
    text = ESCAPES.sub("", output.decode(errors="replace")).replace("\r", "")
    # Before it waits, the editor marks a line that has no end.
    return re.sub(r"\n~ *\s*$", "\n", text)


main()
