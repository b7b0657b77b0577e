"""Media: the files that people upload, and who may see or play them.

Words      A file is *announced*, then *uploaded*: small ones by one signed form, large ones in signed *parts*. Where it
           arrives is the *quarantine*. Once it has *arrived* it is *inspected*, then accepted or refused. What people
           see is the *asset*: one file of one organization. What is stored is the *content*, once per organization,
           however many assets are the same file. Announcing *reserves* room in the organization's *quota*. A *work
           file* is uploaded to be handed in: only who uploaded it and those who read that work ever see it.
Owns       uploads, assets, contents, usage.
Tells      `UploadArrived`, `AssetReady`, `WorkFileReady`, `AssetFailed`, `AssetDeleted`.
Hears      itself: what has arrived is inspected.
Asks       identity (who is calling), catalog (whose course, what is in it), learning (who is enrolled), assessment
           (which files it takes from whom, and who reads them).
Answers    nothing: rooms keep what they need of assets from its events.
"""
