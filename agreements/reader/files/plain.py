"""Plain text in the encodings that Chinese offices send: UTF-8, UTF-16, GB 18030."""

import codecs
import re
import unicodedata

from agreements.reader.files.problems import Fault, NoTextError

# UTF-32 begins with the mark of UTF-16 and is asked first.
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WITHOUT_MARK = ("utf-8", "gb18030")
WIDE = ("utf-16-le", "utf-16-be")
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f]")
USUAL = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\u2010-\u2027\\s\x21-\x7e]")
USUAL_SHARE = 0.9  # of the characters of a text in Chinese


def text_of(content: bytes) -> str:
    """Whatever reads as text is text. Raises NoTextError."""
    for mark, encoding in MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding=encoding)
    found = _wide(content) if b"\x00" in content else None
    if found is None:
        found = next(filter(None, (_tried(content, one) for one in WITHOUT_MARK)), None)
    if found is None or not _is_text(found):
        found = _wide(content)
    if found is None:
        raise NoTextError(Fault.UNKNOWN_KIND)
    return found


def tidied(text: str) -> str:
    """Lines parted by ``\\n``, without what nobody sees and no database keeps."""
    text = re.sub(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]", "\n", text)
    text = CONTROL.sub("", UNSEEN.sub("", text)).replace("\u00a0", " ")
    lines = [line.rstrip() for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _decoded(content: bytes, *, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise NoTextError(Fault.BROKEN) from None


def _tried(content: bytes, encoding: str) -> str | None:
    try:
        found = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    return found if _is_text(found) else None


def _wide(content: bytes) -> str | None:
    """UTF-16 that does not say so: of the two orders the one that reads as Chinese."""
    if len(content) % 2:
        return None
    found = [text for one in WIDE if (text := _tried(content, one))]
    return max((text for text in found if _share(text) > USUAL_SHARE), key=_share, default=None)


def _share(text: str) -> float:
    return len(USUAL.findall(text)) / len(text) if text else 0.0


def _is_text(text: str) -> bool:
    """No control characters, and nearly nothing that stands for no character."""
    if CONTROL.search(text):
        return False
    strange = sum(unicodedata.category(one) in ("Cn", "Co", "Cs") for one in text)
    return strange * 50 <= len(text)
