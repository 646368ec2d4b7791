"""Which file system a file lies on, by the system's table of mounts."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from hcaudit.ledger import mounts
from hcaudit.ledger.mounts import file_system_of, is_on_network

TABLE = """\
/dev/vda / ext4 rw 0 0
proc /proc proc rw 0 0
server:/export /srv nfs4 rw 0 0
tmpfs /srv/local tmpfs rw 0 0
//filer/share /mnt/共享\\040盘 cifs rw 0 0
/dev/vdb /data xfs rw 0 0
server:/over /data nfs rw 0 0
malformed
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home/a/ledger.db", "ext4"),
        ("/srv/ledger.db", "nfs4"),
        ("/srv/local/ledger.db", "tmpfs"),
        ("/srv2/ledger.db", "ext4"),
        ("/mnt/共享 盘/ledger.db", "cifs"),
        ("/data/ledger.db", "nfs"),
    ],
)
def test_the_deepest_mount_decides_and_of_two_on_one_place_the_later(path: str, kind: str) -> None:
    assert file_system_of(PurePosixPath(path), TABLE) == kind


@pytest.mark.skipif(not Path("/proc/self/mounts").exists(), reason="needs Linux")
def test_it_is_asked_of_the_system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "mounts"
    monkeypatch.setattr(mounts, "_MOUNTS", table)
    assert not is_on_network(tmp_path)
    table.write_text(f"server:/x {tmp_path.resolve()} nfs rw 0 0\n", encoding="utf-8")
    assert is_on_network(tmp_path / "ledger.db")
