"""Names of organisations as the pages print them."""

from tracker.domain.plan import Plan


def short(plan: Plan, t, code: str | None) -> str:
    """The short name in Korean, the abbreviation in English; "none" when the plan names no body."""
    if code is None:
        return t("common.none")
    organisation = plan.organisation(code)
    return organisation.short.ko or organisation.name.ko if t.language == "ko" else code


def full(plan: Plan, t, code: str | None) -> str:
    return t("common.none") if code is None else t.pick(plan.organisation(code).name)


def by_rank(plan: Plan, codes) -> tuple[str, ...]:
    """Codes in the statutory order."""
    return tuple(sorted(codes, key=lambda code: plan.organisation(code).rank))
