"""AI: questions, summaries and suggested grades that a tutor can trust, by a model server or by algorithms of its own.

Words      A *task* is what is asked of a *provider*: to generate, summarize, grade, embed or translate. The *embedded*
           provider needs no key and no network; another one is whoever speaks the API of OpenAI. A *passage* is a piece
           of the source; whatever is made *cites* passages, word for word. A *call* is one task, whose tokens and money
           are *reserved* before it and *settled* after it within a *budget*.
           A *judgement* is what is suggested for the open answers of an attempt; nothing is graded by it.
Owns       settings, budgets and usage, summaries, questions in the making and drafts of questions, judgements and what
           people's marks have taught.
Tells      `SummaryRequested`, `SummaryReady`, `SummaryFailed`; `GenerationRequested`, `QuestionsDrafted`,
           `GenerationFailed`, `QuestionApproved`; `JudgementRequested`.
Hears      itself (what is to be made, what is handed over to assessment's bank), `SuggestionRequested` (its workflow
           hands the answer to assessment's `take_suggestion`), `AttemptGraded` and `SubmissionGraded` (what people
           gave); identity: `MemberRemoved`, of whom nothing is then kept that they wrote.
Asks       identity (who is calling), catalog (what lessons say, who may edit a course), learning (whose lessons are
           open), assessment (answers to grade, and marks).
Answers    `published.find_job` (the front desk asks it).
"""
