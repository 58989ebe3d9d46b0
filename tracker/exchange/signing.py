"""Signatures of releases: Ed25519. Keys are short texts: the private one stays in a file of the office, the public one
travels with every release."""

import hashlib
from binascii import Error as NotHex

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PRIVATE, PUBLIC = "ed25519-private:", "ed25519-public:"


def new_key() -> str:
    """A new private key as text."""
    return PRIVATE + Ed25519PrivateKey.generate().private_bytes_raw().hex()


def public_of(private: str) -> str:
    """The public half of a private key. ValueError where the text is no key."""
    return PUBLIC + _private(private).public_key().public_bytes_raw().hex()


def fingerprint(public: str) -> str:
    """What a person compares by eye: 16 hex digits of the key's SHA-256."""
    return hashlib.sha256(public.strip().encode()).hexdigest()[:16]


def signature(private: str, content: bytes) -> str:
    """The signature of `content` as hex."""
    return _private(private).sign(content).hex()


def is_signed(public: str, content: bytes, signature: str) -> bool:
    """Whether `signature` was made over `content` with the key `public` belongs to; False for what is no key or no signature."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(_after(PUBLIC, public)))
        key.verify(bytes.fromhex(signature.strip()), content)
    except (InvalidSignature, ValueError, NotHex):
        return False
    return True


def _private(text: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(_after(PRIVATE, text)))


def _after(head: str, text: str) -> str:
    text = text.strip()
    if not text.startswith(head):
        raise ValueError(f"a key begins with {head}")
    return text.removeprefix(head)
