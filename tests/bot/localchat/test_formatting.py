"""Telegram's HTML: what it becomes, what it is refused for, and that it always comes back whole."""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Message, MessageEntity

from bot.localchat.errors import BotApiError
from bot.localchat.formatting import Entity, parse_html, read_text, utf16_length
from bot.localchat.rendering import to_html

READ = [
    ("plain", "Lịch tuần này", "Lịch tuần này", []),
    ("bold", "<b>Lịch</b> tuần", "Lịch tuần", [("bold", 0, 4)]),
    ("other names", "<STRONG>a</strong><em>b</em>", "ab", [("bold", 0, 1), ("italic", 1, 1)]),
    ("nested", "<b>a<i>b</i></b>", "ab", [("bold", 0, 2), ("italic", 1, 1)]),
    ("an end tag without a name", "<b>a</>", "a", [("bold", 0, 1)]),
    ("emoji counts double", "📅<u>x</u>", "📅x", [("underline", 2, 1)]),
    ("references", "&lt;b&gt; &amp; &quot; &#273; &#x111; &nbsp;", '<b> & " đ đ &nbsp;', []),
    ("a bare ampersand", "Q&A & trả lời", "Q&A & trả lời", []),
    ("nothing inside", "a<b></b>c", "ac", []),
    ("spoilers", '<span class="tg-spoiler">a</span>', "a", [("spoiler", 0, 1)]),
    ("quotes", "<blockquote>a</blockquote>", "a", [("blockquote", 0, 1)]),
    ("long quotes", "<blockquote expandable>a</blockquote>", "a", [("expandable_blockquote", 0, 1)]),
    ("trimmed at both ends", "  <b> a </b>\n", "a", [("bold", 0, 1)]),
    ("control signs", "a\r\nb\x00c", "a\nb c", []),
]


def outline(entities: list[Entity]) -> list[tuple[str, int, int]]:
    return [(entity["type"], entity["offset"], entity["length"]) for entity in entities]


