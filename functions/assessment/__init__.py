"""Assessment: what learners are asked, what they answer, and what that is worth.

Words      A *question* is of one of thirteen types and lies in a course's *bank*; a change makes a new *version* of it.
           An *assessment* asks questions: fixed ones, or ones *drawn* from the bank. An *attempt* is one person's
           answers to one *paper*, which stays as it was when the attempt began. An answer is *saved* as often as one
           likes, and *checked* where the behaviour says what is right at once. Attempts are *handed in* by the learner
           or by the clock, then *marked*. What is seen when is the *release*. An *override* gives one learner other
           rules.
Owns       questions, assessments, overrides, attempts and their marks.
Tells      `AttemptSubmitted`, `AttemptGraded`, `GradingRequested`.
Hears      nothing.
Asks       identity (names), catalog (whose course it is), learning (who is enrolled), mastery (is
           a question's skill one of the organization's).
"""
