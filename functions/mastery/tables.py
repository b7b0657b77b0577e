"""How mastery is stored.

Kind          pk                                  sk                  gsi1pk  gsi1sk
Skills        ORG#<org>#SKILLS                    TREE
CourseSkills  ORG#<org>#COURSE#<course>           SKILLS
Answerer      ORG#<org>#COURSE#<course>           LEARNER#<user>
Learner       ORG#<org>#LEARNER#<user>            LEARNER
Attempt       ORG#<org>#LEARNER#<user>            ATTEMPT#<attempt>
Hardness      ORG#<org>#HARDNESS#<question or skill>  HARDNESS
Receipt       ORG#<org>#RECEIPT#<user>            <idempotency key>

The tree, what a course wants and teaches, what a learner is believed to be able to do, and an attempt are one packed
value each. An attempt goes in with one transaction: itself, its learner (at the revision that was read), who has
answered in the course, and, added where they stand, at most 90 Hardness rows. Those have no revision: sums need none.

Access pattern                                  Answered by
all skills                                      get    pk=ORG#<org>#SKILLS, sk=TREE
what a course wants and teaches                 get    pk=ORG#<org>#COURSE#<course>, sk=SKILLS
what is needed to see what somebody masters     batch  the skills, the learner; what some courses want; whether
                                                       the learner has answered in one
who has answered in a course, by id             query  pk=ORG#<org>#COURSE#<course>, sk begins LEARNER#
  and what they master                          batch  the skills, what the course wants, these learners
what an attempt goes into                       batch  the attempt, its learner, how hard its questions and skills are
all attempts of a learner, oldest first         query  pk=ORG#<org>#LEARNER#<user>, sk begins ATTEMPT#
all rows of a learner                           query  pk=ORG#<org>#LEARNER#<user>
"""

from pynamodb.attributes import BinaryAttribute, UnicodeAttribute

from shared.dynamo import ByGsi1, IntegerAttribute, Key, Row, TableOf
from shared.receipts import ReceiptFields


class MasteryRow(Row):
    """Any row of mastery's table."""

    class Meta(TableOf):
        context = "mastery"

    by_gsi1 = ByGsi1()


class ReceiptRow(MasteryRow, ReceiptFields, discriminator="Receipt"):
    """Proof of a skill that was asked for."""


class SkillsRow(MasteryRow, discriminator="Skills"):
    """All skills of an organization: at most 500, and the ids of the 1,500 that were merged; packed at most 150 KB."""

    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str) -> Key:
        """Where they stand."""
        return f"ORG#{org_id}#SKILLS", "TREE"


class CourseSkillsRow(MasteryRow, discriminator="CourseSkills"):
    """What a course wants and its lessons teach: at most 100 and 5,000 skills; packed at most 150 KB."""

    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, course_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#COURSE#{course_id}", "SKILLS"


class AnswererRow(MasteryRow, discriminator="Answerer"):
    """Somebody has answered questions of a course."""

    user_id = UnicodeAttribute()

    @staticmethod
    def key(org_id: str, course_id: str, user_id: str = "") -> Key:
        """Where it stands; without an id, where a course's begin."""
        return f"ORG#{org_id}#COURSE#{course_id}", f"LEARNER#{user_id}"


class LearnerRow(MasteryRow, discriminator="Learner"):
    """What somebody is believed to be able to do: some 40 bytes for each skill they ever answered for."""

    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, user_id: str) -> Key:
        """Where it stands."""
        return f"ORG#{org_id}#LEARNER#{user_id}", "LEARNER"


class AttemptRow(MasteryRow, discriminator="Attempt"):
    """What an attempt says: with 200 questions some 20 KB."""

    attempt_id = UnicodeAttribute()
    packed = BinaryAttribute(legacy_encoding=False)

    @staticmethod
    def key(org_id: str, user_id: str, attempt_id: str = "") -> Key:
        """Where it stands; without an id, where a learner's begin."""
        return f"ORG#{org_id}#LEARNER#{user_id}", f"ATTEMPT#{attempt_id}"


class HardnessRow(MasteryRow, discriminator="Hardness"):
    """What all answers so far say of how hard a question or a skill is; sums, in millionths."""

    precision = IntegerAttribute()
    shift = IntegerAttribute()

    @staticmethod
    def key(org_id: str, name: str) -> Key:
        """Where that of a question or a skill stands."""
        return f"ORG#{org_id}#HARDNESS#{name}", "HARDNESS"
