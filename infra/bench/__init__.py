"""The figures: how fast a function starts and answers, what it asks of storage, and whether that grows.

``python -m infra.bench`` measures everything in some minutes and writes ``docs/benchmarks.md``.
"""
