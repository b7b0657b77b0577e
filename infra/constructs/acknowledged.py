"""Findings of the security rules that stand, each with its reason beside the construct that it concerns."""

from aws_cdk import Acknowledgment, Aws, Validations
from constructs import IConstruct


def acknowledge(construct: IConstruct, rule: str, reason: str) -> None:
    """Accept one finding of one rule on this construct, and say why."""
    Validations.of(construct).acknowledge(Acknowledgment(id=rule, reason=reason))


def wildcard(arn: str) -> str:
    """The finding that a role may use this ARN although it ends in a star, as the rules spell it."""
    spelled = arn.replace(Aws.PARTITION, "<AWS::Partition>").replace(Aws.ACCOUNT_ID, "<AWS::AccountId>")
    return f"AwsSolutions-IAM5[Resource::{spelled}]"
