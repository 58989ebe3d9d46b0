"""The rules themselves, without a store: whoever comes, two different people, and only for what they saw."""

from datetime import UTC, datetime

import pytest

from tests.builders import a_release, an_approval
from tracker.domain.errors import NotAllowed, NotReady
from tracker.domain.publishing import Before, approved, decided, standing
from tracker.domain.workspace import ReleaseState

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
FROZEN = a_release(state="frozen", content="one", frozen_seq=7)


def test_the_same_person_twice_is_one():
    once = approved(FROZEN, an_approval("pia"), "one")
    with pytest.raises(NotAllowed, match="error_same_person"):
        approved(once, an_approval("pia"), "one")
    assert once.state is ReleaseState.FROZEN and approved(once, an_approval("paul"), "one").state is ReleaseState.APPROVED


def test_approvals_stand_for_one_content():
    both = approved(approved(FROZEN, an_approval("pia"), "one"), an_approval("paul"), "one")
    assert len(standing(both, "one")) == 2 and standing(both, "other") == ()
    with pytest.raises(NotReady, match="error_changed"):
        decided(both, "other", AT, Before(), "", "")


def test_nothing_is_decided_on_one_approval():
    with pytest.raises(NotReady, match="error_approvals"):
        decided(a_release(state="approved", content="one", approvals=(an_approval("pia"),)), "one", AT, Before(), "", "")
