"""The command customer-intelligence.

main     the group of commands, and what becomes of an error
options  what several commands take
work     run, land, mine, forget, dashboards, sample
shop     init
watch    doctor, history, status, schedule
"""

from python_jobs.cli.main import cli, main

__all__ = ["cli", "main"]
