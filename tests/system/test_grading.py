"""The machine that grades, run for real: what decides, who is waited for, and what happens when nobody comes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from infra.local.client import Api
from infra.local.cloud import LocalCloud
from infra.local.people import OrganizationForm, Person, register_organization, register_student
from infra.workflows.assessment_grading import REMIND_AFTER_S, SUGGESTED_WITHIN_S
from tests.system.waiting import eventually

Json = dict[str, Any]
TUTOR = Person("Kavita", "kavita@grading.example.org", "slow boats up the river")
STUDENT = Person("Meera", "meera@grading.example.org", "slow boats up the river")
RULES = {"suggestions": True, "confidence_bp": 8000, "boundary_bp": 300, "originality_bp": None}
PROMPT = {
    "type": "doc",
    "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Why do seasons change?"}]}],
}


@dataclass(frozen=True)
class School:
    """A course with a learner, whose essays the deployed machine grades."""

    cloud: LocalCloud
    tutor: Api
    student: Api
    course_id: str
    org_id: str

    def hand_in(self, title: str, **grading: Any) -> "Essay":
        """Somebody writes an essay for 200 centipoints, and hands it in."""
        text = "Because the axis of the earth is tilted."
        return self.hand_in_answer(title, {"type": "essay", "prompt": PROMPT}, {"text": text}, **grading)

    def hand_in_answer(self, title: str, question: Json, response: Json, **grading: Any) -> "Essay":
        """Somebody answers a question for 200 centipoints, and hands it in."""
        rules = {"grading": {**RULES, **grading}}
        made = self.tutor.post("/assessments", {"course_id": self.course_id, "title": title, "rules": rules})
        path = f"/assessments/{made['assessment_id']}"
        body = {"question": question, "points_centi": 200}
        question_id = self.tutor.post(f"{path}/questions", body)["question_id"]
        self.tutor.post(f"{path}/publish")
        attempt_id = self.student.post(f"{path}/attempts", {})["attempt_id"]
        answer = {"sequence": 1, "response": response}
        self.student.put(f"{path}/attempts/{attempt_id}/answers/{question_id}", answer)
        self.student.post(f"{path}/submit")
        return Essay(self, path, attempt_id, question_id)

    def machine(self) -> str:
        """The ARN of the machine that grades."""
        found = self.cloud.client("stepfunctions").list_state_machines()["stateMachines"]
        [arn] = [one["stateMachineArn"] for one in found if one["name"].endswith("assessment-grading")]
        return str(arn)


@dataclass(frozen=True)
class Essay:
    """An attempt of one essay that was handed in."""

    school: School
    path: str
    attempt_id: str
    question_id: str

    def grading(self) -> Json:
        """How its grading is, as staff see it; nothing before it began."""
        found = self.school.tutor.get(f"{self.path}/gradings")["items"]
        return next((one for one in found if one["attempt_id"] == self.attempt_id), {})

    def result(self) -> Json:
        """The attempt as its learner sees it."""
        return dict(self.school.student.get(f"{self.path}/attempts/{self.attempt_id}/result"))

    def suggest(self, confidence_bp: int) -> str:
        """Answer the machine as who suggests marks does."""
        event = {
            "task": "take_suggestion",
            "org_id": self.school.org_id,
            "attempt_id": self.attempt_id,
            "round": 1,
            "suggestions": [{"question_id": self.question_id, "confidence_bp": confidence_bp, "score_centi": 150}],
        }
        function = self.school.cloud.function("assessment-tasks")
        answer = self.school.cloud.client("lambda").invoke(FunctionName=function, Payload=json.dumps(event))
        return str(json.loads(answer["Payload"].read())["status"])

    def mark(self, score: int) -> None:
        """The tutor marks it."""
        body = {"attempt_id": self.attempt_id, "question_id": self.question_id, "score_centi": score}
        self.school.tutor.post(f"{self.path}/grade", body)

    def ran(self, round: int = 1) -> str:
        """What has become of the machine's run."""
        arn = self.school.machine().replace(":stateMachine:", ":execution:") + f":{self.attempt_id}-{round}"
        return str(self.school.cloud.client("stepfunctions").describe_execution(executionArn=arn)["status"])


@pytest.fixture(scope="module")
def school(cloud: LocalCloud) -> Iterator[School]:
    """Everything over the API, as people do it."""
    visitor = Api(cloud.url)
    tutor = register_organization(visitor, cloud.mails, OrganizationForm(name="Essays", slug="essays"), TUTOR)
    student = register_student(visitor, cloud.mails, "essays", STUDENT)
    course_id = tutor.post("/courses", {"title": "Astronomy"})["course_id"]
    topic_id = tutor.post(f"/courses/{course_id}/topics", {"title": "The earth"})["topic_id"]
    tutor.post(f"/topics/{topic_id}/lessons", {"title": "Seasons", "blocks": []})
    tutor.post(f"/courses/{course_id}/publish")
    student.post(f"/courses/{course_id}/enroll")
    org_id = tutor.get("/auth/me")["organization"]["organization_id"]
    yield School(cloud, tutor, student, course_id, org_id)
    visitor.close()


