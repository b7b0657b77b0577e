"""AI: questions, summaries and suggested grades that a tutor can trust, by a model server or by algorithms of its own.

Words      A *task* is what is asked of a *provider*: to generate, summarize, grade, embed or translate. The *embedded*
           provider needs no key and no network; another one is whoever speaks the API of OpenAI. A *passage* is a piece
           of the source; whatever is made *cites* passages, word for word. A *call* is one task, whose tokens and money
           are *reserved* before it and *settled* after it within a *budget*.
Owns       settings, budgets and usage, summaries, questions in the making and drafts of questions.
Tells      `SummaryRequested`, `SummaryReady`, `SummaryFailed`; `GenerationRequested`, `QuestionsDrafted`,
           `GenerationFailed`, `QuestionApproved`.
Hears      itself (what is to be made, what is handed over to assessment's bank).
Asks       identity (who is calling), catalog (what lessons say, who may edit a course), learning (whose lessons are
           open).
Answers    `published.find_job` (the front desk asks it).
"""
