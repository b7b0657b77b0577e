"""The local cloud itself: it starts, refuses with reasons, keeps what it was given, and leaves nothing behind."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from infra.local.assembly import ROOT
from infra.local.cloud import LocalCloud
from infra.local.failures import AlreadyRunning, DeploymentFailed
from infra.local.ports import HOST, free_port, require_free
from tests.system import miniature
from tests.system.waiting import eventually

RELAY = "lms-local-miniature-relay"
HANDLERS = "lms-local-miniature-handlers"
API = "lms-local-miniature-api"


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The miniature's stacks."""
    return miniature.write(tmp_path_factory.mktemp("assembly"))


@pytest.fixture(scope="module")
def mini(assembly: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalCloud]:
    """A running miniature."""
    with LocalCloud.started(data=tmp_path_factory.mktemp("cloud"), assembly=assembly) as cloud:
        yield cloud


def write_note(cloud: LocalCloud, note: str) -> int:
    """Write a note through the edge."""
    return httpx.put(f"{cloud.url}/api/v1/notes/{note}", json={"of": note}, timeout=30).status_code


def read_note(cloud: LocalCloud, note: str) -> httpx.Response:
    """Read a note through the edge."""
    return httpx.get(f"{cloud.url}/api/v1/notes/{note}", timeout=30)


class TestARequest:
    def test_goes_through_edge_api_function_and_table_and_its_news_is_heard(self, mini: LocalCloud) -> None:
        assert write_note(mini, "first") == 204

        assert mini.settle()
        assert read_note(mini, "first").json()["heard"] == 1
        assert any("asked for first" in line for line in mini.logs(API))

    def test_arrives_with_proof_that_it_came_through_the_edge(self, mini: LocalCloud) -> None:
        headers = read_note(mini, "any").json()["headers"]

        assert headers["x-origin-secret"] == "the-origin-secret"
        assert headers["cloudfront-viewer-address"].startswith("127.0.0.1:")
        assert headers["x-forwarded-proto"] == "https"

    def test_fails_without_a_right_that_it_needs(self, mini: LocalCloud) -> None:
        write_note(mini, "guarded")

        with mini.iam.without(API, "dynamodb:GetItem", on="miniature") as taken:
            refused = read_note(mini, "guarded")

        assert taken[0]["Resource"] == miniature.TABLE
        assert refused.status_code >= 500
        assert read_note(mini, "guarded").status_code == 200


class TestNews:
    def test_survives_the_death_of_the_relay_in_the_middle_of_its_work(self, mini: LocalCloud) -> None:
        write_note(mini, "warm-up")
        assert mini.settle()

        with mini.workers.frozen(RELAY):
            write_note(mini, "told-twice")
            wait_until(mini, lambda left: left["invocations"] > 0 and left["stream records"] > 0)
            assert mini.workers.kill(RELAY) == 1

        assert mini.settle()
        assert read_note(mini, "told-twice").json()["heard"] >= 1

    def test_survives_the_death_of_the_handlers_in_the_middle_of_their_work(self, mini: LocalCloud) -> None:
        write_note(mini, "warm-up")
        assert mini.settle()

        with mini.workers.retried_soon(HANDLERS), mini.workers.frozen(HANDLERS):
            write_note(mini, "handled")
            wait_until(mini, lambda left: left["invocations"] > 0 and left["stream records"] == 0)
            assert mini.workers.kill(HANDLERS) >= 1

        assert mini.settle()
        assert read_note(mini, "handled").json()["heard"] >= 1

    @pytest.mark.parametrize(
        ("station", "waiting"),
        [
            (RELAY, {"stream records": 1, "messages": 0, "workflows": 0, "invocations": 0}),
            (HANDLERS, {"stream records": 0, "messages": 1, "workflows": 0, "invocations": 0}),
        ],
    )
    def test_survives_a_stop_before_anybody_heard_it(
        self, mini: LocalCloud, station: str, waiting: dict[str, int]
    ) -> None:
        assert mini.settle()
        with mini.workers.unfed(station):
            write_note(mini, f"waiting-for-{station}")
            wait_until(mini, lambda left: left == waiting)
            mini.stop(drain=False)
            mini.start()
            assert read_note(mini, f"waiting-for-{station}").json()["heard"] == 0

        assert mini.settle()
        assert read_note(mini, f"waiting-for-{station}").json()["heard"] == 1


class TestData:
    def test_survives_a_restart_on_other_ports(self, mini: LocalCloud, assembly: Path) -> None:
        write_note(mini, "kept")
        mini.stop()

        elsewhere = LocalCloud(
            mini.data, port=free_port(), files_port=free_port(), cloud_port=free_port(), assembly=assembly
        )
        with elsewhere:
            assert read_note(elsewhere, "kept").json()["text"] == '{"of":"kept"}'
            assert write_note(elsewhere, "moved") == 204
            assert elsewhere.settle()
            assert read_note(elsewhere, "moved").json()["heard"] == 1
        mini.start()

    def test_is_used_by_one_cloud_at_a_time(self, mini: LocalCloud, assembly: Path) -> None:
        second = LocalCloud(
            mini.data, port=free_port(), files_port=free_port(), cloud_port=free_port(), assembly=assembly
        )

        with pytest.raises(AlreadyRunning, match="already running on the data"):
            second.start()

        assert read_note(mini, "any").status_code == 200


class TestTroubleAtTheStart:
    def test_a_taken_port_is_named_and_the_exit_code_says_so(self, mini: LocalCloud, tmp_path: Path) -> None:
        command = [sys.executable, "-m", "infra.local", "run", "--port", str(mini.port), "--data", str(tmp_path)]

        answer = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

        assert answer.returncode == 1
        assert f"Port {mini.port} of {HOST} is in use" in answer.stderr
        assert "Traceback" not in answer.stderr

    def test_a_stack_that_cannot_be_deployed_says_why_and_nothing_keeps_running(self, tmp_path: Path) -> None:
        impossible = {"Wrong": {"Type": "AWS::CloudWatch::Alarm", "Properties": {"Threshold": 1}}}
        broken = miniature.write(tmp_path / "assembly", extra=impossible)
        cloud = LocalCloud(
            tmp_path / "data",
            port=free_port(),
            files_port=free_port(),
            cloud_port=free_port(),
            assembly=broken,
        )

        with pytest.raises(DeploymentFailed, match=r"could not be deployed:\n  Wrong \(AWS::CloudWatch::Alarm\)"):
            cloud.start()

        assert not cloud.running
        require_free(cloud.cloud_port, purpose="", option="")


def wait_until(cloud: LocalCloud, so: Callable[[dict[str, int]], bool]) -> None:
    """Until what is still under way is so."""
    assert eventually(lambda: so(cloud.pending())), cloud.pending()
