"""Many runs at once on one ledger come to what they come to one after the other."""

from __future__ import annotations

from pathlib import Path

from tests.faults.crowd import at_once, lines_of, one_by_one
from tests.faults.scene import LOCKED, Scene, state_of
from tests.faults.victim import NETWORKED

SIZE = 6


def test_a_crowd_posts_what_a_queue_does(scene: Scene, tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("queue", "crowd")]
    for folder in folders:
        folder.mkdir()
    queue, crowd = (lines_of(scene, folder, SIZE) for folder in folders)
    assert one_by_one(queue) == at_once(crowd) == [0] * SIZE
    assert state_of(folders[1] / "ledger.db") == state_of(folders[0] / "ledger.db")
    outputs = [sorted(path.name for path in folder.glob("out*.csv")) for folder in folders]
    assert outputs[0] == outputs[1]


def test_with_a_rollback_journal_one_that_does_not_wait_is_told_so_or_done(scene: Scene, tmp_path: Path) -> None:
    lines = [[*line, "--no-wait"] for line in lines_of(scene, tmp_path, SIZE)]
    codes = at_once(lines, shot=NETWORKED)
    assert set(codes) <= {0, LOCKED}
    assert 0 in codes
    assert one_by_one(lines) == [0] * SIZE
    posted, _ = state_of(tmp_path / "ledger.db")
    assert set(scene.states[scene.months[0]][0]) <= set(posted)
