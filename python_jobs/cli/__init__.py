"""The command customer-intelligence.

main     the group of commands, and what becomes of an error
options  what several commands take
work     run, mine, fit, dashboards, sample
files    land, inspect, files, forget
shop     init
watch    doctor, history, status, schedule, export, brief
one_step a command that is one step of a run
"""

from python_jobs.cli.main import cli, main

__all__ = ["cli", "main"]
