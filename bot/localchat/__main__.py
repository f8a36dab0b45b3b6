"""`python -m bot.localchat`: the server in a process of its own, for benchmarks. Loopback only."""

from __future__ import annotations

import argparse
import asyncio
import signal
import sys

from bot.localchat.control import Controlled
from bot.localchat.standalone import serving
from bot.localchat.world import DEFAULT_TOKEN, World


async def serve(port: int, token: str, *, print_url: bool) -> None:
    """Until told to stop by SIGINT or SIGTERM."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    world = World(token=token)
    async with serving(world, port, Controlled(world)) as url:
        if print_url:
            sys.stdout.write(url + "\n")
            sys.stdout.flush()
        await stop.wait()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bot.localchat", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="0: any free one")
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the bot's token; the number in it is its id")
    parser.add_argument("--print-url", action="store_true", help="write the address as the first line")
    options = parser.parse_args()
    import uvloop

    uvloop.run(serve(options.port, options.token, print_url=options.print_url))


if __name__ == "__main__":
    main()
