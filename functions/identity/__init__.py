"""Identity: who people are, where they belong, and what they may do there.

Words      A *person* exists once, with one e-mail address, whatever number of organizations they belong to. A *member*
           is a person in one organization, with *roles* there. A *session* is one sign-in on one device, for one
           organization at a time; its refresh tokens are a *family*. A *link* in a mail proves who owns an address. The
           *keyring* holds the public keys that access tokens are checked with.
Owns       people, organizations and their settings, members, sessions, signing keys, imports, the audit log.
Tells      what happened to organizations, members, passwords and sessions; ids only.
Hears      itself: what was asked for in a request is mailed, or started, by an event.
Asks       nobody.
Answers    `published.authenticate` (every room, at every request), `published.find_people`,
           `published.find_organization`.
"""
