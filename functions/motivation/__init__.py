"""Motivation: what learners earn by what they do, and how they see it.

Words      A *deed* is something done that counts: a lesson or a course completed, an assessment passed. Deeds add up to
           a *standing*: points, a *level*, *milestones*, and the *streak* of days, by the learner's own calendar. A
           *badge* is earned when its conditions hold, and *awarded* once; its public page is an *achievement*. A
           *board* has people in order of points. A *reward* is *redeemed* for points.
Owns       deeds, standings, boards, badges, public pages, rewards.
Tells      `BadgeEarned`, `LevelReached`, `MilestoneReached`, `RewardRedeemed`.
Hears      learning: `LessonCompleted`, `CourseCompleted`; assessment: `AttemptGraded`; certificates:
           `CertificateIssued`.
Asks       identity (who is calling, people's names, their time zones), catalog (is there such a course).
Answers    `published.asking_standing` (learning asks it for the dashboard).
"""
