"""The long proofs: `make prove`. They need minutes or volume, and print their figures."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.local.people import OrganizationForm, Person, register_organization

HERE = Path(__file__).parent
ADMIN = Person("Prakash", "prakash@proofs.example.org", "quiet bridges over wide rivers")
ORGANIZATION = OrganizationForm(name="Proofs", slug="proofs")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything here talks to servers on this machine."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))
            item.add_marker(pytest.mark.enable_socket)


@pytest.fixture(scope="session")
def cloud() -> Iterator[LocalCloud]:
    """The whole product, freshly deployed, for all proofs."""
    with LocalCloud.started() as running:
        yield running


@pytest.fixture(scope="session")
def admin(cloud: LocalCloud) -> Iterator[Api]:
    """The administrator of an organization in which everything happens."""
    api = Api(cloud.url)
    yield register_organization(api, cloud.mails, ORGANIZATION, ADMIN)
    api.close()


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print a figure, whatever becomes of other output."""

    def write(line: str) -> None:
        with capsys.disabled():
            print(f"\n    {line}", end="")  # noqa: T201  # figures are what a proof is for

    return write
