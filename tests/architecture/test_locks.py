"""What is installed is pinned, the same everywhere, and tied to no host."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted([*ROOT.glob("requirements/*.txt"), *ROOT.glob("layers/*/requirements.txt")])
LAYER_LOCKS = [lock for lock in LOCKS if lock.parts[-3] == "layers"]
WORKFLOWS = sorted(ROOT.glob(".github/workflows/*.yml"))


class TestLocks:
    @pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: "/".join(lock.parts[-2:]))
    def test_pin_every_package_by_hash_and_name_no_host(self, lock: Path) -> None:
        text = lock.read_text()

        assert "://" not in text
        assert _pins(lock)
        assert all("--hash=sha256:" in pin for pin in re.split(r"\n(?=[a-z0-9])", text) if "==" in pin)

    @pytest.mark.parametrize("lock", LAYER_LOCKS, ids=lambda lock: lock.parent.name)
    def test_give_people_the_versions_that_are_deployed(self, lock: Path) -> None:
        developers = _pins(ROOT / "requirements" / "dev.txt")

        assert _pins(lock).items() <= developers.items()

    def test_have_a_source_each(self) -> None:
        assert all(lock.with_suffix(".in").exists() for lock in LOCKS)

    def test_of_the_deployment_command_line_names_no_host(self) -> None:
        lock = (ROOT / "requirements" / "cdk-cli" / "package-lock.json").read_text()

        assert "://" not in lock
        assert '"integrity": "sha512-' in lock


class TestWorkflows:
    @pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
    def test_pin_what_others_wrote_by_commit(self, workflow: Path) -> None:
        used = re.findall(r"uses: (\S+)(.*)", workflow.read_text())

        for action, comment in used:
            assert action.startswith("./") or re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", action), action
            assert action.startswith("./") or re.fullmatch(r" # v\d+\.\d+\.\d+", comment), action

    @pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
    def test_may_only_read_unless_a_job_says_more(self, workflow: Path) -> None:
        assert "\npermissions:\n  contents: read\n" in workflow.read_text()

    def test_run_commands_that_exist(self) -> None:
        makefile = (ROOT / "Makefile").read_text()
        called = {
            name
            for path in [*WORKFLOWS, ROOT / ".ci" / "run"]
            for name in re.findall(r"make ([a-z]+)", path.read_text())
        }

        assert {"install", "deploy", "test"} <= called
        assert all(re.search(rf"^{name}:", makefile, re.MULTILINE) for name in called)


def _pins(lock: Path) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)==([^\s;]+)", lock.read_text(), re.MULTILINE))
