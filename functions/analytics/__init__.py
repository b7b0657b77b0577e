"""Analytics: what all rooms tell, added up to what somebody can decide by.

Words      A *figure* is a count or a sum of one *measure* for a *subject* (the organization, a course, a person, the
           platform) in a day or in all. A *claim* is what an event says should be counted; its *register* remembers
           what was counted for it, so that news that comes again, late or out of order changes nothing or just the
           difference. A *study* is what is known of somebody in a course. A *cohort* are those who came in one week.
           A *risk* is how likely somebody does not finish, with reasons; an *insight* is what figures say of somebody;
           an *outlook* is both, of a learner in a course; a *round* looks at everybody in a course, or at how an
           organization is. An *export* is a dashboard as a file.
Owns       the archive of all that is told, registers, figures, studies, risks, rounds, exports and subscriptions to
           them, the time zones in which days are counted.
Tells      `CourseViewed`, `LessonViewed`, `VideoWatched`: what clients track, once it was looked at;
           `ExportRequested`, `ExportReady`, `ExportFailed`, `SubscribedReportReady`: dashboards as files.
Hears      itself, identity, catalog, media, learning, assessment, commerce, certificates, motivation:
           what figures are of.
Asks       identity (who is calling, the organization's time zone), catalog (whose a course is, what it is called).
Answers    `published.find_job`.
"""
