"""A bot just large enough to bring everything the page can show onto it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from telegram import (
    BotCommand,
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.ext import Application, CallbackQueryHandler, CommandHandler, MessageHandler, filters

from bot.localchat.world import World
from tests.bot.localchat.test_with_python_telegram_bot import image

KEYBOARD = ReplyKeyboardMarkup(
    [["Lịch", "Địa điểm"], ["Điểm danh", "Tài liệu"], [KeyboardButton("Chia sẻ số", request_contact=True)]],
    resize_keyboard=True,
    is_persistent=True,
    input_field_placeholder="Hỏi em về lịch, địa điểm…",
)
DAY = "📅 <b>Thứ Bảy, 10/12/2022</b>\n7h30–11h00 · Hoạt động trải nghiệm tiếng Anh\n13h30–17h00 · Thực hành theo nhóm"
NEXT_DAY = "📅 <b>Chủ nhật, 11/12/2022</b>\n7h30–11h00 · Soạn hoạt động\n13h30–17h00 · Trình bày sản phẩm"


def navigation(back: bool) -> InlineKeyboardMarkup:
    to, label = ("day:1", "‹ Hôm trước") if back else ("day:2", "Hôm sau ›")
    return InlineKeyboardMarkup(
        [
            [InlineKeyboardButton(label, callback_data=to), InlineKeyboardButton("Nhắc em", callback_data="save")],
            [
                InlineKeyboardButton("Chép mã", copy_text=CopyTextButton("4821")),
                InlineKeyboardButton("Trang lịch", url="https://vi.example/lich"),
            ],
            [InlineKeyboardButton("Xin nghỉ buổi này", callback_data="leave", style="danger")],
        ]
    )


async def start(update: Update, _context: Any) -> None:
    assert update.message and update.effective_user
    name = update.effective_user.first_name
    await update.message.reply_text(
        f"Em chào cô <b>{name}</b>. Em nhắc lịch tập huấn, giúp điểm danh và trả lời thắc mắc.",
        parse_mode="HTML",
        reply_markup=KEYBOARD,
    )


async def answer(update: Update, _context: Any) -> None:
    message = update.message
    assert message
    if message.contact:
        await message.reply_text("Đã nhận số điện thoại, em cảm ơn cô.")
    elif message.document:
        await message.reply_text(f"Đã nhận tệp {message.document.file_name}.")
    elif message.text == "Địa điểm":
        await message.reply_venue(20.8449, 106.6881, "Trường THCS Hoa Sen", "12 đường Mẫu, quận Mẫu, Hải Phòng")
    elif message.text == "Tài liệu":
        await message.reply_document(b"BEGIN:VCALENDAR\nEND:VCALENDAR", filename="lịch tập huấn.ics")
        await message.reply_photo(image(320, 180), caption="Mã QR của lớp")
    elif message.text == "Điểm danh":
        await message.reply_html(
            "Chưa đến giờ điểm danh. <i>Mở lúc 7h00.</i>\n<blockquote>Còn 1 giờ 29 phút</blockquote>"
        )
    else:
        await message.reply_html(DAY, reply_markup=navigation(back=False), protect_content=True)


async def pressed(update: Update, _context: Any) -> None:
    query = update.callback_query
    assert query
    if query.data == "save":
        await query.answer("Đã lưu lời nhắc")
    elif query.data == "leave":
        await query.answer("Buổi này chưa nhận đơn xin nghỉ.", show_alert=True)
    else:
        await query.answer()
        text = NEXT_DAY if query.data == "day:2" else DAY
        await query.edit_message_text(text, parse_mode="HTML", reply_markup=navigation(query.data == "day:2"))


@asynccontextmanager
async def running(world: World, url: str) -> AsyncIterator[Application[Any, Any, Any, Any, Any, Any]]:
    """The bot polls this server while inside."""
    builder = Application.builder().token(world.bot.token).base_url(f"{url}/bot")
    application = builder.base_file_url(f"{url}/file/bot").build()
    application.add_handlers(
        [CommandHandler("start", start), CallbackQueryHandler(pressed), MessageHandler(filters.ALL, answer)]
    )
    async with application:
        await application.bot.set_my_commands([BotCommand("lich", "Lịch của tôi"), BotCommand("diadiem", "Địa điểm")])
        await application.start()
        assert application.updater
        await application.updater.start_polling()
        yield application
        await application.updater.stop()
        await application.stop()
