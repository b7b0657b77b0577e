"""What people want mail of, and the link in every such mail that ends it."""

from urllib.parse import urlencode

from functions.engagement.domain.categories import SILENCEABLE, Category
from functions.engagement.domain.templates import Silence
from functions.engagement.errors import UnsubscribeLinkNotValid
from functions.engagement.gateways import link_keys
from functions.engagement.repository.choices import ChoiceRepository
from shared import settings
from shared.dynamo import undisturbed
from shared.links import link_token, opened_link

_PURPOSE = "unsubscribe"
PATH = "/api/v1/notices/unsubscription"


def unsubscribe_address(org_id: str, user_id: str, category: Category) -> str:
    """Where a POST ends this person's mails of the category; it never grows old, as mails do not."""
    token = link_token(link_keys()[0], _PURPOSE, org_id, user_id, category)
    return f"{settings.public_url()}{PATH}?{urlencode({'token': token})}"


def silence_by_link(token: str) -> None:
    """End the mails that the link is for; safe to repeat. Raises ``UnsubscribeLinkNotValid``."""
    org_id, user_id, category = open_link(token)
    choices = ChoiceService(ChoiceRepository(org_id))
    choices.silence(user_id, category)


def open_link(token: str) -> tuple[str, str, Category]:
    """The organization, the person and the category. Raises ``UnsubscribeLinkNotValid`` unless the link is ours."""
    ids = opened_link(link_keys(), _PURPOSE, token)
    if ids is None:
        raise UnsubscribeLinkNotValid
    org_id, user_id, category = ids
    return org_id, user_id, Category(category)


class ChoiceService:
    """What the people of one organization want mail of."""

    def __init__(self, choices: ChoiceRepository) -> None:
        self._choices = choices

    def silenced(self, user_id: str) -> set[Category]:
        """The categories of which somebody wants no mail."""
        return {Category(category) for category in self._choices.find_silence(user_id).categories}

    def choose(self, user_id: str, silenced: set[Category]) -> set[Category]:
        """Want no mail of these categories, and of all others some. What cannot be silenced is ignored."""

        def change() -> None:
            self._save(self._choices.find_silence(user_id), silenced)

        undisturbed(change)
        return silenced.intersection(SILENCEABLE)

    def silence(self, user_id: str, category: Category) -> None:
        """Want no mail of this category either."""

        def change() -> None:
            silence = self._choices.find_silence(user_id)
            self._save(silence, {*map(Category, silence.categories), category})

        undisturbed(change)

    def _save(self, silence: Silence, categories: set[Category]) -> None:
        chosen = tuple(sorted(categories.intersection(SILENCEABLE)))
        if chosen != silence.categories:
            self._choices.save_silence(silence.model_copy(update={"categories": chosen}))
