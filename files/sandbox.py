"""Run a parse in a child process with limits on memory, processor and wall time.

A hostile file can take gigabytes and minutes of the library that reads it; here it takes a child that is thrown away.
The child is a fresh interpreter: nothing of the parent's memory, sockets or open files is in it.
"""

from __future__ import annotations

import importlib
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO

MEGABYTE = 1024 * 1024
_RESULT_LIMIT = 64 * MEGABYTE


class SandboxError(Exception):
    """The child did not bring a result home."""


class TooBig(SandboxError):
    """It wanted more memory than it may have, or its result is too large to carry."""


class TookTooLong(SandboxError):
    """It ran into the limit of wall or processor time."""


class Broken(SandboxError):
    """The library failed on the input, or the child died. The text is for the log: the type and words of the error."""


def run_limited(function_path: str, *args: Any, seconds: float = 20, megabytes: int = 600) -> Any:
    """The result of `package.module:function` (or `package.module.function`) called with args in a child.

    Args and result must pickle. Exceptions of the function's own package travel home as they are, others become
    Broken. Blocks for at most `seconds`; call it through asyncio.to_thread.
    Raises TooBig, TookTooLong, Broken.
    """
    task = pickle.dumps((function_path, args, seconds, megabytes))
    with subprocess.Popen(  # noqa: S603 - our own interpreter, no shell, no words of the user
        [sys.executable, "-I", "-c", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        start_new_session=True,
    ) as child:
        try:
            answer, _ = child.communicate(pickle.dumps(_roots()) + task, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise TookTooLong(function_path) from None
        finally:
            child.kill()
    return _outcome(answer, child.returncode, function_path)


# -I keeps the user's site and the working directory out; the parent's own path comes in by the pipe
_CHILD = """
import pickle, sys
sys.path[:] = pickle.load(sys.stdin.buffer)
from files import sandbox
sandbox._serve(sys.stdin.buffer)
"""


def _roots() -> list[str]:
    here = str(Path(__file__).resolve().parent.parent)
    return [here, *(entry for entry in sys.path if entry and entry != here)]


def _environment() -> dict[str, str]:
    """No settings and no secrets: only what an interpreter needs."""
    kept = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TEMP", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ}


def _outcome(answer: bytes, returncode: int, function_path: str) -> Any:
    if not answer:
        raise _death(returncode, function_path)
    verdict, value = pickle.loads(answer)  # noqa: S301 - written by our own child
    if verdict == "result":
        return value
    if verdict == "raised":
        raise value
    if verdict == "too big":
        raise TooBig(function_path)
    raise Broken(value)


def _death(returncode: int, function_path: str) -> SandboxError:
    if returncode in (-getattr(signal, "SIGXCPU", 0), -getattr(signal, "SIGKILL", 0)):
        return TookTooLong(function_path)
    return Broken(f"{function_path}: the child ended with {returncode}")


def _serve(pipe: BinaryIO) -> None:
    """The child's side: limit itself, call, write one pickled verdict to standard output."""
    function_path, args, seconds, megabytes = pickle.load(pipe)  # noqa: S301 - written by our own parent
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # a library that prints must not write into the answer
    _limit(seconds, megabytes)
    answers.write(_verdict(function_path, args))
    answers.close()
    os._exit(0)  # interpreter shutdown can take long with a full heap


def _limit(seconds: float, megabytes: int) -> None:
    try:
        import resource
    except ImportError:  # not on Windows; the wall time still holds there
        return
    memory, processor = megabytes * MEGABYTE, max(1, int(seconds) + 1)
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _verdict(function_path: str, args: tuple[Any, ...]) -> bytes:
    try:
        function = _resolve(function_path)
        answer = pickle.dumps(("result", function(*args)))
    except MemoryError:
        return pickle.dumps(("too big", None))
    except Exception as error:
        return _carried(error, function_path)
    return answer if len(answer) <= _RESULT_LIMIT else pickle.dumps(("too big", None))


def _carried(error: Exception, function_path: str) -> bytes:
    own = type(error).__module__.split(".")[0] == function_path.split(".", maxsplit=1)[0]
    if _out_of_memory(error):
        return pickle.dumps(("too big", None))
    if own:
        return pickle.dumps(("raised", error))
    return pickle.dumps(("broken", f"{type(error).__name__}: {error}"[:500]))


def _out_of_memory(error: BaseException | None) -> bool:
    """Libraries wrap a MemoryError in errors of their own."""
    while error is not None:
        if isinstance(error, MemoryError):
            return True
        error = error.__cause__ or error.__context__
    return False


def _resolve(function_path: str) -> Callable[..., Any]:
    module, _, name = function_path.replace(":", ".").rpartition(".")
    function = getattr(importlib.import_module(module), name)
    assert callable(function)
    return function  # type: ignore[no-any-return]
