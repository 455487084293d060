"""A task of Windows in the XML that schtasks takes: version 1.2 of MS-TSCH, section 2.5.

The text is ASCII and declares no encoding, so that it does not matter as what it is saved: schtasks
takes UTF-16 and the machine's code page, and stumbles over a declaration that says otherwise.
"""

from __future__ import annotations

import html
import re
import subprocess

from python_jobs.schedules.job import MOST_HOURS, NAME, Job

AUTHENTICATION = "CUSTOMER_INTELLIGENCE_SQLSERVER_AUTHENTICATION"
# Ways to sign in to SQL Server as the account that runs the task.
AS_THE_ACCOUNT = ("windows", "ActiveDirectoryIntegrated")

TASK = """\
<!--
  A run of {name} every day at {time}, in the time zone of this machine.
{variables}
  Save this text and, in a PowerShell of an administrator, make the task of it:

      schtasks /Create /TN {name} /XML {name}.xml{password}
      schtasks /Run /TN {name}

  {sign_in}
  The log is in the project's folder logs. RestartOnFailure is for a task that could not be
  started; of a run that fails you hear through CUSTOMER_INTELLIGENCE_NOTIFY_URL.
-->
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Land the new files and build the marts of {name}</Description>
  </RegistrationInfo>
  <Triggers>
    <CalendarTrigger>
      <StartBoundary>{first}</StartBoundary>
      <ScheduleByDay>
        <DaysInterval>1</DaysInterval>
      </ScheduleByDay>
    </CalendarTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>{user}</UserId>
      <LogonType>{logon_type}</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <StartWhenAvailable>true</StartWhenAvailable>
    <ExecutionTimeLimit>PT{hours}H</ExecutionTimeLimit>
    <RestartOnFailure>
      <Interval>PT10M</Interval>
      <Count>3</Count>
    </RestartOnFailure>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{command}</Command>
      <Arguments>{arguments}</Arguments>
      <WorkingDirectory>{folder}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""
VARIABLES = """
  As the account that runs it, in PowerShell, set its variables once{asks}:

{lines}
"""
SIGN_IN = {
    "S4U": """\
It runs whether anybody is logged on or not, and Windows keeps no password for it (S4U).
  Such a task has no rights on other machines: for files on a share, or a SQL Server that is
  signed in to as a Windows account, make S4U Password below and add /RP * to the command.
""",
    "Password": """\
It runs whether anybody is logged on or not. Windows asks for the password of the account
  and keeps it (Password), since the run needs the account's rights on other machines.
""",
}


def text(job: Job) -> str:
    """One XML document, with a comment that says how to make a task of it."""
    logon_type = "Password" if _acts_elsewhere(job) else "S4U"
    return TASK.format(
        name=NAME,
        time=job.hour_and_minute,
        variables=_variables(job),
        password=" /RP *" if logon_type == "Password" else "",
        sign_in=SIGN_IN[logon_type],
        first=f"{job.first_day.isoformat()}T{job.hour_and_minute}:00",
        user=_xml(job.user),
        logon_type=logon_type,
        hours=MOST_HOURS,
        command=_xml(job.program),
        arguments=_xml(subprocess.list2cmdline(job.arguments)),
        folder=_xml(job.folder),
    )


def _acts_elsewhere(job: Job) -> bool:
    """Whether the run needs the account's rights on other machines: a share, or a server."""
    on_a_share = any(text.startswith("\\\\") for text in job.texts)
    return on_a_share or job.settings.get(AUTHENTICATION) in AS_THE_ACCOUNT


def _variables(job: Job) -> str:
    lines = [_set(name, _powershell(value)) for name, value in job.settings.items()]
    lines += [_set(name, f"(Read-Host '{name}')") for name in job.secrets]
    if not lines:
        return ""
    asks = " (it asks for the secrets)" if job.secrets else ""
    return VARIABLES.format(asks=asks, lines="\n".join(f"      {line}" for line in lines))


def _set(name: str, value: str) -> str:
    # setx would cut a value after 1,024 characters.
    return f"[Environment]::SetEnvironmentVariable('{name}', {value}, 'User')"


def _powershell(text: str) -> str:
    """A text as PowerShell writes it, in ASCII and without --, which no comment of XML may have."""
    quoted = re.sub("-(?=-)", "-' + '", text.replace("'", "''"))
    return f"'{re.sub('[^ -~]', _character, quoted)}'"


def _character(match: re.Match[str]) -> str:
    return f"' + [char]::ConvertFromUtf32({ord(match[0])}) + '"


def _xml(text: str) -> str:
    return html.escape(text, quote=False).encode("ascii", "xmlcharrefreplace").decode("ascii")
