"""Lines for a crontab: crontab(5) and, for the command, a POSIX shell."""

from __future__ import annotations

import shlex

from python_jobs.schedules.job import NAME, Job, secrets_file_lines

HEAD = """\
# A run of {name} every day at {time}, in the time zone of this machine.
{secrets}#
# These lines go into the crontab of the account {user}:
#
#     sudo crontab -u {user} -e
#
# What the last run printed is in {log}.
# When a run fails, cron mails it: to the account, or to whom MAILTO names.
# MAILTO=somebody@example.com
"""
SECRETS = """\
#
# The secrets go into a file that only the account {user} can read:
#
#     sudo install -m 600 -o {user} /dev/null {file}
#     sudoedit {file}
#
# with these lines, each value in single quotes:
#
{lines}
"""


def text(job: Job) -> str:
    """The crontab's lines: comments, the variables, and one line with the time and the command."""
    log = f"{job.log_folder.rstrip('/')}/cron.log"
    user = shlex.quote(job.user)
    secrets = SECRETS.format(
        user=user,
        file=shlex.quote(job.secrets_file),
        lines="\n".join(f"#     {line}" for line in secrets_file_lines(job)),
    )
    head = HEAD.format(
        name=NAME,
        time=job.hour_and_minute,
        user=user,
        log=log,
        secrets=secrets if job.secrets else "",
    )
    variables = "".join(f"{name}={_value(value)}\n" for name, value in job.settings.items())
    when = f"{job.time.minute} {job.time.hour} * * *"
    # To cron a % is the end of the command.
    command = _command(job, log).replace("%", "\\%")
    return f"{head}{variables}{when} {command}\n"


def _command(job: Job, log: str) -> str:
    steps = [f"cd {shlex.quote(job.folder)}"]
    if job.secrets:
        steps += ["set -a", f". {shlex.quote(job.secrets_file)}", "set +a"]
    steps.append(f"{shlex.join((job.program, *job.arguments))} > {shlex.quote(log)} 2>&1")
    return f"{' && '.join(steps)} || cat {shlex.quote(log)}"


def _value(value: str) -> str:
    """A crontab knows quotes around a value and no escapes in it."""
    quote = next((mark for mark in "\"'" if mark not in value), "")
    return f"{quote}{value}{quote}"
