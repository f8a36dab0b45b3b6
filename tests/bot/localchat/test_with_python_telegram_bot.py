"""Every method through the real client library: what it sends is understood, what it gets back it can parse."""

from __future__ import annotations

import io
from datetime import datetime

import pytest
from PIL import Image
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    KeyboardButton,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden, InvalidToken
from telegram.ext import Application, CommandHandler

from bot.localchat.chats import Place, Toast
from bot.localchat.people import NoSuchButton, Person
from bot.localchat.world import World
from tests.bot.localchat.conftest import NOON, client

YES_NO = InlineKeyboardMarkup(
    [[InlineKeyboardButton("Có", callback_data="yes:1"), InlineKeyboardButton("Không", callback_data="no:1")]]
)


def image(width: int = 40, height: int = 30) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(buffer, "PNG")
    return buffer.getvalue()


async def test_it_knows_itself(ptb: Bot, world: World) -> None:
    me = await ptb.get_me()
    assert (me.id, me.username, me.is_bot) == (world.bot.id, "taphuan_bot", True)


async def test_a_message_is_parsed_and_dated_by_the_clock_of_the_world(ptb: Bot, lan: Person) -> None:
    sent = await ptb.send_message(
        1001, "<b>Lịch</b> của <i>cô Lan</i> &amp; tổ", parse_mode="HTML", protect_content=True
    )
    assert sent.text == "Lịch của cô Lan & tổ"
    assert sent.text_html == "<b>Lịch</b> của <i>cô Lan</i> &amp; tổ"
    assert sent.date == NOON and sent.has_protected_content
    assert lan.last.text == sent.text and lan.last.is_protected


async def test_a_person_writes_and_the_update_carries_it(ptb: Bot, lan: Person) -> None:
    lan.starts("mời_7F")
    lan.says("khi nào tôi học? /lich https://vi.example/a")
    first, second = await ptb.get_updates()
    assert first.message and first.message.text == "/start mời_7F"
    assert [(e.type, e.offset, e.length) for e in first.message.entities] == [("bot_command", 0, 6)]
    assert second.message and second.effective_user and second.effective_user.language_code == "vi"
    assert [e.type for e in second.message.entities] == ["bot_command", "url"]
    assert second.update_id == first.update_id + 1


async def test_a_shared_contact_names_its_account(ptb: Bot, lan: Person, minh: Person) -> None:
    lan.shares_contact()
    lan.shares_contact_of(minh)
    lan.shares_contact(forwarded=True)
    own, foreign, forwarded = [update.message for update in await ptb.get_updates()]
    assert own and own.contact and (own.contact.user_id, own.contact.phone_number) == (1001, "84900000001")
    assert foreign and foreign.contact and foreign.contact.user_id == 1002
    assert forwarded and forwarded.forward_origin is not None


async def test_files_places_and_photos_come_in(ptb: Bot, lan: Person) -> None:
    lan.sends_file("danh sách.xlsx", b"PK\x03\x04 rows", caption="nhờ nhập giúp")
    lan.sends_location(20.86, 106.68)
    lan.sends_photo(image())
    document, location, photo = [update.message for update in await ptb.get_updates()]
    assert document and document.document and document.document.file_name == "danh sách.xlsx"
    assert document.caption == "nhờ nhập giúp"
    file = await ptb.get_file(document.document.file_id)
    assert bytes(await file.download_as_bytearray()) == b"PK\x03\x04 rows"
    assert location and location.location and location.location.latitude == 20.86
    assert photo and photo.photo[-1].width == 40


async def test_an_edited_message_and_a_block_are_told(ptb: Bot, lan: Person) -> None:
    lan.edits(lan.says("lịhc"), "lịch")
    lan.blocks_bot()
    lan.unblocks_bot()
    _, edited, blocked, back = await ptb.get_updates()
    assert edited.edited_message and edited.edited_message.text == "lịch"
    assert blocked.my_chat_member and blocked.my_chat_member.new_chat_member.status == "kicked"
    assert back.my_chat_member and back.my_chat_member.new_chat_member.status == "member"


async def test_a_button_is_pressed_and_answered(ptb: Bot, lan: Person) -> None:
    await ptb.send_message(1001, "Thầy cô dự chứ ạ?", reply_markup=YES_NO)
    assert lan.last.labels == ["Có", "Không"]
    lan.presses("Có")
    (update,) = await ptb.get_updates()
    query = update.callback_query
    assert query and query.data == "yes:1" and query.message and query.message.message_id == lan.last.id
    assert await query.answer("đã lưu", show_alert=True)
    assert await lan.sees_toast() == Toast("đã lưu", True)
    with pytest.raises(BadRequest, match="too old"):
        await query.answer("lần hai")


