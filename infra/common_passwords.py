"""Makes the list of passwords that identity refuses: ``python -m infra.common_passwords``.

The passwords come from the frequency lists of zxcvbn (MIT licence), counted in leaked sets. Only short digests of
them are kept, so the file is small, quick to load, and spells out nobody's password.
"""

from functions.identity.domain.passwords import COMMON, digest


def common_passwords() -> bytes:
    """The digests of the most used passwords, sorted, one after the other."""
    from zxcvbn.frequency_lists import FREQUENCY_LISTS  # type: ignore[import-untyped]  # it has no types

    return b"".join(sorted({digest(password.casefold()) for password in FREQUENCY_LISTS["passwords"]}))


if __name__ == "__main__":
    COMMON.write_bytes(common_passwords())
