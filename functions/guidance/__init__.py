"""Guidance: what to learn next.

Words      A *history* is the courses that somebody took, in order, and what they were shown. An *edition* is what all
           histories of an organization taught at a time: for each course on offer its *followers*, what is
           recommended after it. A *recommendation* is a course with the reason for it. A *plan* is the way to some
           *targets*: *steps* in an order in which each can be done, with what cannot be done yet *later*.
Owns       histories, editions, which courses were withdrawn since the latest edition.
Tells      `RecommendationsSeen`, `RecommendationFollowed`.
Hears      `EnrolmentOpened`, `EnrolmentCancelled`, `CourseCompleted`, `CoursePublished`, `CourseArchived`;
           identity: `MemberRemoved`, whose history is then forgotten.
Asks       catalog (what is on offer and in what order), learning (how far somebody is, goals, interests, paths),
           mastery (what somebody masters, what courses want and lessons teach), identity (is somebody a member).
Answers    nothing.
"""
