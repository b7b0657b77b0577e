"""Engagement: people are told of what concerns them, in the product and by mail.

Words      A *rule* says which event makes which *notice*, for whom (its *audience*) and of which *category*. Its words
           are a *saying*, one per language; an organization may put its own *template* in the place of ours. A notice
           lies in a person's *inbox*, where it is unread until marked. The *delivery* keeps that somebody was told of
           an event, once, and what became of the mail. A category that people may *silence* sends them no mail.
Owns       notices, inboxes, deliveries, silences, templates.
Tells      nothing.
Hears      what people are told of: see ``domain/rules.py``.
Asks       identity (who is calling; names, addresses, languages), catalog (titles and instructors of courses).
Answers    nothing.

To add a notice: list the event in ``manifest.py``, add one ``Rule`` to ``domain/rules.py`` (event, kind, audience,
category, link, placeholders), and its ``Saying`` under the same kind to ``domain/english.py`` and ``domain/hindi.py``.
Nothing else: handlers, templates, preferences and tests go by these tables.
"""