@pytest.mark.parametrize(("case", "source", "text", "entities"), READ, ids=[row[0] for row in READ])
def test_html_is_read(case: str, source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    read = read_text(source, "HTML")
    assert (read.text, outline(read.entities)) == (text, entities)


EXTRAS = [
    ('<a href="https://vi.example/?a=1&amp;b=2">x</a>', {"type": "text_link", "url": "https://vi.example/?a=1&b=2"}),
    ("<a href=vi.example>x</a>", {"type": "text_link", "url": "http://vi.example"}),
    ('<pre><code class="language-python">x</code></pre>', {"type": "pre", "language": "python"}),
    ('<code class="language-python">x</code>', {"type": "code"}),
    ('<tg-time unix="1670632200">x</tg-time>', {"type": "date_time", "unix_time": 1670632200}),
    (
        '<tg-time unix="1670632200" format="wDt">x</tg-time>',
        {"type": "date_time", "unix_time": 1670632200, "date_time_format": "wDt"},
    ),
    ('<tg-emoji emoji-id="5368">x</tg-emoji>', {"type": "custom_emoji", "custom_emoji_id": "5368"}),
]


@pytest.mark.parametrize(("source", "fields"), EXTRAS, ids=[row[0][:20] for row in EXTRAS])
def test_attributes_become_fields(source: str, fields: dict[str, object]) -> None:
    (entity,) = parse_html(source).entities
    assert entity == {**fields, "offset": 0, "length": 1}
    assert MessageEntity.de_json(entity, None).type == fields["type"]


REFUSED = [
    ("<b", "Unclosed start tag at byte offset 0"),
    ("ă<i x", 'Unclosed start tag at byte offset 2|Unclosed start tag "i" at byte offset 2'),
    ('<a "x">', 'Empty attribute name in the tag "a"'),
    ("<b>x</b", "Unclosed end tag at byte offset 4"),
    ('<span class="red">x</span>', 'Tag "span" must have class "tg-spoiler"'),
    ('<tg-time unix="1" format="xyz">x</tg-time>', "Invalid date-time format"),
    ('<tg-emoji emoji-id="no">x</tg-emoji>', "Invalid custom emoji identifier"),
    ("<script>x</script>", 'Unsupported start tag "script"'),
]


@pytest.mark.parametrize(("source", "reason"), REFUSED, ids=[row[0] for row in REFUSED])
def test_broken_html_is_refused_with_the_place(source: str, reason: str) -> None:
    with pytest.raises(BotApiError, match=f"can't parse entities: ({reason})") as refusal:
        parse_html(source)
    assert refusal.value.code == 400


DETECTED = [
    ("/start mời", [("bot_command", 0, 6)]),
    ("gõ /lich@taphuan_bot nhé", [("bot_command", 3, 17)]),
    ("và/hoặc 7h30/8h00 a/b", []),
    ("xem https://vi.example/lich, nhé", [("url", 4, 23)]),
    ("gửi to@vi.example", [("email", 4, 13)]),
    ("📅 @co_lan #tap_huan", [("mention", 3, 7), ("hashtag", 11, 9)]),
    ("<code>/lich</code>", [("code", 0, 5)]),
    ('<a href="https://vi.example">/lich</a>', [("text_link", 0, 5)]),
]


@pytest.mark.parametrize(("source", "entities"), DETECTED, ids=[row[0] for row in DETECTED])
def test_commands_and_links_are_found_in_texts(source: str, entities: list[tuple[str, int, int]]) -> None:
    assert outline(read_text(source, "HTML").entities) == entities


TAGS = st.sampled_from(["b", "i", "u", "s", "code", "tg-spoiler", "blockquote"])
WORDS = st.text(alphabet="aăđ📅<>&\"' \n/@", max_size=8)
MARKED = st.recursive(
    WORDS.map(lambda text: escape(text, quote=False)),
    lambda inner: st.tuples(TAGS, st.lists(inner, max_size=3)).map(
        lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"
    ),
    max_leaves=8,
)


@given(MARKED)
def test_any_well_formed_markup_is_read_with_entities_inside_the_text(source: str) -> None:
    read = read_text(source, "HTML")
    assert read.text == read.text.strip()
    for entity in read.entities:
        assert 0 <= entity["offset"] < entity["offset"] + entity["length"] <= utf16_length(read.text)


@given(st.text(max_size=40) | st.text(alphabet='<>/b="& ', max_size=30))
def test_any_text_at_all_is_read_or_refused(source: str) -> None:
    try:
        read_text(source, "HTML")
    except BotApiError as refusal:
        assert refusal.code == 400


class _Visible(HTMLParser):
    """What a browser would show, and whether anything was in it that the renderer did not make."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.tags = "", set[str]()

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not [name for name, _ in attrs if name.startswith("on")]


OURS = {"b", "i", "u", "s", "code", "pre", "blockquote", "button", "a", "time"}
KINDS = st.sampled_from(["bold", "italic", "code", "pre", "blockquote", "spoiler", "text_link", "url", "bot_command"])
ENTITIES = st.lists(
    st.builds(
        lambda kind, offset, length, url: {"type": kind, "offset": offset, "length": length, "url": url},
        KINDS, st.integers(0, 20), st.integers(1, 20), st.sampled_from(["https://a", 'javascript:"x', '"><script>']),
    ),
    max_size=5,
)  # fmt: skip


@given(st.text(alphabet="aă📅<>&\"'/ script", max_size=30), ENTITIES)
def test_whatever_somebody_sends_the_page_shows_as_text(text: str, entities: list[Entity]) -> None:
    shown = _Visible()
    shown.feed(str(to_html(text, entities)))
    shown.close()
    assert shown.tags <= OURS
    if not any(entity["type"] in ("pre", "blockquote") for entity in entities) and utf16_length(text) == len(text):
        assert shown.text == text


def test_links_of_other_kinds_are_not_followed() -> None:
    link = {"type": "text_link", "offset": 0, "length": 1, "url": "javascript:alert(1)"}
    assert to_html("x", [link]) == "x"


def test_crossing_entities_are_closed_and_opened_again() -> None:
    crossing = [{"type": "bold", "offset": 0, "length": 2}, {"type": "italic", "offset": 1, "length": 2}]
    assert to_html("abc", crossing) == "<b>a<i>b</i></b><i>c</i>"


@given(MARKED)
def test_the_client_library_gets_the_same_words_back(source: str) -> None:
    read = read_text(source, "HTML")
    fields = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}, "text": read.text}
    message = Message.de_json({**fields, "entities": read.entities}, None)
    for entity, found in message.parse_entities().items():
        units = read.text.encode("utf-16-le")[entity.offset * 2 : (entity.offset + entity.length) * 2]
        assert found == units.decode("utf-16-le")
