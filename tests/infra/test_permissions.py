"""Who may do what on AWS."""

from collections import defaultdict

from infra.contexts import CONTEXTS
from tests.infra.assembly import Assembly, in_words
from tests.infra.permission_map import PERMISSIONS


class TestPermissions:
    def test_are_this_map_and_nothing_else(self, local: Assembly) -> None:
        assert _permissions(local) == PERMISSIONS

    def test_are_the_same_in_production(self, production: Assembly) -> None:
        assert _permissions(production) == PERMISSIONS

    def test_name_their_resources(self, production: Assembly) -> None:
        statements = [
            statement
            for role in (
                *map(production.statements, production.functions().values()),
                *production.statements_of_machines().values(),
            )
            for statement in role
            # Looking into a file is about no resource of MediaConvert; the role that reads the file is. Interfaces of a
            # network are made by Lambda itself, and have no names.
            if statement["Action"] != ["mediaconvert:Probe"] and statement.get("Sid") != "StandInItsNetwork"
        ]

        ends_in_star = {arn for statement in statements for arn in statement["Resource"] if "*" in arn}
        assert all(arn.endswith((":log-stream:*", "/*")) and arn.count("*") == 1 for arn in ends_in_star)
        assert not [arn for arn in ends_in_star if arn in {"*", "/*"}]
        assert not [action for statement in statements for action in statement["Action"] if "*" in action]

    def test_never_scan(self, production: Assembly) -> None:
        actions = {
            action
            for function in production.functions().values()
            for statement in production.statements(function)
            for action in statement["Action"]
        }

        assert not actions & {"dynamodb:Scan", "dynamodb:PartiQLSelect", "dynamodb:ExecuteStatement"}

    def test_on_tables_are_those_that_the_manifests_declare(self, production: Assembly) -> None:
        by_name = {context.name: context for context in CONTEXTS}
        for context in CONTEXTS:
            for module, spec in context.functions().items():
                granted = _table_actions(production, f"{context.name}-{module}")
                declared = {other: set(by_name[other].answers) for other in context.asked_by(spec)}
                if context.keeps_rows and spec.table:
                    declared[context.name] = set(spec.table)
                assert granted == {name: actions for name, actions in declared.items() if by_name[name].keeps_rows}

    def test_of_each_function_stand_in_a_role_of_its_own(self, production: Assembly) -> None:
        functions = production.functions()
        roles = {str(found.properties["Role"]) + found.stack for found in functions.values()}

        assert len(roles) == len(functions)

    def test_to_write_a_log_are_for_its_own_log(self, production: Assembly) -> None:
        for name, function in production.functions().items():
            logs = [s["Resource"] for s in production.statements(function) if s["Action"][0].startswith("logs:")]

            assert [arn.split(":log-group:")[1] for [arn] in logs] == [f"/lms/production/{name}:log-stream:*"]

    def test_let_the_api_call_a_function_by_one_statement(self, production: Assembly) -> None:
        callers = [
            (found.stack, str(found.properties["FunctionName"]))
            for found in production.of_type("AWS::Lambda::Permission")
            if found.properties["Principal"] == "apigateway.amazonaws.com"
        ]

        assert (
            len(callers)
            == len(set(callers))
            == sum(bool(context.routes) + bool(context.hook_routes) for context in CONTEXTS)
        )

    def test_of_what_is_isolated_are_denied_whatever_runs_in_it(self, production: Assembly) -> None:
        function = production.functions()["sandbox-tasks"]
        (role, _) = function.properties["Role"]["Fn::GetAtt"]
        [denied] = [
            statement
            for found in production.of_type("AWS::IAM::Policy")
            if found.stack == function.stack and {"Ref": role} in found.properties["Roles"]
            for statement in found.properties["PolicyDocument"]["Statement"]
            if statement["Effect"] == "Deny"
        ]
        [[operator, condition]] = denied["Condition"].items()

        assert (denied["Action"], denied["Resource"], operator) == ("*", "*", "ArnEquals")
        arn = production.text(function.stack, condition["lambda:SourceFunctionArn"])
        assert arn.endswith(f":function:{production.prefix}-sandbox-tasks")

    def test_to_make_interfaces_are_only_of_what_stands_in_a_network(self, production: Assembly) -> None:
        networked = {name for name, found in production.functions().items() if "VpcConfig" in found.properties}
        making = {
            name
            for name, found in production.functions().items()
            if any(action.startswith("ec2:") for s in production.statements(found) for action in s["Action"])
        }

        assert networked == making == {"sandbox-tasks"}


class TestClosedNetwork:
    def test_has_no_way_out(self, production: Assembly) -> None:
        ways = ("InternetGateway", "NatGateway", "VPCEndpoint", "EgressOnlyInternetGateway", "VPCPeeringConnection")
        assert not [found for way in ways for found in production.of_type(f"AWS::EC2::{way}")]
        assert not list(production.of_type("AWS::EC2::Route"))
        assert not list(production.of_type("AWS::EC2::SecurityGroupIngress"))
        assert not list(production.of_type("AWS::EC2::SecurityGroupEgress"))

    def test_lets_its_function_send_nothing_anywhere(self, production: Assembly) -> None:
        [group] = production.of_type("AWS::EC2::SecurityGroup")
        [rule] = group.properties["SecurityGroupEgress"]

        # CloudFormation knows no empty list here: nobody is at this address, and no message is of this kind.
        assert (rule["CidrIp"], rule["IpProtocol"]) == ("255.255.255.255/32", "icmp")
        assert "SecurityGroupIngress" not in group.properties


def _permissions(assembly: Assembly) -> dict[str, dict[str, str]]:
    """Function -> thing -> deeds, in words."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    roles = {name: assembly.statements(function) for name, function in assembly.functions().items()}
    for name, statements in {**roles, **assembly.statements_of_machines()}.items():
        for statement in statements:
            for thing, deed in in_words(statement, assembly.prefix):
                found[name][thing].add(deed)
    return {name: {thing: " ".join(sorted(deeds)) for thing, deeds in things.items()} for name, things in found.items()}


def _table_actions(assembly: Assembly, function: str) -> dict[str, set[str]]:
    granted: dict[str, set[str]] = defaultdict(set)
    for statement in assembly.statements(assembly.functions()[function]):
        for arn in statement["Resource"]:
            if ":table/" in arn:
                table = arn.split(":table/")[1].split("/")[0].removeprefix(f"{assembly.prefix}-")
                granted[table] |= {action.removeprefix("dynamodb:") for action in statement["Action"]}
    return granted
