"""Mastery: what people can, and what they still have to learn.

Words      A *skill* is something that can be learned; skills form a *tree* for each organization, and a skill's *parts*
           are those right below it. *Mastery* is the chance that somebody answers a typical question of a skill without
           guessing. It is *believed*, never known: every figure comes with how sure it is. An attempt's answers are
           *evidence*; they also tell how hard questions and skills are. A *target* is a skill and the level of mastery
           that a course wants of it, a *gap* what somebody lacks of it.
Owns       the tree, what each course wants and each lesson teaches, what each learner is believed to master and the
           evidence for it, how hard questions are.
Tells      `SkillMerged`.
Hears      `AttemptGraded`; identity: `MemberRemoved`, whose learner is then forgotten.
Asks       catalog (who teaches a course, which lessons it has), identity (is somebody a member).
Answers    `published.unknown_skills` (assessment asks it about a question's); `published.learners` has what somebody
           masters and lacks, and what lessons teach.
"""