async def test_a_payload_that_was_never_offered_arrives_all_the_same(ptb: Bot, lan: Person) -> None:
    await ptb.send_message(1001, "a")
    lan.sends_payload("delete:everything")
    (update,) = await ptb.get_updates()
    assert update.callback_query and update.callback_query.data == "delete:everything"


async def test_nobody_presses_a_button_that_is_not_there(ptb: Bot, lan: Person) -> None:
    await ptb.send_message(1001, "?", reply_markup=YES_NO)
    with pytest.raises(NoSuchButton, match="Có"):
        lan.presses("Có lẽ")


async def test_the_keyboard_below_writes_or_shares(ptb: Bot, lan: Person) -> None:
    keyboard = ReplyKeyboardMarkup([["Lịch", "Hỏi"], [KeyboardButton("Chia sẻ số", request_contact=True)]])
    await ptb.send_message(1001, "Mời chọn", reply_markup=keyboard)
    assert lan.keyboard == [["Lịch", "Hỏi"], ["Chia sẻ số"]] == lan.last.keyboard
    lan.presses("Hỏi")
    lan.presses("Chia sẻ số")
    asked, shared = [update.message for update in await ptb.get_updates()]
    assert asked and asked.text == "Hỏi"
    assert shared and shared.contact and shared.contact.user_id == 1001
    await ptb.send_message(1001, "Cảm ơn", reply_markup=ReplyKeyboardRemove())
    assert lan.keyboard == []


async def test_a_document_a_photo_a_venue_a_location_and_a_contact_go_out(ptb: Bot, lan: Person) -> None:
    document = await ptb.send_document(1001, b"BEGIN:VCALENDAR", filename="lịch.ics", caption="<b>Lịch</b>",
                                       parse_mode="HTML", reply_markup=YES_NO)  # fmt: skip
    assert document.document and document.document.mime_type == "text/calendar"
    assert (lan.last.document, lan.last.text, lan.last.labels) == ("lịch.ics", "Lịch", ["Có", "Không"])
    again = await ptb.send_document(1001, document.document.file_id)
    assert again.document and again.document.file_name == "lịch.ics"
    photo = await ptb.send_photo(1001, image(), caption="QR")
    assert (photo.photo[0].width, photo.photo[0].height) == (40, 30)
    await ptb.send_venue(1001, 20.85, 106.69, "Trường THPT Hoa Sen", "12 đường Mẫu, Hải Phòng")
    assert lan.last.venue == Place("Trường THPT Hoa Sen", "12 đường Mẫu, Hải Phòng", 20.85, 106.69)
    location = await ptb.send_location(1001, 20.85, 106.69)
    assert location.location and location.location.longitude == 106.69
    contact = await ptb.send_contact(1001, "+84900000009", "Ban tổ chức")
    assert contact.contact and contact.contact.first_name == "Ban tổ chức"
    assert [message.kind for message in lan.heard] == [
        "document", "document", "photo", "venue", "location", "contact",
    ]  # fmt: skip


async def test_messages_change_in_place(ptb: Bot, lan: Person) -> None:
    sent = await ptb.send_message(1001, "Buổi 1", reply_markup=YES_NO)
    edited = await ptb.edit_message_text("Buổi <u>2</u>", 1001, sent.message_id, parse_mode="HTML")
    assert not isinstance(edited, bool) and edited.edit_date == NOON
    assert (lan.last.text, lan.last.labels, lan.last.is_edited) == ("Buổi 2", [], True)
    await ptb.edit_message_reply_markup(1001, sent.message_id, reply_markup=YES_NO)
    assert lan.last.labels == ["Có", "Không"]
    with pytest.raises(BadRequest, match="Message is not modified"):
        await ptb.edit_message_reply_markup(1001, sent.message_id, reply_markup=YES_NO)


async def test_captions_and_media_change_in_place(ptb: Bot, lan: Person) -> None:
    sent = await ptb.send_document(1001, b"1", filename="một.txt", caption="bản một")
    await ptb.edit_message_caption(1001, sent.message_id, caption="bản hai")
    assert (lan.last.text, lan.last.document) == ("bản hai", "một.txt")
    media = InputMediaDocument(b"2", caption="bản ba", filename="hai.txt")
    await ptb.edit_message_media(media, 1001, sent.message_id)
    assert (lan.last.text, lan.last.document) == ("bản ba", "hai.txt")
    with pytest.raises(BadRequest, match="no text in the message"):
        await ptb.edit_message_text("x", 1001, sent.message_id)


