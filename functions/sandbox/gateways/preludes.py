"""What runs before a program, in its interpreter: it gives what is usual, and clear words for what is not there.

None of this keeps anything in; the interpreter has nothing that would have to be kept from a program.
"""

FORBIDDEN = "Forbidden"
"""The name of the error that says so."""

PYTHON = r"""
import sys
def _enclose():
    # What asks whether something is there gets the answer that it expects: no.
    Forbidden, ForbiddenImport, ForbiddenName = (
        type("Forbidden", (base,), {"__module__": "builtins"})
        for base in (PermissionError, ImportError, AttributeError)
    )
    gone = {"_socket", "_ssl", "_posixsubprocess", "_multiprocessing", "_posixshmem", "_ctypes", "ctypes"}
    own = (sys.base_prefix + "/lib/", "<")
    class Finder:
        @staticmethod
        def find_spec(name, path=None, target=None):
            if name in gone:
                raise ForbiddenImport("There are no networks, processes and libraries of the system here.")
    def refuse(what):
        def refused(*_, **__):
            raise Forbidden(what + " is not possible here.")
        return refused
    def listen(event, args):
        if event in ("open", "os.listdir", "os.scandir", "os.remove", "os.mkdir", "os.rename"):
            if not (args and isinstance(args[0], str) and args[0].startswith(own)):
                if not (event == "open" and isinstance(args[0], int)):
                    raise Forbidden("There are no files here.")
    import os
    absent = {"fork", "forkpty", "system", "popen", "kill", "killpg", "execv", "execve", "execvp", "posix_spawn"}
    for name in absent & set(vars(os)):
        setattr(os, name, refuse("os." + name))
    def miss(name):
        if name in absent:
            raise ForbiddenName("os." + name + " is not possible here.")
        raise AttributeError("module 'os' has no attribute " + repr(name))
    os.__getattr__ = miss
    sys.meta_path.insert(0, Finder)
    sys.addaudithook(listen)
    sys.tracebacklimit = 20
_enclose()
del _enclose
_source = sys.argv.pop()
sys.argv[:] = ["main.py"]
exec(compile(_source, "main.py", "exec"), {"__name__": "__main__", "__builtins__": __builtins__})
"""
"""Takes the program as the last argument."""

JAVASCRIPT = r"""
import * as std from "qjs:std";
import * as os from "qjs:os";
class Forbidden extends Error { get name() { return "Forbidden"; } }
const refuse = (what) => () => { throw new Forbidden(what + " is not possible here."); };
let text;
const input = () => (text ??= std.in.readAsString());
let rest;
const say = (file) => (...all) => { file.puts(all.map(shown).join(" ") + "\n"); };
const shown = (one) => typeof one === "string" ? one
    : one instanceof Error ? String(one.stack || one)
    : typeof one === "object" && one !== null ? (JSON.stringify(one) ?? String(one))
    : typeof one === "bigint" ? one + "n" : String(one);
const fs = {
    readFileSync(path) {
        if (path === 0 || path === "/dev/stdin") return input();
        throw new Forbidden("There are no files here.");
    },
    writeFileSync: refuse("fs.writeFileSync"),
};
const console = { log: say(std.out), info: say(std.out), debug: say(std.out), warn: say(std.err), error: say(std.err) };
const process = {
    argv: ["main.js"], env: {}, stdin: { fd: 0 },
    stdout: { write: (one) => { std.out.puts(String(one)); return true; } },
    stderr: { write: (one) => { std.err.puts(String(one)); return true; } },
    exit: (code) => { std.out.flush(); std.exit(code ?? 0); },
};
const require_ = (name) => {
    if (name === "fs" || name === "node:fs") return fs;
    throw new Forbidden("There is no module " + name + " here.");
};
Object.assign(globalThis, {
    console, process, require: require_, print: console.log,
    readLine: () => { rest ??= input().split("\n"); return rest.length ? rest.shift() : null; },
    setTimeout: os.setTimeout, clearTimeout: os.clearTimeout, setInterval: os.setInterval,
    clearInterval: os.clearInterval,
    fetch: refuse("fetch"), XMLHttpRequest: refuse("XMLHttpRequest"), WebSocket: refuse("WebSocket"),
    Worker: refuse("Worker"),
});
"""
"""A module that is evaluated before the program, which is then evaluated as a script."""
