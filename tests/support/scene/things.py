"""One organization's things: one of each kind that the API's paths are about, made through the API itself."""

import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from events.media import AssetKind
from shared.ids import new_id
from shared.permissions import Role
from tests.support.actors import Actor, join
from tests.support.archives import send_archive
from tests.support.arrivals import let_arrive, make_ready, work_file
from tests.support.assets import ready_asset
from tests.support.client import Answer
from tests.support.drafts import draft_question
from tests.support.earnings import award, enrich, redeem
from tests.support.payments import carry_out, let_earn, pay_order, sell_pass
from tests.support.scene.operations import OPERATIONS, Operation

LEAST_FIRST = (Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN, Role.PLATFORM_ADMIN)
# The files that the document's examples show.
EXAMPLE_ASSETS = {
    "ast_01JD5H03CC4D5E6F7G8H9JKMNP": AssetKind.DOCUMENT,
    "ast_exampleVideo": AssetKind.VIDEO,
    "ast_exampleCaptions": AssetKind.CAPTIONS,
    "ast_exampleAudio": AssetKind.AUDIO,
    "ast_exampleImage": AssetKind.IMAGE,
    "ast_exampleFile": AssetKind.OTHER,
}
NO_THING = {
    "code": "not_found",
    "asset_name": "none",
    "version": "1",
    "notice_kind": "course_completed",
    "language": "en",
}

# What becomes of an attempt that is over.
ELSEWHERE = {"appeal_id", "peer_review_id"}


class CannotBuild(Exception):
    """The document does not say how to make what a path is about: no operation answers with such an id."""


