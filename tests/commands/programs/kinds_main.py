"""Calls each of them, also in other threads and processes, and tells what it sees of itself."""

import asyncio
import inspect
import multiprocessing
import os
import pickle
import sys
import threading
import traceback

import kinds

from haliax.axis import Axis


def in_main(axis):
    return axis


def child(size):
    return in_main(Axis(f"kid{size}", size)).name


async def streamed(axis):
    return [x async for x in kinds.stream(axis)]


def main():
    axis = Axis("embed", 3)
    config = kinds.Config.make(4)
    print(config.mlp, config.both, kinds.Config.twice(axis))
    print(
        kinds.decorated(axis, axis, flag=True, other=axis), kinds.decorated.__doc__, inspect.signature(kinds.decorated)
    )
    print(list(kinds.generator(axis)), asyncio.run(kinds.coroutine(axis)), asyncio.run(streamed(axis)))
    with kinds.context(axis) as held:
        print(held)
    print(kinds.locals_of(axis), inspect.getsource(kinds.coroutine), inspect.isgeneratorfunction(kinds.generator))
    try:
        kinds.failing(axis, 2)
    except KeyError:
        traceback.print_exc(file=sys.stdout)
    print(kinds.Slots(axis).use(), kinds.Slots(None) is None, kinds.same(kinds.Spy()) is None)
    print(pickle.loads(pickle.dumps(kinds.locals_of)) is kinds.locals_of)
    thread = threading.Thread(target=in_main, args=(Axis("thread", 2),))
    thread.start()
    thread.join()
    for method in ("fork", "spawn"):
        with multiprocessing.get_context(method).Pool(1) as pool:
            print(pool.map(child, [len(method)]))
    forked = os.fork()
    if not forked:
        in_main(Axis("forked", 1))
        os._exit(0)
    os.waitpid(forked, 0)
    print(
        sorted(name for name in vars(sys.modules["__main__"]) if name.startswith("__")), __file__, sys.argv, sys.path[0]
    )
    print([name for name in dir(kinds) if "haliax" in name], sys.flags.optimize)
    print([name for name in ("jax", "numpy", "mypy", "libcst", "haliax.core") if name in sys.modules])
    sys.stdout.flush()
    raise SystemExit(7)


if __name__ == "__main__":
    main()
