"""What the roles of functions may do, and a way to take a right away for as long as a test needs."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from infra.local.clients import Clients

Statement = dict[str, Any]


class Iam:
    """The policies of functions' roles. Names are full function names."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    def statements(self, function: str) -> list[Statement]:
        """Everything that the function's role allows or denies."""
        role = self._role(function)
        return [statement for policy in self._policies(role) for statement in self._read(role, policy)]

    @contextmanager
    def without(self, function: str, action: str, *, on: str = "") -> Iterator[list[Statement]]:
        """Within the block, the statements that name the action (on a resource whose ARN contains `on`) are gone."""
        role = self._role(function)
        before = {policy: self._read(role, policy) for policy in self._policies(role)}
        removed = [found for statements in before.values() for found in statements if _names(found, action, on)]
        if not removed:
            raise LookupError(f"No statement of {function} names {action} on {on or 'anything'}.")
        try:
            for policy, statements in before.items():
                self._write(role, policy, [found for found in statements if found not in removed])
            yield removed
        finally:
            for policy, statements in before.items():
                self._write(role, policy, statements)

    def _role(self, function: str) -> str:
        configuration = self._clients("lambda").get_function_configuration(FunctionName=function)
        return str(configuration["Role"]).rpartition("/")[2]

    def _policies(self, role: str) -> list[str]:
        return list(self._clients("iam").list_role_policies(RoleName=role)["PolicyNames"])

    def _read(self, role: str, policy: str) -> list[Statement]:
        document = self._clients("iam").get_role_policy(RoleName=role, PolicyName=policy)["PolicyDocument"]
        return list(document["Statement"])

    def _write(self, role: str, policy: str, statements: list[Statement]) -> None:
        if not statements:  # IAM takes no policy that says nothing.
            self._clients("iam").delete_role_policy(RoleName=role, PolicyName=policy)
            return
        document = json.dumps({"Version": "2012-10-17", "Statement": statements})
        self._clients("iam").put_role_policy(RoleName=role, PolicyName=policy, PolicyDocument=document)


def _names(statement: Statement, action: str, on: str) -> bool:
    def listed(value: Any) -> list[str]:
        return [value] if isinstance(value, str) else list(value)

    return action in listed(statement["Action"]) and any(on in resource for resource in listed(statement["Resource"]))
