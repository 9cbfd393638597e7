"""``python -m benchmarks [NAME ...]``: every table, or only these."""

from __future__ import annotations

import importlib
import pkgutil
import sys

import benchmarks

_NOT_TABLES = {"tables", "__main__", "large_project", "qwen3_checkpoint", "qwen3_codec_checkpoint", "qwen3_gpu"}
_ASKED_FOR = {"qwen3_speed", "qwen3_parity"}  # models of true size: only by name


def main() -> None:
    wanted = sys.argv[1:]
    del sys.argv[1:]  # they are ours; a table may have options of its own when it runs alone
    names = [m.name for m in pkgutil.iter_modules(benchmarks.__path__) if m.name not in _NOT_TABLES]
    for name in names:
        if name in wanted or (not wanted and name not in _ASKED_FOR):
            sys.stdout.write(f"\n== {name} ==\n")
            sys.stdout.flush()
            importlib.import_module(f"benchmarks.{name}").main()


if __name__ == "__main__":
    main()
