"""Certificates: who has shown what, so that others can trust it.

Words      A course's *terms* are the *conditions* of its certificate; a *finding* is one of them, and whether a learner
           meets it. A certificate is *issued* once for a learner and a course, says for good what was so at that
           moment, and has a *code* by which anybody may *verify* it. It can be *revoked*, and issued anew. Its *design*
           is the organization's.
Owns       terms, designs, certificates, codes, and the PDF files.
Tells      `CertificateIssued`, `CertificateRevoked`.
Hears      `CourseCompleted`, `LessonCompleted`, `AttemptGraded`: somebody may meet the terms now; what it tells
           itself: the PDF is made, or deleted.
Asks       learning (how far somebody is), catalog (the course and its staff), identity (names),
           assessment (which course one belongs to).
Answers    nothing.
"""