@pytest.fixture
def quick(school: School) -> Iterator[None]:
    """The same machine, which waits for seconds where it would wait for minutes and days."""
    client, arn = school.cloud.client("stepfunctions"), school.machine()
    definition = client.describe_state_machine(stateMachineArn=arn)["definition"]
    hurried = json.loads(definition)
    hurried["States"]["Wait"]["TimeoutSeconds"] = 1
    hurried["States"]["Gather"]["Branches"][1]["States"]["Suggest"]["TimeoutSeconds"] = 2
    assert (REMIND_AFTER_S, SUGGESTED_WITHIN_S) != (1, 2)
    client.update_state_machine(stateMachineArn=arn, definition=json.dumps(hurried))
    yield
    client.update_state_machine(stateMachineArn=arn, definition=definition)


@pytest.fixture
def answered_here(school: School) -> Iterator[None]:
    """The test alone answers what the machine asks: who else would suggest marks hears of it too late."""
    with school.cloud.workers.unfed(school.cloud.function("ai-handlers")):
        yield


@pytest.fixture
def without_ai(school: School) -> Iterator[None]:
    """Nobody suggests anything: the school has switched it off."""
    names = ("switched_on", "may_leave", "organization_budget", "person_budget")
    settings = {name: school.tutor.get("/ai/settings")[name] for name in names}
    school.tutor.edit("/ai/settings", {**settings, "switched_on": False})
    yield
    school.tutor.edit("/ai/settings", settings)


class TestTheMachine:
    @pytest.mark.usefixtures("answered_here")
    def test_takes_a_sure_suggestion(self, school: School) -> None:
        essay = school.hand_in("A sure suggestion")

        assert eventually(lambda: essay.suggest(9000) == "taken")

        assert eventually(lambda: essay.ran() == "SUCCEEDED")
        assert essay.result()["score_bp"] == 7500

    def test_runs_a_program_in_the_sandbox_and_tells_nothing_of_hidden_tests(self, school: School) -> None:
        tests = [
            {"key": "one", "name": "Small", "stdin": "1 2", "expected": "3"},
            {"key": "two", "name": "Larger", "stdin": "40 2", "expected": "42", "hidden": True, "weight": 3},
        ]
        question = {"type": "code", "prompt": PROMPT, "language": "python", "tests": tests}
        program = "import os\nprint(sum(map(int, input().split())), os.environ.get('AWS_SECRET_ACCESS_KEY', ''))"

        answer = school.hand_in_answer("A program", question, {"source": program})

        # A new copy of the function compiles the interpreter first.
        assert eventually(lambda: answer.result()["state"] == "graded")
        result = answer.result()
        assert result["score_bp"] == 10_000
        assert [test["outcome"] for test in result["questions"][0]["tests"]] == ["passed", "passed"]
        assert "40 2" not in json.dumps(result)

    @pytest.mark.usefixtures("answered_here")
    def test_waits_for_a_person_when_the_suggestion_is_not_sure_and_again_for_an_appeal(self, school: School) -> None:
        essay = school.hand_in("One that is not sure")
        assert eventually(lambda: essay.suggest(5000) == "taken")
        assert eventually(lambda: essay.grading().get("reasons") == ["low_confidence"])
        assert essay.ran() == "RUNNING"

        essay.mark(100)

        assert eventually(lambda: essay.ran() == "SUCCEEDED")
        assert essay.result()["score_bp"] == 5000

        appeals = f"{essay.path}/attempts/{essay.attempt_id}/appeals"
        appeal_id = school.student.post(appeals, {"reason": "The tilt is the reason."})["appeal_id"]
        assert eventually(lambda: essay.grading().get("reasons") == ["appeal"])
        essay.mark(200)
        assert essay.ran(2) == "RUNNING"
        school.tutor.put(f"{appeals}/{appeal_id}/resolution", {"outcome": "accepted", "reply": "It is."})

        assert eventually(lambda: essay.ran(2) == "SUCCEEDED")
        assert essay.result()["score_bp"] == 10_000

    def test_goes_to_a_person_when_nothing_is_suggested_and_reminds_until_it_is_overdue(
        self, school: School, quick: None, without_ai: None
    ) -> None:
        essay = school.hand_in("None at all")

        assert eventually(lambda: essay.grading().get("reasons") == ["no_suggestion"])
        assert eventually(lambda: essay.grading().get("state") == "overdue")

        assert essay.grading()["reminders"] == 3
        assert eventually(lambda: essay.ran() == "SUCCEEDED")
        essay.mark(80)
        assert essay.result()["score_bp"] == 4000

    def test_asks_nobody_who_is_not_to_be_asked(self, school: School) -> None:
        essay = school.hand_in("Nobody asked", suggestions=False)

        assert eventually(lambda: essay.grading().get("reasons") == ["no_suggestion"])

        essay.mark(200)
        assert eventually(lambda: essay.ran() == "SUCCEEDED")

    def test_shows_no_token_to_anybody(self, school: School) -> None:
        """Whatever the functions wrote into their logs."""
        lines = [line for name in ("api", "handlers", "tasks") for line in school.cloud.logs(f"assessment-{name}")]

        assert lines
        assert not [line for line in lines if "task_token" in line or "taskToken" in line]
