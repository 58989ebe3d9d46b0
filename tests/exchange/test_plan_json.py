"""plan.json: lossless and canonical."""

import json

import pytest
from hypothesis import given, settings

from tests.plans import plans
from tracker.exchange.plan_json import plan_bytes, read_plan


@given(plans())
@settings(max_examples=30, deadline=None)
def test_a_plan_comes_back(plan):
    assert read_plan(plan_bytes(plan)) == plan


def test_the_real_plan_comes_back_and_is_written_the_same_again(real_plan):
    content = plan_bytes(real_plan)
    assert read_plan(content) == real_plan
    assert plan_bytes(read_plan(content)) == content


def test_a_plan_written_before_it_could_name_its_zone_is_read(real_plan):
    said = json.loads(plan_bytes(real_plan))
    for name in ("time_zone", "fiscal_year_starts"):
        del said["records"]["plan/head"][name]
    assert read_plan(json.dumps(said).encode()) == real_plan


@pytest.mark.parametrize("harm", [b"", b"{}", b"[1]", b'{"format":"x","records":{}}', b'{"format":"national-plan-records/1","records":{}}', b"\xff"])
def test_what_is_no_plan_is_refused(harm):
    with pytest.raises(ValueError):
        read_plan(harm)
