"""What goes to cron and systemd, read as they read it and started with a stand-in program."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from python_jobs.schedules import cron, systemd
from python_jobs.schedules.job import Job
from tests.python.operations.schedules import NASTY_NAMES, install_stand_in, job_in

pytestmark = pytest.mark.skipif(os.name == "nt", reason="cron and systemd are of Unix")

SECRETS = ("CUSTOMER_INTELLIGENCE_SQLSERVER_PASSWORD", "CUSTOMER_INTELLIGENCE_NOTIFY_URL")


@dataclass(frozen=True)
class Crontab:
    """A crontab with one job."""

    variables: dict[str, str]
    fields: list[str]
    command: str


def read_crontab(text: str) -> Crontab:
    """As crontab(5) says: variables, then five fields and a command in which \\% is a %."""
    variables = {}
    jobs = []
    for line in text.splitlines():
        if not line or line.startswith("#"):
            continue
        if setting := re.fullmatch(r"(\w+)=(.*)", line):
            name, value = setting.groups()
            quoted = re.fullmatch("\"([^\"]*)\"|'([^']*)'", value)
            variables[name] = (quoted[1] or quoted[2] or "") if quoted else value.strip()
        else:
            jobs.append(line)
    [job] = jobs
    *fields, command = job.split(maxsplit=5)
    assert re.search(r"(?<!\\)%", command) is None, "an unescaped % ends the command"
    return Crontab(variables, fields, command.replace("\\%", "%"))


def expected(job: Job, *secrets: str) -> list[str]:
    return [job.folder, *job.arguments, *job.settings.values(), *secrets]


def start(crontab: Crontab) -> subprocess.CompletedProcess[str]:
    """As cron starts it: little in the environment, /bin/sh, no terminal."""
    return subprocess.run(
        ["/bin/sh", "-c", crontab.command],
        env={"PATH": "/usr/bin:/bin", "HOME": "/", **crontab.variables},
        cwd="/",
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize("name", NASTY_NAMES)
def test_cron_starts_the_command_with_any_path(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.env"
    file.write_text("".join(f"{secret}='$a b'\n" for secret in SECRETS), encoding="utf-8")
    job = job_in(str(tmp_path / name), secrets=SECRETS, secrets_file=str(file))
    install_stand_in(job)
    crontab = read_crontab(cron.text(job))
    assert crontab.fields == ["5", "6", "*", "*", "*"]
    done = start(crontab)
    # a run that goes well leaves cron nothing to mail
    assert (done.stdout, done.stderr) == ("", "")
    log = Path(job.log_folder, "cron.log").read_text(encoding="utf-8")
    assert log.splitlines() == expected(job, "$a b", "$a b")


def test_cron_mails_what_a_failed_run_said(tmp_path: Path) -> None:
    job = job_in(str(tmp_path / "shop"))
    install_stand_in(job, exit_code=2)
    assert start(read_crontab(cron.text(job))).stdout.splitlines() == expected(job)


def test_cron_mails_that_the_secrets_are_missing(tmp_path: Path) -> None:
    job = job_in(str(tmp_path / "shop"), secrets=SECRETS, secrets_file=str(tmp_path / "none.env"))
    install_stand_in(job)
    assert "none.env" in start(read_crontab(cron.text(job))).stderr


def test_midnight_is_a_time_for_cron() -> None:
    job = job_in("/srv/shop")
    crontab = read_crontab(cron.text(replace(job, time=job.time.replace(hour=0, minute=0))))
    assert crontab.fields == ["0", "0", "*", "*", "*"]


def read_unit(text: str) -> dict[str, list[str]]:
    """Section.Key and its values, in order."""
    found: dict[str, list[str]] = {}
    section = ""
    for line in text.splitlines():
        if heading := re.fullmatch(r"\[(\w+)\]", line):
            section = heading[1]
        elif line and not line.startswith("#"):
            key, value = line.split("=", maxsplit=1)
            found.setdefault(f"{section}.{key}", []).append(value)
    return found


def words(text: str) -> list[str]:
    """As systemd.syntax(7) says: quotes and escapes are resolved, then %% is a %."""
    found = [
        re.sub(r"\\(.)", r"\1", quoted) if quoted else bare
        for quoted, bare in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text)
    ]
    assert not any(re.search("%", word.replace("%%", "")) for word in found)
    return [word.replace("%%", "%") for word in found]


def command_line(text: str) -> list[str]:
    """As systemd.service(5) says: in all words but the first $$ is a $ (and no other is one)."""
    program, *arguments = words(text)
    assert not any("$" in word.replace("$$", "") for word in arguments)
    return [program, *(word.replace("$$", "$") for word in arguments)]


@pytest.mark.parametrize("name", NASTY_NAMES)
def test_systemd_starts_the_command_with_any_path(name: str, tmp_path: Path) -> None:
    job = job_in(str(tmp_path / name))
    install_stand_in(job)
    service = read_unit(systemd.units(job)["customer-intelligence.service"])
    [folder] = service["Service.WorkingDirectory"]
    environment = dict(
        pair.split("=", maxsplit=1)
        for line in service["Service.Environment"]
        for pair in words(line)
    )
    assert environment == job.settings
    [command] = service["Service.ExecStart"]
    done = subprocess.run(
        command_line(command),
        cwd=folder.replace("%%", "%"),
        env={"PATH": "/usr/bin:/bin", **environment},
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.splitlines() == expected(job)
    [written] = service["Service.ReadWritePaths"]
    assert words(written) == [job.folder, f"-{job.incoming}"]


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
@pytest.mark.parametrize("name", NASTY_NAMES)
def test_systemd_finds_nothing_wrong(name: str, tmp_path: Path) -> None:
    job = job_in(str(tmp_path / name), secrets=SECRETS)
    install_stand_in(job)
    units = systemd.units(job)
    for file_name, content in units.items():
        (tmp_path / file_name).write_text(content, encoding="utf-8")
    done = verify(tmp_path, *units)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed")
def test_systemd_would_find_what_is_wrong(tmp_path: Path) -> None:
    job = job_in(str(tmp_path / "shop"))
    service = systemd.units(job)["customer-intelligence.service"]
    # nothing is installed there, and a directive is misspelt
    wrong = service.replace("NoNewPrivileges", "NoNewPrivilege")
    (tmp_path / "customer-intelligence.service").write_text(wrong, encoding="utf-8")
    said = verify(tmp_path, "customer-intelligence.service").stderr
    assert "NoNewPrivilege" in said
    assert "not executable" in said


def verify(folder: Path, *names: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *(f"./{name}" for name in names)],
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_timer_makes_up_for_a_missed_run() -> None:
    timer = read_unit(systemd.units(job_in("/srv/shop"))["customer-intelligence.timer"])
    assert timer == {
        "Unit.Description": ["Start customer-intelligence every day at 06:05"],
        "Timer.OnCalendar": ["*-*-* 06:05:00"],
        "Timer.Persistent": ["true"],
        "Install.WantedBy": ["timers.target"],
    }


def test_the_service_is_one_shot_as_the_account() -> None:
    job = job_in("/srv/shop", secrets=SECRETS)
    service = read_unit(systemd.units(job)["customer-intelligence.service"])
    assert service["Service.Type"] == ["oneshot"]
    assert service["Service.User"] == ["loader"]
    assert service["Service.EnvironmentFile"] == ["/etc/customer-intelligence.env"]
    assert service["Service.NoNewPrivileges"] == ["yes"]
    assert service["Service.ProtectSystem"] == ["strict"]


def test_both_files_are_in_the_text() -> None:
    job = job_in("/srv/shop", secrets=SECRETS)
    text = systemd.text(job)
    for name, content in systemd.units(job).items():
        assert f"# /etc/systemd/system/{name}\n{content}" in text
    for name in SECRETS:
        assert f"\n#     {name}='…'\n" in text
