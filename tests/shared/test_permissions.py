"""Who may do what is data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.auth import Caller
from shared.errors import Forbidden
from shared.permissions import Permission, Role

ROLES = st.frozensets(st.sampled_from(Role))
PUBLISH = Permission("courses.publish", roles={Role.TUTOR, Role.ORG_ADMIN})


@given(ROLES, ROLES)
def test_one_common_role_is_enough_and_none_is_not(has: frozenset[Role], needed: frozenset[Role]) -> None:
    permission = Permission("a.thing", roles=set(needed))

    assert permission.is_held_by(has) == bool(has & needed)


def test_who_has_a_permission_may() -> None:
    caller = Caller("usr_1", "org_1", "ses_1", frozenset({Role.STUDENT, Role.TUTOR}))

    caller.require(PUBLISH)

    assert caller.may(PUBLISH)


def test_who_lacks_it_hears_which_one_it_is() -> None:
    caller = Caller("usr_1", "org_1", "ses_1", frozenset({Role.STUDENT}))

    with pytest.raises(Forbidden) as refused:
        caller.require(PUBLISH)

    assert refused.value.facts == {"permission": "courses.publish"}


def test_somebody_without_any_role_may_nothing() -> None:
    assert not Caller("usr_1", "org_1", "ses_1", frozenset()).may(PUBLISH)


def test_a_role_that_is_not_among_them_gives_nothing_even_the_highest() -> None:
    assert not PUBLISH.is_held_by(frozenset({Role.PLATFORM_ADMIN}))