class Things:
    """Ids by the names they have in paths, and who made each.

    All there are, each in the first state that it can go on to: a course has topics and is published. Or, with
    ``only``, just those and what they lie in, as they are when they begin.
    """

    def __init__(
        self,
        cast: Mapping[Role, Actor],
        *,
        only: Sequence[str] | None = None,
        people: Mapping[str, str] | None = None,
        settle: Callable[[], None] = lambda: None,
    ) -> None:
        org_id, person = cast[Role.TUTOR].org_id, cast[Role.TUTOR]
        self.cast = cast
        self.ids = {"org_id": org_id, "organization_id": org_id, "user_id": person.user_id, **NO_THING}
        self.ids |= {"session_id": person.session_id, "org_slug": person.org.slug}
        self.people = dict(people or {})
        """Ids to put into bodies of those who are to become something: the instructor of a course."""
        self._is_bare = only is not None
        self._making: set[str] = set()
        self.apart: dict[str, dict[str, str]] = {}
        """Ids of what one operation alone is about, because all others want it in another state."""
        self.checkout: Mapping[str, str] = {}
        """What the gateway's checkout gave the browser that paid the order."""
        self.referral: dict[str, str] = {}
        """The code of somebody who earns by bringing buyers."""
        self.makers = {"user_id": person, "session_id": person}
        let_earn(org_id, person.user_id)
        for asset_id, kind in EXAMPLE_ASSETS.items():
            ready_asset(org_id, kind, asset_id=asset_id)
        # Lessons show a file, which is therefore there before them.
        every = dict.fromkeys(["asset_id", *(name for op in OPERATIONS for name in op.params)])
        names = only if only is not None else list(every)
        for name in names:
            self._make(name)
        if only is None:
            self._finish_all()
            self._sell_pass()
            for _ in range(2):  # the second time, what was made has been heard of
                for name in names:
                    self._make(name)
                settle()
            self._take_apart()
            regrade = "/courses/{course_id}/regrades/{regrade_id}/application"
            self.apart[f"POST {regrade}"] = {"regrade_id": self._corrected(settle)}
            self.apart["GET /orders/{order_id}/credit-notes/{refund_id}/pdf"] = self._sent_back(settle)
            if missing := set(names) - self.ids.keys():
                raise CannotBuild(f"What makes {sorted(missing)} did not work with the document's examples.")

    def send(
        self,
        operation: Operation,
        actor: Actor | None = None,
        *,
        ids: Mapping[str, str] | None = None,
        body: Any = None,
        client: Any = None,
        **options: Any,
    ) -> Answer:
        """The operation as the document's example has it, about these things (or some other ids in their place)."""
        named = self.ids | self.apart.get(str(operation), {}) | dict(ids or {})
        sender = client or (actor.client if actor else None)
        assert sender is not None
        headers = dict(options.pop("headers", {}))
        if operation.needs_tag and "if-match" not in headers:
            headers["if-match"] = self.tag(operation, named)
        if operation.body is not None:
            kind, example = operation.body
            headers["content-type"] = kind
            if kind == "application/json":
                given = {**example, **self.checkout} if operation.path.endswith("/payment") else example
                given = {**example, **self.referral} if operation.path.endswith("/referrals/me") else given
                options["json_body"] = about(given, self.people | named) if body is None else body
            else:
                options["content"] = example.encode()
        options.setdefault("params", operation.query or None)
        path = operation.path.format_map(named)
        if operation.needs_key and "idempotency-key" not in headers:
            # The same wish has the same key, as a client that tries again sends it.
            wish = f"{path} {options.get('json_body')}"
            headers["idempotency-key"] = hashlib.sha256(wish.encode("utf-8", "surrogatepass")).hexdigest()
        answer: Answer = sender.request(operation.method, path, headers=headers, **options)
        return answer

    def offer(self, operation: Operation, actor: Actor, **options: Any) -> Answer:
        """The same; where the example's name or code is taken, under another one, and for somebody else."""
        answer = self.send(operation, actor, **options)
        example = operation.body[1] if operation.body else {}
        taken = {"name", "code"} & set(example)
        if answer.status_code == 409 and taken:
            another = {**about(example, self.people | self.ids), **{name: new_id("another") for name in taken}}
            if "user_id" in example:
                another["user_id"] = self.people["instructor_id"]
            answer = self.send(operation, actor, body=another)
        return answer

    def tag(self, operation: Operation, ids: Mapping[str, str]) -> str:
        """The tag of the version that would be changed, as somebody reads it who may."""
        path = operation.path.format_map(ids)
        for role in LEAST_FIRST[::-1]:
            tag = self.cast[role].get(path).headers.get("etag")
            if tag:
                return tag
        return '"rev-1"'

    def owners(self, operation: Operation) -> list[Actor]:
        """Who might call this operation about these things, the most likely first."""
        makers = [self.makers[name] for name in reversed(operation.params) if name in self.makers]
        likely = [*makers, *(self.cast[role] for role in LEAST_FIRST)]
        return [actor for actor in dict.fromkeys(likely) if self.role_of(actor) in operation.roles]

    def role_of(self, actor: Actor) -> Role:
        """What somebody of the cast is."""
        return next(role for role, one in self.cast.items() if one == actor)

    def _make(self, name: str) -> None:
        if name in self.ids or name in self._making or name in ELSEWHERE:
            return
        self._making.add(name)
        if name == "draft_id":
            self._make("course_id")
            if "course_id" in self.ids:
                self.ids[name] = draft_question(self.ids["org_id"], self.ids["course_id"])
                self.makers[name] = self.makers["course_id"]
                # What is approved cannot be changed any more.
                other = draft_question(self.ids["org_id"], self.ids["course_id"])
                self.apart["POST /ai/question-drafts/{draft_id}/approval"] = {"draft_id": other}
            self._making.discard(name)
            return
        makers = [operation for operation in OPERATIONS if name in operation.makes and name not in operation.params]
        if not makers:
            raise CannotBuild(f"No operation says in its example that it makes a {name}.")
        # Rather what stands where it is asked for: a job of the room that a path about such jobs belongs to.
        wanting = [operation.path for operation in OPERATIONS if len(operation.params) > 1 and name in operation.params]
        nearest = sorted(
            makers,
            key=lambda maker: (not any(path.startswith(f"{maker.path}/") for path in wanting), len(maker.params)),
        )
        for operation in nearest:
            for needed in (*operation.params, *_named_in(operation)):
                self._make(needed)
            if set(operation.params) <= self.ids.keys() and self._made_by(operation, name):
                break
        self._making.discard(name)

    def _made_by(self, operation: Operation, name: str) -> bool:
        """Whether the operation made a thing of that name; it may only say that there will be one."""
        # The student has bought the pass already, and nobody pays twice for the same; the course they complete last.
        others = {"subscription_id", "certificate_id"}
        likely = (Role.TUTOR, *LEAST_FIRST) if name in others else LEAST_FIRST
        owner = next(actor for role in likely if role in operation.roles for actor in [self.cast[role]])
        if name == "certificate_id":
            self._complete_course()
        body = self._of_its_own(operation, name)
        answer = self.offer(operation, owner, body=body, headers={"idempotency-key": new_id("key")})
        if answer.status_code not in {201, 202} or not answer.json()[name]:
            return False
        self.ids[name] = answer.json()[name]
        self.makers[name] = owner
        if name == "affiliate_id":
            self.referral = {"code": answer.json()["code"]}
        if name == "asset_id":
            ready_asset(self.ids["org_id"], asset_id=self.ids[name])
            make_ready(self.ids["org_id"], self.ids[name])
        if name == "upload_id":
            let_arrive(self.ids["org_id"], self.ids[name])
        if name == "import_id":
            send_archive(self.ids[name], owner)
        if name == "pass_id" and not self._is_bare:
            sell_pass(self.ids["org_id"], self.ids[name])
        if name == "badge_id":
            for role in (Role.STUDENT, Role.TUTOR, Role.ORG_ADMIN):
                award(self.cast[role], self.ids[name])
        if name == "reward_id":
            redeem(self.cast[Role.TUTOR], self.ids[name])
            for role in (Role.STUDENT, Role.ORG_ADMIN):
                enrich(self.cast[role], 1_000)
        if name == "order_id":
            self.checkout = pay_order(self.ids["org_id"], self.ids[name])
        return True

    def _of_its_own(self, operation: Operation, name: str) -> Any:
        """A body for what has a name or a code of its own: the example's stays free for who adds one on the stage."""
        if name in {"category_id", "skill_id"}:
            return {"name": new_id("Category")}
        if name == "pass_id" and self._is_bare:
            return {"name": new_id("Pass")}
        if name not in {"coupon_id", "affiliate_id"} or operation.body is None:
            return None
        body = {**about(operation.body[1], self.people | self.ids), "code": new_id("code")}
        return {**body, "user_id": self.cast[Role.STUDENT].user_id} if name == "affiliate_id" else body

    def _sell_pass(self) -> None:
        """Put the pass on sale, so that there is something to buy; the course stays free."""
        price = {"currency": "INR", "price_minor": 499_900}
        for terms in ({"kind": "one_time", "access_days": 365}, {"kind": "subscription", "every": "year"}):
            offer = {"name": "A year", **price, **terms}
            answer = self.makers["pass_id"].post(f"/passes/{self.ids['pass_id']}/offers", offer)
            assert answer.status_code == 201, answer.text

    def _sent_back(self, settle: Callable[[], object]) -> dict[str, str]:
        """An order that was paid, of which all went back."""
        org_id, student = self.ids["org_id"], self.cast[Role.STUDENT]
        pass_id = self.cast[Role.ORG_ADMIN].post("/passes", {"name": new_id("Pass")}).json()["pass_id"]
        sell_pass(org_id, pass_id)
        once = {"idempotency-key": new_id("key")}
        order_id = student.post("/orders", {"pass_id": pass_id}, headers=once).json()["order_id"]
        pay_order(org_id, order_id)
        settle()
        once = {"idempotency-key": new_id("key")}
        refund_id = student.post(f"/orders/{order_id}/refunds", {}, headers=once).json()["refund_id"]
        carry_out(org_id, order_id, refund_id)
        settle()
        return {"order_id": order_id, "refund_id": refund_id}

    def _take_apart(self) -> None:
        """What some operations are about that want an attempt to be over, or an appeal to be open."""
        attempt = "/assessments/{assessment_id}/attempts/{attempt_id}"
        waiting, graded, appealed = (self._handed_in() for _ in range(3))
        for one in (graded, appealed):
            mark = {"attempt_id": one["attempt_id"], "question_id": one["question_id"], "score_centi": 100}
            self.cast[Role.TUTOR].post(f"/assessments/{one['assessment_id']}/grade", mark)
        path = f"{attempt.format_map(appealed)}/appeals"
        appealed["appeal_id"] = self.cast[Role.STUDENT].post(path, {"reason": "Why not?"}).json()["appeal_id"]
        self.ids["appeal_id"] = appealed["appeal_id"]
        self.makers["appeal_id"] = self.cast[Role.STUDENT]
        work = "/assignments/{assignment_id}"
        submission = f"{work}/submissions/{{submission_id}}"
        handed, objected = self._work_graded(), self._work_graded()
        path = f"{submission.format_map(objected)}/appeals"
        objected["appeal_id"] = self.cast[Role.STUDENT].post(path, {"reason": "Why not?"}).json()["appeal_id"]
        in_teams = {"title": new_id("Teams"), "rules": {"in_teams": True}}
        teams = self.cast[Role.TUTOR].post(f"/courses/{self.ids['course_id']}/assignments", in_teams).json()
        learner = {"user_id": self.cast[Role.STUDENT].user_id}
        reviewed = self._reviewed()
        peers = f"{work}/peer-reviews"
        handed_in = work_file(self.ids["org_id"], self.cast[Role.STUDENT].user_id, self.ids["assignment_id"])
        self.apart = {
            "POST /media/work-files/opening": {"asset_id": handed_in},
            f"PUT {peers}/allocation": reviewed,
            f"GET {peers}": reviewed,
            f"PUT {peers}/reviews/{{peer_review_id}}": reviewed,
            f"PUT {peers}/evaluation": reviewed,
            f"POST {work}/teams": {"assignment_id": teams["assignment_id"], **learner},
            f"PUT {work}/submissions/{{submission_id}}/members/{{user_id}}/grade": learner,
            "POST /assessments/{assessment_id}/grade": waiting,
            f"GET {attempt}/grading": waiting,
            f"POST {attempt}/appeals": graded,
            f"PUT {attempt}/appeals/{{appeal_id}}/resolution": appealed,
            f"POST {submission}/appeals": handed,
            f"PUT {submission}/appeals/{{appeal_id}}/resolution": objected,
        }

    def _work_graded(self) -> dict[str, str]:
        """Work of a learner for an assignment of its own, with its mark."""
        tutor, course = self.cast[Role.TUTOR], self.ids["course_id"]
        made = tutor.post(f"/courses/{course}/assignments", {"title": new_id("Work")}).json()
        path = f"/assignments/{made['assignment_id']}"
        tutor.post(f"{path}/publish")
        handed = self.cast[Role.STUDENT].post(f"{path}/submissions", {"text": "It was a sickle."}).json()
        tutor.put(f"{path}/submissions/{handed['submission_id']}/grade", {"score_centi": 100})
        return {"assignment_id": made["assignment_id"], "submission_id": handed["submission_id"]}

    def _reviewed(self) -> dict[str, str]:
        """Work of two learners, each of whom is to review the other's."""
        tutor, student = self.cast[Role.TUTOR], self.cast[Role.STUDENT]
        mate = join(student.client, student.org, "student")
        mate.post(f"/courses/{self.ids['course_id']}/enroll")
        levels = [{"key": name, "title": name, "points_centi": worth} for name, worth in (("some", 1), ("all", 2))]
        rubric = {"title": new_id("Peers"), "criteria": [{"key": "reasons", "title": "Reasons", "levels": levels}]}
        course = self.ids["course_id"]
        rubric_id = tutor.post(f"/question-banks/{course}/rubrics", rubric).json()["rubric_id"]
        rules = {"rubric_id": rubric_id, "peers": {"reviews": 1}}
        made = tutor.post(f"/courses/{course}/assignments", {"title": new_id("Peers"), "rules": rules}).json()
        path = f"/assignments/{made['assignment_id']}"
        tutor.post(f"{path}/publish")
        for one in (student, mate):
            one.post(f"{path}/submissions", {"text": "It was a sickle."})
        tutor.put(f"{path}/peer-reviews/allocation")
        [given] = student.get(f"{path}/peer-reviews").json()["to_give"]
        self.ids["peer_review_id"] = given["peer_review_id"]
        self.makers["peer_review_id"] = student
        return {"assignment_id": made["assignment_id"], "peer_review_id": given["peer_review_id"]}

    def _corrected(self, settle: Callable[[], object]) -> str:
        """A regrade that found something: a question was answered, and is another one now."""
        tutor, student, course = self.cast[Role.TUTOR], self.cast[Role.STUDENT], self.ids["course_id"]
        made = tutor.post("/assessments", {"course_id": course, "title": new_id("Corrected")}).json()
        path = f"/assessments/{made['assessment_id']}"
        prompt = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Is it?"}]}]}
        question = {"type": "true_false", "prompt": prompt, "correct": True}
        question_id = tutor.post(f"{path}/questions", {"question": question, "points_centi": 100}).json()["question_id"]
        tutor.post(f"{path}/publish")
        student.post(f"{path}/attempts", {})
        student.post(f"{path}/submit")
        place = f"/question-banks/{course}/questions/{question_id}"
        tag = {"if-match": tutor.get(place).headers["etag"]}
        tutor.put(place, {"question": {**question, "correct": False}}, headers=tag)
        asked = tutor.post(f"/courses/{course}/regrades", {"assessment_id": made["assessment_id"]}).json()
        settle()
        return str(asked["regrade_id"])

    def _complete_course(self) -> None:
        """Let the tutor complete the course."""
        path, tutor = f"/courses/{self.ids['course_id']}", self.cast[Role.TUTOR]
        tutor.post(f"{path}/enroll")
        for lesson in tutor.get(f"{path}/learn").json().get("items", []):
            tutor.put(f"{path}/learn/lessons/{lesson['lesson_id']}/completion")

    def _handed_in(self) -> dict[str, str]:
        """An attempt that waits to be marked."""
        tutor, student = self.cast[Role.TUTOR], self.cast[Role.STUDENT]
        asked = {"course_id": self.ids["course_id"], "title": new_id("Essay")}
        path = f"/assessments/{tutor.post('/assessments', asked).json()['assessment_id']}"
        prompt = {"type": "doc", "content": [{"type": "paragraph", "content": [{"type": "text", "text": "Why?"}]}]}
        essay = {"question": {"type": "essay", "prompt": prompt}, "points_centi": 200}
        question_id = tutor.post(f"{path}/questions", essay).json()["question_id"]
        tutor.post(f"{path}/publish")
        attempt_id = student.post(f"{path}/attempts", {}).json()["attempt_id"]
        answer = {"sequence": 1, "response": {"text": "Because."}}
        student.put(f"{path}/attempts/{attempt_id}/answers/{question_id}", answer)
        student.post(f"{path}/submit")
        return {"assessment_id": path.rpartition("/")[2], "attempt_id": attempt_id, "question_id": question_id}

    def _finish_all(self) -> None:
        """Let each thing go on to the first state that an operation without a body brings it to: published, say."""
        done: set[str] = set()
        for operation in OPERATIONS:
            steps = operation.method == "POST" and operation.body is None and not operation.makes and operation.params
            if not steps or not set(steps) <= self.ids.keys() or steps[-1] in done:
                continue
            if self.send(operation, self.owners(operation)[0]).status_code == 200:
                done.add(steps[-1])


def _named_in(operation: Operation) -> list[str]:
    """The things that the example's body names: the course that something belongs to, say."""
    known = {name for one in OPERATIONS for name in one.params}

    def named(thing: Any) -> Iterator[str]:
        if isinstance(thing, list):
            for one in thing:
                yield from named(one)
        elif isinstance(thing, dict):
            yield from (name for name, one in thing.items() if name in known and isinstance(one, str) and is_id(one))
            yield from named([*thing.values()])

    return list(named(operation.body[1])) if operation.body else []


def about(example: Any, ids: Mapping[str, str]) -> Any:
    """The example with these things' ids in the place of made-up ones."""
    if isinstance(example, dict):
        if "user_ids" in example and "user_id" in ids:
            example = {**example, "user_ids": [ids["user_id"]]}
        return {
            name: ids[name] if name in ids and isinstance(value, str) and is_id(value) else about(value, ids)
            for name, value in example.items()
        }
    if isinstance(example, list):
        return [about(value, ids) for value in example]
    return example


def is_id(text: str) -> bool:
    """Whether a text looks like an id of ours."""
    return re.fullmatch(r"[a-z]{2,5}(_[a-z]{2,15})?_[0-9A-Z]{26}", text) is not None
