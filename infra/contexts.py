"""THE list of contexts."""

from functions.ai.manifest import AI
from functions.analytics.manifest import ANALYTICS
from functions.assessment.manifest import ASSESSMENT
from functions.catalog.manifest import CATALOG
from functions.certificates.manifest import CERTIFICATES
from functions.commerce.manifest import COMMERCE
from functions.engagement.manifest import ENGAGEMENT
from functions.finance.manifest import FINANCE
from functions.guidance.manifest import GUIDANCE
from functions.identity.manifest import IDENTITY
from functions.learning.manifest import LEARNING
from functions.mastery.manifest import MASTERY
from functions.media.manifest import MEDIA
from functions.motivation.manifest import MOTIVATION
from functions.portal.manifest import PORTAL
from functions.sandbox.manifest import SANDBOX
from functions.search.manifest import SEARCH
from shared.manifest import Context

CONTEXTS: tuple[Context, ...] = (
    IDENTITY,
    CATALOG,
    COMMERCE,
    ENGAGEMENT,
    FINANCE,
    LEARNING,
    MEDIA,
    MOTIVATION,
    PORTAL,
    SEARCH,
    SANDBOX,
    ASSESSMENT,
    MASTERY,
    CERTIFICATES,
    AI,
    ANALYTICS,
    GUIDANCE,
)
