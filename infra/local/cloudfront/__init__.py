"""What CloudFront checks before it shows what is signed, checked here in the same way."""

from infra.local.cloudfront.checking import Checker, Denied, Viewed

__all__ = ["Checker", "Denied", "Viewed"]