async def test_messages_are_copied_forwarded_pinned_and_deleted(ptb: Bot, lan: Person, minh: Person) -> None:
    sent = await ptb.send_message(1001, "<b>Thông báo</b>", parse_mode="HTML")
    copied = await ptb.copy_message(1002, 1001, sent.message_id, reply_markup=YES_NO)
    assert minh.last.id == copied.message_id
    assert (minh.last.text, minh.last.entities[0]["type"], minh.last.labels) == (
        "Thông báo", "bold", ["Có", "Không"],
    )  # fmt: skip
    forwarded = await ptb.forward_message(1002, 1001, sent.message_id)
    assert forwarded.forward_origin and forwarded.forward_origin.type == "user"
    assert await ptb.pin_chat_message(1002, copied.message_id)
    full = await ptb.get_chat(1002)
    assert full.pinned_message and full.pinned_message.message_id == copied.message_id
    assert await ptb.delete_message(1002, copied.message_id)
    assert [message.id for message in minh.heard] == [forwarded.message_id]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await ptb.delete_message(1002, copied.message_id)


async def test_a_reply_shows_what_it_answers(ptb: Bot, lan: Person) -> None:
    asked = lan.says("ở đâu?")
    answer = await ptb.send_message(1001, "Hội trường", reply_parameters=ReplyParameters(asked.id))
    assert answer.reply_to_message and answer.reply_to_message.text == "ở đâu?"
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await ptb.send_message(1001, "x", reply_parameters=ReplyParameters(999))


async def test_the_command_menu_depends_on_scope_and_language(ptb: Bot, lan: Person, minh: Person) -> None:
    await ptb.set_my_commands([BotCommand("lich", "Xem lịch")], BotCommandScopeAllPrivateChats())
    await ptb.set_my_commands([BotCommand("schedule", "My days")], BotCommandScopeAllPrivateChats(), language_code="en")
    await ptb.set_my_commands([BotCommand("diemdanh", "Mở điểm danh")], BotCommandScopeChat(1002))
    assert lan.commands == [("lich", "Xem lịch")]
    assert minh.commands == [("diemdanh", "Mở điểm danh")]
    lan.describe(language="en")
    assert lan.commands == [("schedule", "My days")]
    assert await ptb.delete_my_commands(BotCommandScopeChat(1002))
    assert minh.commands == [("lich", "Xem lịch")]
    assert await ptb.get_my_commands(BotCommandScopeChat(1002)) == ()
    with pytest.raises(BadRequest, match=r"(?i)bot_command_invalid"):
        await ptb.set_my_commands([BotCommand("Lịch", "x")])


async def test_the_profile_can_be_set(ptb: Bot, lan: Person) -> None:
    assert await ptb.set_my_name("Tập huấn")
    assert (await ptb.get_my_name()).name == "Tập huấn"
    assert await ptb.set_my_description("Bạn đồng hành", language_code="vi")
    assert (await ptb.get_my_description("vi")).description == "Bạn đồng hành"
    assert await ptb.set_my_short_description("ngắn")
    assert await ptb.set_chat_menu_button(1001, MenuButtonCommands())
    assert (await ptb.get_chat_menu_button(1001)).type == "commands"
    assert await ptb.send_chat_action(1001, "typing")
    assert await ptb.log_out() and await ptb.close()


async def test_a_bot_in_a_group_hears_and_answers(ptb: Bot, world: World, lan: Person) -> None:
    group = world.group("-500", "Tổ Tự nhiên")
    lan.says("/lich", chat=group)
    (update,) = await ptb.get_updates()
    assert update.effective_chat and (update.effective_chat.id, update.effective_chat.type) == (-500, "group")
    await ptb.send_message(-500, "Thứ Bảy, 7h30")
    assert [message.text for message in group.messages.values()] == ["/lich", "Thứ Bảy, 7h30"]


REFUSED_TEXTS = [
    ("only spaces", " \n ", "HTML", "[Tt]ext must be non-empty"),
    ("one code point too many", "ă" * 4097, None, "Message is too long"),
    ("too many once markup is read", "<b>" + "ă" * 4097 + "</b>", "HTML", "Message is too long"),
    ("a tag that is none", "<font>x</font>", "HTML", 'Unsupported start tag "font" at byte offset 0'),
    ("a tag never closed", "ă <b>x", "HTML", 'Can\'t find end tag corresponding to start tag "b"'),
    ("tags crossed", "<b><i>x</b></i>", "HTML", 'at byte offset 7, expected "</i>", found "</b>"'),
    ("a stray end", "x</b>", "HTML", "Unexpected end tag at byte offset 1"),
    ("a less-than sign left bare", "2 < 3", "HTML", 'Unsupported start tag ""'),
    ("an unknown mode", "x", "Markdown3", "nsupported parse_mode"),
]


