"""Korean particles that depend on the last sound of the word before them (은/는, 이/가, 을/를, 과/와, 으로/로)."""

_HANGUL_FIRST, _HANGUL_LAST = 0xAC00, 0xD7A3
_FINALS = 28
_RIEUL = 8
# Digits and Latin letters as they are read aloud: 1 with the rieul sound ("il"), L, M, N, R end in a consonant.
_CONSONANT_DIGITS = "013678"
_CONSONANT_LETTERS = "lmnrLMNR"
_RIEUL_ENDINGS = "178lrLR"
_DIRECTION = "으로"


def with_particle(word: str, pair: str) -> str:
    """`word` followed by the fitting half of `pair`, written consonant form first."""
    after_consonant, after_vowel = pair.split("/")
    closed, rieul = _ending(word)
    if after_consonant == _DIRECTION and rieul:
        closed = False
    return word + (after_consonant if closed else after_vowel)


def _ending(word: str) -> tuple[bool, bool]:
    """Whether the word ends in a consonant, and whether that consonant is rieul."""
    letters = [c for c in word if c.isalnum()]
    last = letters[-1] if letters else ""
    if last and _HANGUL_FIRST <= ord(last) <= _HANGUL_LAST:
        final = (ord(last) - _HANGUL_FIRST) % _FINALS
        return final != 0, final == _RIEUL
    return last in _CONSONANT_DIGITS + _CONSONANT_LETTERS, bool(last) and last in _RIEUL_ENDINGS
