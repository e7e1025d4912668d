"""The sandbox's people, as data. All are invented; each has a reason to exist.

Start with `catalogue.personas`; `load.load` pushes them through the sandbox doors.
"""
