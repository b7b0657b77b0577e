"""How identity is stored.

Kind            pk                                      sk                        gsi1pk                  gsi1sk
Account         GLOBAL#EMAIL#<email>                    ACCOUNT
Pending         GLOBAL#EMAIL#<email>                    PENDING
Registration    GLOBAL#REGISTRATION#<registration>      REGISTRATION
ResetRequest    GLOBAL#RESET#<reset>                    RESET
Person          GLOBAL#PERSON#<user>                    PERSON
Session         GLOBAL#PERSON#<user>                    SESSION#<session>
Slug            GLOBAL#SLUG#<slug>                      SLUG                      GLOBAL#ORGANIZATIONS    <org>
Keyring         GLOBAL#KEYS                             KEYRING
SealedKey       GLOBAL#KEYS                             SEALED#<kid>
Attempts        GLOBAL#ATTEMPTS#<digest>                ATTEMPTS
Organization    ORG#<org>                               ORGANIZATION
Settings        ORG#<org>                               SETTINGS
Administrators  ORG#<org>                               ADMINISTRATORS
Member          ORG#<org>#MEMBER#<user>                 MEMBER
Profile         ORG#<org>#MEMBER#<user>                 PROFILE
Former          ORG#<org>#FORMER#<user>                 <id>
Directory       ORG#<org>#DIRECTORY#<role>#<status>     <name>#<user>             as pk                   <email>#<user>
AuditEntry      ORG#<org>#AUDIT                         <entry>
Job             ORG#<org>#JOB#<job>                     JOB
ImportedRow     ORG#<org>#IMPORT#<job>                  ROW#<line>
Receipt         ORG#<org>#RECEIPT#<user>                KEY#<idempotency key>

A person, an address, a session and a signing key belong to no organization and live in GLOBAL partitions. A member
stands in the directory once for every combination of {any, each role} and {any, the status}, so that each list and each
search by a beginning of the name or the address is one range of one partition. Whoever changes who administers an
organization also changes its Administrators row, so that two changes at once cannot remove the last one.

Access pattern                                   Answered by
may this session act (every request)             batch  the session, the person, the member, the organization
the public keys                                  get    pk=GLOBAL#KEYS, sk=KEYRING
the private key that signs                       get    pk=GLOBAL#KEYS, sk=SEALED#<kid>
who signs in with this address                   get    pk=GLOBAL#EMAIL#<email>, sk=ACCOUNT
  and how often somebody guessed                 batch  that, and GLOBAL#ATTEMPTS# of the address and of the machine
  several addresses (import)                     batch  the accounts
  what was registered with it                    get    pk=GLOBAL#EMAIL#<email>, sk=PENDING
a registration by the id in its link             get    pk=GLOBAL#REGISTRATION#<registration>, sk=REGISTRATION
a request to reset by the id in its link         get    pk=GLOBAL#RESET#<reset>, sk=RESET
a person                                         get    pk=GLOBAL#PERSON#<user>, sk=PERSON
a person's memberships                           batch  the members and organizations of Person.org_ids
a person's session                               get    pk=GLOBAL#PERSON#<user>, sk=SESSION#<session>
  with the person                                batch  both
a person's sessions, newest first                query  pk=GLOBAL#PERSON#<user>, sk begins SESSION#, descending
an organization by its slug                      get    pk=GLOBAL#SLUG#<slug>, sk=SLUG
all organizations, newest first                  query  gsi1 where gsi1pk=GLOBAL#ORGANIZATIONS, descending
an organization                                  get    pk=ORG#<org>, sk=ORGANIZATION
an organization's settings                       get    pk=ORG#<org>, sk=SETTINGS
  both                                           batch  both
who administers an organization                  get    pk=ORG#<org>, sk=ADMINISTRATORS
a member                                         get    pk=ORG#<org>#MEMBER#<user>, sk=MEMBER
  several                                        batch  the members
a tutor's profile                                get    pk=ORG#<org>#MEMBER#<user>, sk=PROFILE
  with the member                                batch  both
members by role and status, by name              query  pk=ORG#<org>#DIRECTORY#<role>#<status>
  whose name begins so                           query  that, sk begins <name>
  whose address begins so                        query  gsi1 of that, gsi1sk begins <email>
the audit log, newest first                      query  pk=ORG#<org>#AUDIT, descending
a job                                            get    pk=ORG#<org>#JOB#<job>, sk=JOB
an import's report, by line                      query  pk=ORG#<org>#IMPORT#<job>
  the part of one chunk                          batch  its rows
what an Idempotency-Key made                     get    pk=ORG#<org>#RECEIPT#<user>, sk=KEY#<idempotency key>
"""
