"""The functions that are deployed exist in the code, and are told what they need."""

import importlib

from infra.contexts import CONTEXTS
from infra.inventory import modules
from tests.infra.assembly import Assembly


class TestFunctions:
    def test_are_those_of_the_manifests(self, local: Assembly) -> None:
        assert set(local.functions()) == {
            f"{context.name}-{module}" for context in CONTEXTS for module in modules(context)
        }

    def test_have_handlers_that_exist(self, local: Assembly) -> None:
        for found in local.functions().values():
            module, _, handler = found.properties["Handler"].rpartition(".")

            assert callable(getattr(importlib.import_module(module), handler))

    def test_are_told_every_setting_that_they_cannot_work_without(self, local: Assembly) -> None:
        for context in CONTEXTS:
            for module in context.functions():
                told = local.functions()[f"{context.name}-{module}"].properties["Environment"]["Variables"]

                assert set(context.settings_of(module)) == set(told["LMS_NEEDS"].split(",")) <= set(told)

    def test_are_told_less_than_the_4_kb_that_lambda_takes(self, local: Assembly) -> None:
        for found in local.functions().values():
            assert len(str(found.properties["Environment"]["Variables"])) < 3_000

    def test_run_on_what_their_layers_were_built_for(self, local: Assembly, production: Assembly) -> None:
        for assembly in (local, production):
            built_for = {
                (*found.properties["CompatibleRuntimes"], *found.properties["CompatibleArchitectures"])
                for found in assembly.of_type("AWS::Lambda::LayerVersion")
            }
            run_on = {
                (found.properties["Runtime"], *found.properties["Architectures"])
                for found in assembly.functions().values()
            }

            assert run_on == built_for
        assert run_on == {("python3.13", "arm64")}

    def test_forget_their_logs_after_a_set_time(self, production: Assembly) -> None:
        assert all("RetentionInDays" in found.properties for found in production.of_type("AWS::Logs::LogGroup"))


class TestRollout:
    def test_of_every_function_is_gradual_and_undone_on_an_alarm(self, production: Assembly) -> None:
        aliases = list(production.of_type("AWS::Lambda::Alias"))
        groups = list(production.of_type("AWS::CodeDeploy::DeploymentGroup"))

        assert len(aliases) == len(groups) == len(production.functions())
        for alias in aliases:
            assert "CodeDeployLambdaAliasUpdate" in alias.resource["UpdatePolicy"]
        for group in groups:
            assert group.properties["DeploymentConfigName"] == "CodeDeployDefault.LambdaCanary10Percent5Minutes"
            assert "DEPLOYMENT_STOP_ON_ALARM" in group.properties["AutoRollbackConfiguration"]["Events"]
            assert group.properties["AlarmConfiguration"]["Enabled"] is True


class TestSchedules:
    def test_call_tasks_with_their_name(self, local: Assembly) -> None:
        clocks = {
            (found.stack.removeprefix(f"{local.prefix}-"), found.properties["Targets"][0]["Input"])
            for found in local.of_type("AWS::Events::Rule")
            if "ScheduleExpression" in found.properties
        }

        assert clocks == {
            (context.name, f'{{"task": "{schedule.task}"}}') for context in CONTEXTS for schedule in context.schedules
        }


class TestDelivery:
    def test_is_for_the_workflow_of_one_repository_in_one_environment(self, production: Assembly) -> None:
        [role] = [found for found in production.of_type("AWS::IAM::Role") if found.stack.endswith("-delivery")]
        [statement] = role.properties["AssumeRolePolicyDocument"]["Statement"]

        assert statement["Action"] == "sts:AssumeRoleWithWebIdentity"
        assert statement["Condition"]["StringEquals"] == {
            "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
            "token.actions.githubusercontent.com:sub": "repo:someone/lms:environment:production",
        }
