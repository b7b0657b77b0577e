"""The only way in leads past the firewall."""

from tests.infra.assembly import Assembly


class TestEdge:
    def test_shows_the_api_a_secret_that_stands_nowhere_in_the_template(self, production: Assembly) -> None:
        [distribution] = production.of_type("AWS::CloudFront::Distribution")
        [origin] = distribution.properties["DistributionConfig"]["Origins"]

        [header] = origin["OriginCustomHeaders"]
        assert header["HeaderName"] == "x-origin-secret"
        assert header["HeaderValue"].startswith("{{resolve:secretsmanager:lms-production/platform/origin:")

    def test_stands_behind_the_firewall(self, production: Assembly) -> None:
        [distribution] = production.of_type("AWS::CloudFront::Distribution")
        [firewall] = production.of_type("AWS::WAFv2::WebACL")
        limits = {
            rule["Name"]: rule["Statement"]["RateBasedStatement"]["Limit"]
            for rule in firewall.properties["Rules"]
            if "RateBasedStatement" in rule["Statement"]
        }

        assert distribution.properties["DistributionConfig"]["WebACLId"] == {"Fn::GetAtt": [firewall.logical_id, "Arn"]}
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
