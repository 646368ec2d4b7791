"""Whether a file lies on another machine; it must not know what the file is.

SQLite's write-ahead log needs shared memory, which machines do not share: on a network file system the ledger keeps
a rollback journal.
"""

from __future__ import annotations

import ctypes
import os
import re
from pathlib import Path, PurePosixPath

_MOUNTS = Path("/proc/self/mounts")
_NETWORKED = frozenset(
    {
        *("9p", "acfs", "afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "glusterfs", "gpfs", "lustre"),
        *("ncpfs", "nfs", "nfs4", "ocfs2", "pvfs2", "smb2", "smb3", "smbfs", "vboxsf", "virtiofs"),
        *("fuse.ceph", "fuse.curlftpfs", "fuse.davfs", "fuse.glusterfs", "fuse.rclone", "fuse.s3fs", "fuse.sshfs"),
    }
)
_ESCAPED = re.compile(r"\\([0-7]{3})")
_DRIVE_REMOTE = 4


def is_on_network(path: Path) -> bool:
    """Tell whether `path` lies on a network file system, as far as the system says so."""
    whole = path.resolve()
    if os.name == "nt":
        return _is_remote_drive(whole)
    try:
        mounts = _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return False
    return file_system_of(PurePosixPath(whole), mounts) in _NETWORKED


def file_system_of(path: PurePosixPath, mounts: str) -> str | None:
    """Return the type of the file system that `path` lies on, by a table of `mounts` like /proc/mounts."""
    found: str | None = None
    deepest = -1
    for line in mounts.splitlines():
        _, place, kind, *_ = [*line.split(" "), "", "", ""]
        point = PurePosixPath(_ESCAPED.sub(lambda octal: chr(int(octal[1], 8)), place))
        # Of two file systems mounted on one place the later one is seen.
        if path.is_relative_to(point) and len(point.parts) >= deepest:
            found, deepest = kind, len(point.parts)
    return found


def _is_remote_drive(path: Path) -> bool:
    """Tell whether a Windows path is a share, or lies on a drive that is one."""
    if path.drive.startswith("\\\\"):
        return True
    kernel = getattr(ctypes, "windll", None)
    return kernel is not None and kernel.kernel32.GetDriveTypeW(f"{path.drive}\\") == _DRIVE_REMOTE