@pytest.mark.parametrize(("case", "text", "mode", "reason"), REFUSED_TEXTS, ids=[row[0] for row in REFUSED_TEXTS])
async def test_a_text_is_refused(ptb: Bot, lan: Person, case: str, text: str, mode: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await ptb.send_message(1001, text, parse_mode=mode)
    assert lan.heard == []


async def test_a_text_as_long_as_may_be_is_taken(ptb: Bot, lan: Person) -> None:
    longest = "<b>" + "ă&amp;" * 2048 + "</b>"
    assert len((await ptb.send_message(1001, longest, parse_mode="HTML")).text or "") == 4096


BUTTONS = [
    ("64 bytes", InlineKeyboardButton("x", callback_data="a" * 64), None),
    ("65 bytes", InlineKeyboardButton("x", callback_data="a" * 65), "[Bb]utton_data_invalid|BUTTON_DATA_INVALID"),
    ("33 letters of two bytes", InlineKeyboardButton("x", callback_data="đ" * 33), "BUTTON_DATA_INVALID"),
    ("no label", InlineKeyboardButton(" ", callback_data="a"), "must be non-empty"),
    ("a web address", InlineKeyboardButton("x", url="https://vi.example/map"), None),
    ("an address of no kind", InlineKeyboardButton("x", url="banana"), "[Ww]rong http url"),
]


@pytest.mark.parametrize(("case", "button", "reason"), BUTTONS, ids=[row[0] for row in BUTTONS])
async def test_buttons_are_checked(
    ptb: Bot, lan: Person, case: str, button: InlineKeyboardButton, reason: str | None
) -> None:
    sending = ptb.send_message(1001, "x", reply_markup=InlineKeyboardMarkup([[button]]))
    if reason is None:
        assert (await sending).reply_markup
        return
    with pytest.raises(BadRequest, match=f"(?i){reason}"):
        await sending


async def test_who_cannot_be_written_to_is_forbidden(ptb: Bot, world: World, lan: Person, minh: Person) -> None:
    lan.blocks_bot()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await ptb.send_message(1001, "x")
    minh.deactivates()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await ptb.send_message(1002, "x")
    world.person("1003", opened=False)
    with pytest.raises(Forbidden, match="can't initiate conversation"):
        await ptb.send_message(1003, "x")
    with pytest.raises(BadRequest, match="Chat not found"):
        await ptb.send_message(4040, "x")
    assert world.refused == {403: 3, 400: 1}


async def test_a_wrong_token_and_an_unknown_method_are_refused(ptb: Bot, world: World, url: str) -> None:
    for token in ("7000000001:wrong", "nonsense"):
        stranger = client(world, url, token)
        with pytest.raises(InvalidToken):
            await stranger.initialize()
        await stranger.shutdown()
    with pytest.raises(Exception, match=r"(?i)endpoint .* not found"):
        await ptb.do_api_request("sendTelepathy")


async def test_two_bots_live_side_by_side(ptb: Bot, world: World, url: str, lan: Person) -> None:
    other = world.add_bot("7000000002:other", "khac_bot", "Khác")
    async with client(world, url, other.token) as second:
        await second.send_message(1001, "chào từ bot kia")
    assert lan.chat == [] and lan.to(other).last.text == "chào từ bot kia"


async def test_a_whole_application_runs_on_it(world: World, url: str, lan: Person) -> None:
    async def greet(update, context) -> None:  # type: ignore[no-untyped-def]
        await update.message.reply_text(f"Chào cô {update.effective_user.first_name}")

    builder = Application.builder().token(world.bot.token).base_url(f"{url}/bot")
    application = builder.base_file_url(f"{url}/file/bot").build()
    application.add_handler(CommandHandler("start", greet))
    async with application:
        await application.start()
        assert application.updater
        await application.updater.start_polling()
        assert (await lan.asks("/start")).text == "Chào cô Lan"
        assert lan.last.sent_at == datetime.fromtimestamp(NOON.timestamp(), NOON.tzinfo)
        await application.updater.stop()
        await application.stop()
