"""Assessment: what learners are asked, what they answer, and what that is worth.

Words      A *question* is of one of thirteen types and lies in a course's *bank*; a change makes a new *version* of it.
           An *assessment* asks questions: fixed ones, or ones *drawn* from the bank. An *attempt* is one person's
           answers to one *paper*, which stays as it was when the attempt began. An answer is *saved* as often as one
           likes, and *checked* where the behaviour says what is right at once. Attempts are *handed in* by the learner
           or by the clock, then *marked*. What is seen when is the *release*. An *override* gives one learner other
           rules. A *rubric* says by which criteria work is judged. Answers that no rule can mark have a *grading*,
           which waits for a person unless a *suggestion* is sure; an *appeal* begins another round of it. An
           *assignment* is work that is handed in as a whole: a *submission*, of a person's or a team's *entry*. Either
           *work*, an attempt or a submission, has reports of its *originality* and appeals. A *regrade* replays
           attempts by corrected questions, and says what changes before it does.
Owns       questions, assessments, overrides, attempts and their marks, rubrics, gradings, appeals, regrades,
           assignments.
Tells      what was handed in, graded, appealed against, and waits for somebody (`events/assessment.py`).
Hears      itself, where a workflow waits; who comes into a course and leaves it; what lessons say from now on.
Asks       identity (names), catalog (whose course it is, what its lessons say), learning (who is enrolled), mastery (is
           a question's skill one of the organization's).
Answers    `published.files` (media asks which may be handed in, and who may read them), `published.works`,
           `published.prompts` (ai), `published.courses` (certificates).
"""
