"""The tracker of a national AI plan: one immutable Plan, and everything shown is a function of it."""
