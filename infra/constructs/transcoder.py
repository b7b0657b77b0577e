"""What MediaConvert may do for a room, and who may ask it to."""

from aws_cdk import Aws
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from constructs import Construct

from infra.constructs.acknowledged import acknowledge, wildcard
from infra.constructs.files_bucket import FilesBucket
from infra.constructs.room_function import RoomFunction
from infra.names import Names

READS, WRITES = "sources", "videos"
JOBS = "jobs/*"


class Transcoder(Construct):
    """A role for MediaConvert: it reads what was accepted, writes streams, and touches nothing else of the bucket."""

    def __init__(self, scope: Construct, id: str, *, files: FilesBucket, key: kms.IKey, names: Names) -> None:
        super().__init__(scope, id)
        self._names = names
        ours = {"StringEquals": {"aws:SourceAccount": Aws.ACCOUNT_ID}}
        service = iam.ServicePrincipal("mediaconvert.amazonaws.com", conditions=ours)
        self.role = iam.Role(self, "Role", assumed_by=service)
        bucket = files.bucket.bucket_arn
        policy = iam.Policy(self, "Policy", roles=[self.role])
        policy.add_statements(
            iam.PolicyStatement(sid="ReadSources", actions=["s3:GetObject"], resources=[f"{bucket}/{READS}/*"]),
            iam.PolicyStatement(sid="WriteStreams", actions=["s3:PutObject"], resources=[f"{bucket}/{WRITES}/*"]),
            iam.PolicyStatement(
                sid="OpenWhatIsEncrypted",
                actions=["kms:Decrypt", "kms:GenerateDataKey"],
                resources=[key.key_arn],
                conditions={"StringEquals": {"kms:ViaService": f"s3.{names.stage.region}.amazonaws.com"}},
            ),
        )
        for prefix in (READS, WRITES):
            finding = f"AwsSolutions-IAM5[Resource::<{files.logical_id}.Arn>/{prefix}/*]"
            acknowledge(policy, finding, "Every object of one kind in the room's own bucket.")

    def let_use(self, function: RoomFunction) -> None:
        """Let a function begin jobs under this role, look at them, and look what is in files."""
        queue, jobs = (self._names.arn("mediaconvert", resource) for resource in ("queues/Default", JOBS))
        function.allow("BeginJobs", ["mediaconvert:CreateJob"], [queue])
        function.allow("LookAtJobs", ["mediaconvert:GetJob"], [jobs])
        function.allow("LookIntoFiles", ["mediaconvert:Probe"], ["*"])
        to_mediaconvert = {"iam:PassedToService": "mediaconvert.amazonaws.com"}
        function.allow("LendTheRole", ["iam:PassRole"], [self.role.role_arn], StringEquals=to_mediaconvert)
        acknowledge(function.policy, wildcard(jobs), "MediaConvert names jobs itself.")
        acknowledge(function.policy, wildcard("*"), "Looking into a file is not about any resource of MediaConvert.")
