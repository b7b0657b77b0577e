"""A network that nothing leaves: no gateway, no address translation, no endpoint, no rule that lets anything out."""

from typing import Any

from aws_cdk import aws_ec2 as ec2
from constructs import Construct

from infra.constructs.acknowledged import acknowledge


class ClosedNetwork(Construct):
    """Two isolated subnets, and a security group without rules."""

    def __init__(self, scope: Construct, id: str) -> None:
        super().__init__(scope, id)
        self._vpc = ec2.Vpc(
            self,
            "Vpc",
            ip_addresses=ec2.IpAddresses.cidr("10.0.0.0/24"),
            max_azs=2,
            nat_gateways=0,
            create_internet_gateway=False,
            restrict_default_security_group=False,
            subnet_configuration=[
                ec2.SubnetConfiguration(name="Closed", subnet_type=ec2.SubnetType.PRIVATE_ISOLATED, cidr_mask=26)
            ],
        )
        self._group = ec2.SecurityGroup(
            self, "Group", vpc=self._vpc, allow_all_outbound=False, description="Lets nothing in and nothing out."
        )
        acknowledge(self._vpc, "AwsSolutions-VPC7", "Nothing can flow: there is no way in or out.")

    @property
    def placement(self) -> dict[str, Any]:
        """What a function is told that stands in it."""
        return {
            "vpc": self._vpc,
            "vpc_subnets": ec2.SubnetSelection(subnet_type=ec2.SubnetType.PRIVATE_ISOLATED),
            "security_groups": [self._group],
        }
