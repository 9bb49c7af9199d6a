"""Reads and checks resources/: what the city may change without a programmer.

Each `load_…` reads its files once in a process and raises BadResource; `check.check` gathers all problems.
"""
