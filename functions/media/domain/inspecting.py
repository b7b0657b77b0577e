"""Why a file may turn out not to be usable, in codes for programs and sentences for tutors."""

REASONS = {
    "missing": "The file did not arrive.",
    "size_mismatch": "The file is not as large as was announced.",
    "type_mismatch": "The file is not of the type that was announced.",
    "checksum_mismatch": "The file is not the one that was announced: it was damaged on its way. Upload it again.",
    "not_text": "The file is not a text in UTF-8.",
    "image_broken": "The picture cannot be read: it is damaged or cut off.",
    "image_too_large": "The picture has too many pixels: at most 50 million, and 16,000 on a side.",
    "animation_too_large": "The animation is too long: at most 300 pictures, and 100 million pixels together.",
    "upload_expired": "The file was not sent in time.",
    "inspection_lost": "The file could not be inspected. Upload it again.",
}


class Refused(Exception):
    """A file is not usable. ``code`` is one of ``REASONS``."""

    def __init__(self, code: str) -> None:
        super().__init__(REASONS[code])
        self.code = code
