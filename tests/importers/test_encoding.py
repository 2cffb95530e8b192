import pytest

from deliverydesk.importers import ImportProblem, read_bytes
from deliverydesk.importers.encoding import ENCODINGS, decode
from deliverydesk.importers.model import ReadOptions

TEXT = "Titel;Größe\nPrüfen;é€ß\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_and_plain_unicode_is_certain(encoding: str) -> None:
    assert decode(TEXT.encode(encoding))[0] == TEXT
    assert decode(TEXT.encode(encoding))[2]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_found(encoding: str) -> None:
    assert decode(TEXT.encode(encoding))[:2] == (TEXT, encoding)


def test_other_bytes_are_western_and_said_to_be_a_guess() -> None:
    table = read_bytes(TEXT.encode("cp1252"), "x.csv")
    assert table.headers == ("Titel", "Größe")
    assert table.source.encoding == "cp1252"
    assert not table.source.encoding_certain
    assert any("cp1252" in notice.sentence for notice in table.notices)


def test_a_chosen_encoding_is_used() -> None:
    table = read_bytes("Название;Статус\nПоиск;да\n".encode("cp1251"), "x.csv", ReadOptions(encoding="cp1251"))
    assert table.headers == ("Название", "Статус")


@pytest.mark.parametrize("encoding", [name for name, _ in ENCODINGS])
def test_every_encoding_on_offer_exists(encoding: str) -> None:
    assert decode("a,b".encode(encoding), encoding)[0] == "a,b"


@pytest.mark.parametrize("encoding", ["utf-9", "rot13", "zip", "", "idna", "undefined", "a\0b"])
def test_unknown_encodings_are_refused_in_words(encoding: str) -> None:
    with pytest.raises(ImportProblem, match="encoding"):
        decode(b"a,b\n\xff", encoding)


def test_bytes_that_do_not_fit_the_choice_are_located() -> None:
    with pytest.raises(ImportProblem, match="byte 4 does not fit"):
        decode(b"abc\xff", "utf-8")


def test_half_surrogates_are_refused() -> None:
    with pytest.raises(ImportProblem):
        decode(b"\xff\xfea\x00\x00\xd8b\x00")
    with pytest.raises(ImportProblem):
        decode(b"+2AA-", "utf-7")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("タスク名,担当者,開始日\n要件定義,山田,2026/01/05\n", "shift_jis"),
        ("Название;Статус\nПоиск;Новая\n", "cp1251"),
        ("任务,状态\n搜索,进行中\n", "gb18030"),
        ("Titre;Échéance\nÉté;01/02/2026\n", "mac-roman"),
        ("Vorgang;Fälligkeit\nÄpfel;01.02.2026\n", "cp850"),
        ("Vorgang;Fälligkeit\nÄpfel;01.02.2026\n", "cp1252"),
        ("Name,Note\nÄpfel,größer\n", "cp1252"),
        ("ひらがなとカタカナ,もの\nあいうえお,かきくけこ\n", "shift_jis"),
    ],
)
def test_an_unmarked_encoding_is_told_by_the_words_of_the_header(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == (text, encoding, False)
