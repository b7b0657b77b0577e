"""Sandbox: programs that nobody trusts, run where they can do no harm.

Words      A *program* is source text in a *language*. It *runs* once for each *input*; every run ends in an *outcome*
           and leaves an *output*, told by its digest and its beginning.
Owns       nothing: what comes in goes out with the answer.
Tells      nothing.
Hears      nothing.
Answers    `published.run_program` (assessment marks answers by it).

What a program should print is never told here: it cannot be read, and no result can be forged, because whoever asks
compares. The program runs in an interpreter compiled to WebAssembly, which has no files, no network, no processes, no
signals and no clock but the time; that runs in a process of its own without environment; and that in a function whose
role is denied everything, in a network without a way out.
"""
