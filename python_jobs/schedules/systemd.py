"""A systemd service and its timer: systemd.service(5), systemd.exec(5), systemd.timer(5)."""

from __future__ import annotations

import shlex

from python_jobs.schedules.job import MOST_HOURS, NAME, Job, secrets_file_lines

FOLDER = "/etc/systemd/system"
HEAD = """\
# A run of {name} every day at {time}, in the time zone of this machine.
{secrets}#
# Below are two files; the first line of each says where it goes. Then
#
#     sudo systemctl daemon-reload
#     sudo systemctl enable --now {name}.timer
#     sudo systemctl start {name}            # a first run, now
#     journalctl -u {name}                   # what the runs said
"""
SECRETS = """\
#
# The secrets go into a file that only root can read:
#
#     sudo install -m 600 /dev/null {file}
#     sudoedit {file}
#
# with these lines, each value in single quotes:
#
{lines}
"""
SERVICE = """\
[Unit]
Description=Land the new files and build the marts of {name}
Wants=network-online.target
After=network-online.target

[Service]
Type=oneshot
User={user}
WorkingDirectory={folder}
{environment}ExecStart={command}
TimeoutStartSec={hours}h
# It writes to these folders and to no other.
ProtectSystem=strict
ReadWritePaths={written}
PrivateTmp=yes
NoNewPrivileges=yes
ProtectKernelTunables=yes
ProtectKernelModules=yes
ProtectControlGroups=yes
RestrictSUIDSGID=yes
LockPersonality=yes
"""
TIMER = """\
[Unit]
Description=Start {name} every day at {time}

[Timer]
OnCalendar=*-*-* {time}:00
# A run that was missed, because the machine was off, is made up for.
Persistent=true

[Install]
WantedBy=timers.target
"""


def text(job: Job) -> str:
    """How to install them, and both files one after the other."""
    secrets = SECRETS.format(
        file=shlex.quote(job.secrets_file),
        lines="\n".join(f"#     {line}" for line in secrets_file_lines(job)),
    )
    head = HEAD.format(name=NAME, time=job.hour_and_minute, secrets=secrets if job.secrets else "")
    files = (f"\n# {FOLDER}/{name}\n{content}" for name, content in units(job).items())
    return head + "".join(files)


def units(job: Job) -> dict[str, str]:
    """The content of each file, by its name."""
    environment = [
        f"Environment={_word(f'{name}={value}')}" for name, value in job.settings.items()
    ]
    if job.secrets:
        environment.append(f"EnvironmentFile={_percent(job.secrets_file)}")
    # The minus: a folder that is not there is no reason not to start.
    written = [_word(job.folder), *(_word(f"-{folder}") for folder in job.written_folders)]
    service = SERVICE.format(
        name=NAME,
        user=_percent(job.user),
        folder=_percent(job.folder),
        environment="".join(f"{line}\n" for line in environment),
        command=_command(job),
        hours=MOST_HOURS,
        written=" ".join(written),
    )
    timer = TIMER.format(name=NAME, time=job.hour_and_minute)
    return {f"{NAME}.service": service, f"{NAME}.timer": timer}


def _command(job: Job) -> str:
    arguments = [_argument(argument) for argument in job.arguments]
    if not any(mark in job.program for mark in "\"'\\"):
        # In the program's own path no variable is replaced, so a $ stands for itself.
        return " ".join([_word(job.program), *arguments])
    # systemd takes no program with a quote or a backslash in its path; a shell does.
    shell = ["/bin/sh", "-c", _argument('exec "$0" "$@"'), _argument(job.program)]
    return " ".join([*shell, *arguments])


def _argument(text: str) -> str:
    """A word of a command line, where $ starts a variable."""
    return _word(text.replace("$", "$$"))


def _word(text: str) -> str:
    """A word in quotes, whatever is in it."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{_percent(escaped)}"'


def _percent(text: str) -> str:
    """A % starts a specifier everywhere."""
    return text.replace("%", "%%")
