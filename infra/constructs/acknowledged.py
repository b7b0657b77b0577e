"""Findings of the security rules that stand, each with its reason beside the construct that it concerns."""

from aws_cdk import Acknowledgment, Validations
from constructs import IConstruct


def acknowledge(construct: IConstruct, **reasons: str) -> None:
    """Accept findings on one construct: ``acknowledge(role, IAM5="why")``. Rule packs are named by the rule's form."""
    for rule, reason in reasons.items():
        Validations.of(construct).acknowledge(Acknowledgment(id=rule.replace("_", "-"), reason=reason))
