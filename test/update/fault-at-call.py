"""Runs an updater, and lets one of its system calls be the last, or fail.

    fault-at-call.py '{"step": "switch", "nth": 3, "fault": "kill", "below": "/tmp/world"}' program argument...

Counts the calls that change files below a folder, of the program and of all that it starts, one after the other whichever
process makes them: strace counts for each thread alone, so that it cannot reach each of them. A step begins where the
journal of updates is told its intent; `any` counts through all steps. `fault` is one of

    kill    the program is killed before the call is made; what it started goes on as it would
    child   the process that makes the call is killed, whichever it is
    EIO     the call is not made and fails with this error; ENOSPC and others as well
    none    nothing: the calls are only counted

Once the program has ended, JSON comes on descriptor 3: the call that the fault was at (`hit`, or null), how the program
ended, and the calls of each step. What the program has left behind is followed on to its end. Linux on x86-64 only.
"""

import ctypes
import errno
import json
import os
import re
import signal
import struct
import sys

CALLS = {
    1: "write", 18: "pwrite64", 20: "writev", 40: "sendfile", 74: "fsync", 75: "fdatasync", 76: "truncate",
    77: "ftruncate", 82: "rename", 83: "mkdir", 84: "rmdir", 85: "creat", 86: "link", 87: "unlink", 88: "symlink",
    90: "chmod", 91: "fchmod", 92: "chown", 93: "fchown", 94: "lchown", 258: "mkdirat", 260: "fchownat",
    263: "unlinkat", 264: "renameat", 265: "linkat", 266: "symlinkat", 268: "fchmodat", 280: "utimensat",
    285: "fallocate", 296: "pwritev", 306: "syncfs", 316: "renameat2", 326: "copy_file_range",
}
# Only where they may change something: the register of their flags.
OPENS = {2: ("open", 1), 257: ("openat", 2)}
CHANGING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
# Where a call takes a descriptor of the file, or a name in another argument than the first.
DESCRIPTOR = {"write", "pwrite64", "writev", "fsync", "fdatasync", "ftruncate", "fchmod", "fchown", "sendfile",
              "fallocate", "pwritev", "syncfs"}
NAME_AT = {"openat": 1, "mkdirat": 1, "fchownat": 1, "unlinkat": 1, "renameat": 3, "renameat2": 3, "rename": 1,
           "linkat": 3, "link": 1, "symlink": 1, "symlinkat": 2, "fchmodat": 1, "utimensat": 1}

libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.restype = ctypes.c_long
libc.ptrace.argtypes = [ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p]
POKEUSER, CONT, SEIZE, LISTEN = 6, 7, 0x4206, 0x4208
FOLLOW_FORK, FOLLOW_VFORK, FOLLOW_CLONE, SECCOMP = 0x2, 0x4, 0x8, 0x80
EVENT_SECCOMP, EVENT_STOP = 7, 128
ORIG_RAX, RAX = 15 * 8, 10 * 8
WALL = 0x40000000


def trace(request, pid, address=0, data=0):
    if libc.ptrace(request, pid, address, data) == -1:
        return ctypes.get_errno()
    return 0


