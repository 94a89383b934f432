import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from persian.decoding import MAX_BYTES, DecodingError, decode
from tests.persian.any_text import BOUNDED

TEXT = "صورتجلسه می‌خواند:\r\n- بند «یک»، پیشنهاد گروه چاپ ژاله؟ 1388\n\tپایان — Qazvin + ۲۰"
OLD_TEXT = "صورتجلسه مي‌خواند:\r\n- بند «يك»، پيشنهاد گروه چاپ ژاله؟ 1388\n\tپايان — Qazvin + 20"


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_unicode_files_come_back_character_for_character(codec, encoding):
    decoded = decode(TEXT.encode(codec))
    assert (decoded.text, decoded.encoding) == (TEXT, encoding)


def test_utf_16_with_its_mark_in_either_order_is_read():
    assert decode(b"\xfe\xff" + TEXT.encode("utf-16-be")).text == TEXT


def test_files_of_older_persian_systems_come_back_character_for_character():
    decoded = decode(OLD_TEXT.encode("cp1256"))
    assert (decoded.text, decoded.encoding) == (OLD_TEXT, "windows-1256")


WORDS = st.lists(st.text("ابپتثجچحخدذرزژسشصضطظعغفقكگلمنوهيآئ", min_size=2, max_size=9), min_size=1).map(" ".join)


@BOUNDED
@given(WORDS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"]))
def test_persian_words_come_back_from_every_encoding(words, codec):
    assert decode(words.encode(codec)).text == words


@BOUNDED
@given(st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.sampled_from("\n\r\t")))
def test_any_unicode_text_comes_back_from_utf_8_and_marked_utf_16(text):
    assert decode(text.encode("utf-8-sig")).text == text
    assert decode(b"\xff\xfe" + text.encode("utf-16-le")).text == text


@BOUNDED
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126) | st.sampled_from("\n\r\t ")))
def test_ascii_is_never_taken_for_anything_else(text):
    decoded = decode(text.encode("ascii"))
    assert (decoded.text, decoded.encoding) == (text, "utf-8")


@BOUNDED
@given(st.binary())
def test_any_bytes_are_text_or_refused(data):
    try:
        assert "\x00" not in decode(data).text
    except DecodingError as error:
        assert str(error)


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("Die Müller ändern großes Öl, schön für alle Häuser", "cp1252"),
        ("été français à la côte où ça naît", "cp1252"),
        ("Привет мир, это обычный текст на русском языке", "cp1251"),
        ("Güneş ışığı çok güzel", "cp1254"),
        ("Zażółć gęślą jaźń", "cp1250"),
        ("中文文件测试内容", "gbk"),
        ("日本語テキスト", "shift_jis"),
        ("جلسه با حضور اعضا تشكيل شد و مقرر كردند", "iso8859-6"),
    ],
)
def test_other_encodings_are_refused(text, codec):
    with pytest.raises(DecodingError, match="شناخته نشد"):
        decode(text.encode(codec))


def test_a_broken_utf_8_file_says_in_which_line():
    with pytest.raises(DecodingError, match="UTF-8 است ولی در سطر ۲"):
        decode("سطر نخست که درست است\nسطر دوم ".encode() + b"\xff" + "\nسطر سوم".encode())


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "Word"),
        (b"{\\rtf1", "RTF"),
        (b"\x89PNG\r\n\x1a\n", "تصویر"),
        (b"\xff\xd8\xff\xe0", "تصویر"),
        (b"BM\x36\x00\x00\x00", "تصویر"),
        (b"\x1f\x8b\x08", "فشرده"),
        (b"\x7fELF" + bytes(60), "متن نیست"),
        (b"a long enough line of text, " * 20 + b"\x00", "نویسه تهی"),
        (bytes(1000), "متن نیست"),
        (random.Random(20).randbytes(3000), "متن نیست"),
        (TEXT.encode("utf-32"), "نویسه تهی"),
        (b"\xef\xbb\xbf\xff", "نشانه UTF-8 آغاز"),
        (b"\xff\xfea", "نشانه UTF-16 آغاز"),
        (b"a" * (MAX_BYTES + 1), "۵ مگابایت"),
    ],
)
def test_what_is_no_text_is_refused_with_its_reason(data, why):
    with pytest.raises(DecodingError, match=why):
        decode(data)


def test_english_text_that_begins_like_a_picture_is_text():
    assert decode(b"BM is an abbreviation").text == "BM is an abbreviation"


def test_an_empty_file_is_an_empty_text():
    assert decode(b"").text == ""


@pytest.mark.parametrize(
    "unit",
    [TEXT.encode(), OLD_TEXT.encode("cp1256"), TEXT.encode("utf-16-le")],
    ids=["utf-8", "windows-1256", "utf-16"],
)
def test_five_megabytes_are_told_apart_in_a_moment(unit):
    start = time.monotonic()
    decode(unit * (MAX_BYTES // len(unit)))
    assert time.monotonic() - start < 3
