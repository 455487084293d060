"""Who may read and write a file that takes the place of another: those who could before, and nobody else."""

from __future__ import annotations

import errno
import logging
import os
import stat
import sys
from contextlib import suppress
from pathlib import Path

log = logging.getLogger(__name__)

# Linux keeps an access control list beside the mode.
ACCESS_LIST = "system.posix_acl_access"
GROUP = stat.S_IRWXG


def carry_rights(before: Path, after: Path) -> None:
    """Give a file the owner, the group, the mode and the access control list of another.

    Where this account may not give files away, the file stays its own. Then the group's rights go too,
    if the group cannot be kept: they were meant for another one. Windows keeps the rights of the folder.
    """
    if sys.platform == "win32":
        return
    found = before.stat()
    mode = stat.S_IMODE(found.st_mode)
    made = after.stat()
    if found.st_gid != made.st_gid and not _give(after, -1, found.st_gid):
        mode &= ~GROUP
        log.warning("%s could not be given to the group of %s; it has no rights", after, before)
    if found.st_uid != made.st_uid and not _give(after, found.st_uid, -1):
        log.warning("%s could not be given to the owner of %s", after, before)
    after.chmod(mode)
    if mode == stat.S_IMODE(found.st_mode):
        _carry_list(before, after)


def _give(path: Path, owner: int, group: int) -> bool:
    try:
        os.chown(path, owner, group)
    except PermissionError:
        return False
    return True


def _carry_list(before: Path, after: Path) -> None:
    if sys.platform != "linux":
        return
    try:
        rights = os.getxattr(before, ACCESS_LIST)
    except OSError as error:
        if error.errno in (errno.ENODATA, errno.ENOTSUP):
            return
        raise
    with suppress(PermissionError):
        os.setxattr(after, ACCESS_LIST, rights)
