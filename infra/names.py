"""What things are called, so that stacks can speak of each other's resources without depending on each other."""

from dataclasses import dataclass

from aws_cdk import Aws

from infra.config import Stage


@dataclass(frozen=True)
class Names:
    """The names and ARNs of one stage. Contexts and modules go in, never a hand-written name."""

    stage: Stage

    def of(self, *parts: str) -> str:
        """The name of a table, function, queue, rule or machine: ``lms-local-catalog-api``."""
        return "-".join([self.stage.prefix, *parts]).replace("_", "-")

    def secret(self, context: str, name: str) -> str:
        """Secrets are filed by stage and room."""
        return f"{self.stage.prefix}/{context}/{name}"

    def logs(self, *parts: str) -> str:
        """The log group of a function."""
        return f"/lms/{self.stage.name}/{'-'.join(parts)}"

    def arn(self, service: str, resource: str) -> str:
        """An ARN in this stage's region and account."""
        return f"arn:{Aws.PARTITION}:{service}:{self.stage.region}:{Aws.ACCOUNT_ID}:{resource}"

    def table_arn(self, context: str) -> str:
        """A room's table."""
        return self.arn("dynamodb", f"table/{self.of(context)}")

    def machine_arn(self, context: str, workflow: str) -> str:
        """A room's state machine."""
        return self.arn("states", f"stateMachine:{self.of(context, workflow)}")

    def bucket(self, context: str) -> str:
        """A room's bucket that the edge shows; buckets' names are shared by all the world."""
        return f"{self.of(context, 'files')}-{Aws.ACCOUNT_ID}"

    def tasks_arn(self, context: str) -> str:
        """What a room's workflows call: its tasks function, by the alias that is live."""
        return self.arn("lambda", f"function:{self.of(context, 'tasks')}:live")

    @property
    def bus(self) -> str:
        """The one event bus."""
        return self.stage.prefix

    @property
    def bus_arn(self) -> str:
        """The one event bus."""
        return self.arn("events", f"event-bus/{self.bus}")