def filter_calls():
    """From now on, and in all that is started, these calls stop for whoever traces us."""
    load = lambda offset: struct.pack("HBBI", 0x20, 0, 0, offset)
    same = lambda value, yes, no: struct.pack("HBBI", 0x15, yes, no, value)
    bits = lambda value, yes, no: struct.pack("HBBI", 0x45, yes, no, value)
    answer = lambda value: struct.pack("HBBI", 0x06, 0, 0, value)
    allow, stop = 0x7FFF0000, 0x7FF00000
    lines = [load(4), same(0xC000003E, 1, 0), answer(allow), load(0)]
    for number in CALLS:
        lines += [same(number, 0, 1), answer(stop)]
    for number, (_, at) in OPENS.items():
        lines += [same(number, 0, 3), load(16 + 8 * at), bits(CHANGING, 0, 1), answer(stop), load(0)]
        # A call that is another one goes on behind `load(0)`, which changes nothing.
    lines += [answer(allow)]
    code = b"".join(lines)
    text = ctypes.create_string_buffer(code)
    program = struct.pack("HxxxxxxQ", len(lines), ctypes.addressof(text))
    if libc.prctl(38, 1, 0, 0, 0) or libc.prctl(22, 2, ctypes.create_string_buffer(program), 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")


def start(words):
    ready, go = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.read(ready, 1)
        filter_calls()
        os.execvp(words[0], words)
    failed = trace(SEIZE, pid, 0, FOLLOW_FORK | FOLLOW_VFORK | FOLLOW_CLONE | SECCOMP)
    if failed:
        os.kill(pid, signal.SIGKILL)
        sys.exit(f"ptrace: {os.strerror(failed)}")
    os.write(go, b"!")
    os.close(ready)
    os.close(go)
    return pid


def memory(pid, address, size):
    try:
        with open(f"/proc/{pid}/mem", "rb", buffering=0) as file:
            file.seek(address)
            return file.read(size)
    except (OSError, ValueError, OverflowError):
        return b""


def name_at(pid, address):
    # Not beyond the page: what follows may not be mapped.
    text = b""
    while b"\0" not in text and len(text) < 4096:
        more = memory(pid, address + len(text), 4096 - (address + len(text)) % 4096)
        if not more:
            break
        text += more
    return text.split(b"\0")[0].decode(errors="replace")


def call_of(pid):
    """Which call a process is about to make, and the file that it changes."""
    try:
        with open(f"/proc/{pid}/syscall") as file:
            numbers = file.read().split()
    except OSError:
        return None
    if len(numbers) < 7:
        return None
    number, *args = [int(word, 0) for word in numbers[:7]]
    name = CALLS.get(number) or OPENS.get(number, ("?",))[0]
    try:
        if name in DESCRIPTOR or name == "copy_file_range":
            return name, os.readlink(f"/proc/{pid}/fd/{args[2 if name == 'copy_file_range' else 0]}"), args
        file = name_at(pid, args[NAME_AT.get(name, 0)])
        return name, file if file.startswith("/") else os.path.join(os.readlink(f"/proc/{pid}/cwd"), file), args
    except OSError:
        return None


class Watch:
    def __init__(self, wanted, program):
        self.wanted, self.program = wanted, program
        self.step, self.calls, self.hit = "", {}, None

    def stopped(self, pid):
        """One call, before it is made."""
        found = call_of(pid)
        if found is None or not found[1].startswith(self.wanted["below"]):
            return
        name, file, args = found
        if name == "write" and file.endswith("update_journal.jsonl"):
            text = memory(pid, args[1], min(args[2], 65536)).decode(errors="replace")
            intent = re.search(r'"step":"([\w-]+)".*"event":"update\.intent"', text)
            self.step = intent.group(1) if intent else self.step
        calls = self.calls.setdefault(self.step, [])
        calls.append({"call": name, "file": file[len(self.wanted["below"]):]})
        of_any = self.wanted["step"] == "any"
        made = sum(map(len, self.calls.values())) if of_any else len(calls)
        if self.hit is None and made == self.wanted["nth"] and (of_any or self.step == self.wanted["step"]):
            self.fault(pid, calls[-1])

    def fault(self, pid, hit):
        fault = self.wanted["fault"]
        if fault == "none":
            return
        self.hit = hit
        if fault == "kill":
            os.kill(self.program, signal.SIGKILL)
        elif fault == "child":
            os.kill(pid, signal.SIGKILL)
        else:
            trace(POKEUSER, pid, ORIG_RAX, ctypes.c_void_p(-1))
            trace(POKEUSER, pid, RAX, ctypes.c_void_p(-getattr(errno, fault)))


def report(watch, status):
    code = os.waitstatus_to_exitcode(status)
    line = {"hit": watch.hit, "exitCode": code if code >= 0 else None, "calls": watch.calls}
    with open(3, "w") as told:
        json.dump(line, told)
    # Whoever reads what the program said need not wait for what it left behind.
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)


def main():
    os.set_inheritable(3, False)
    wanted, words = json.loads(sys.argv[1]), sys.argv[2:]
    program = start(words)
    watch = Watch(wanted, program)
    while True:
        try:
            pid, status = os.waitpid(-1, WALL)
        except ChildProcessError:
            return
        if not os.WIFSTOPPED(status):
            if pid == program:
                report(watch, status)
            continue
        event, sent = status >> 16, os.WSTOPSIG(status)
        if event == EVENT_SECCOMP:
            watch.stopped(pid)
        if event == EVENT_STOP and sent != signal.SIGTRAP:
            trace(LISTEN, pid)
        else:
            trace(CONT, pid, 0, 0 if event else sent)


main()
