"""``python -m infra.openapi`` writes ``docs/openapi.json``."""

from infra.openapi.document import main

raise SystemExit(main())
