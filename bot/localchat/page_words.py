"""What the chat page itself says, around the messages: Vietnamese first, English on request."""

from __future__ import annotations

from datetime import datetime

from handlers.wording import dates
from handlers.wording.language import speaker
from training.plan import ZONE

LANGUAGES = ("vi", "en")

WORDS: dict[str, tuple[str, str]] = {
    "title": ("Tập huấn · Trò chuyện trên máy này", "Tập huấn · Chat on this machine"),
    "subtitle": ("Trò chuyện trên máy này", "Chat on this machine"),
    "skip": ("Tới cuộc trò chuyện", "Skip to the chats"),
    "clock": ("Giờ của chương trình", "The program's time"),
    "on_10": ("+10 phút", "+10 min"),
    "on_60": ("+1 giờ", "+1 h"),
    "on_next": ("Việc kế tiếp ⏭", "Next due ⏭"),
    "on_next_hint": ("Tới lúc có tin nhắc kế tiếp", "To the moment of the next message due"),
    "language": ("Ngôn ngữ của trang", "Language of this page"),
    "theme": ("Đổi nền sáng, tối", "Switch light and dark"),
    "roles": ("Vai", "Roles"),
    "teacher": ("Giáo viên", "Teacher"),
    "trainer": ("Giảng viên", "Trainer"),
    "organizer": ("Ban tổ chức", "Organizer"),
    "be": ("Đóng vai", "Be"),
    "nobody": ("Chưa có người mẫu nào cho vai này.", "There is no example person for this role yet."),
    "empty": ("Chưa có tin nhắn nào.", "Nothing has been said yet."),
    "empty_hint": (
        "Bấm Bắt đầu để gặp trợ lý tập huấn.",
        "Press Start to meet the training assistant.",
    ),
    "start": ("Bắt đầu", "Start"),
    "messages": ("Tin nhắn", "Messages"),
    "write": ("Nhắn tin…", "Write a message…"),
    "send": ("Gửi", "Send"),
    "attach": ("Gửi tệp", "Send a file"),
    "commands": ("Các lệnh", "Commands"),
    "no_commands": ("Chưa có lệnh nào.", "There are no commands yet."),
    "keyboard": ("Ẩn, hiện bàn phím", "Show or hide the keyboard"),
    "more": ("Việc khác", "More"),
    "share_contact": ("Chia sẻ số điện thoại", "Share phone number"),
    "block": ("Chặn trợ lý", "Block the bot"),
    "unblock": ("Bỏ chặn trợ lý", "Unblock the bot"),
    "blocked": ("Người này đã chặn trợ lý.", "This person has blocked the bot."),
    "edited": ("đã sửa", "edited"),
    "protected": ("không chuyển tiếp", "protected"),
    "directions": ("Chỉ đường", "Directions"),
    "location": ("Vị trí", "Location"),
    "contact": ("Danh bạ", "Contact"),
    "download": ("Tải về", "Download"),
    "copied": ("Đã chép", "Copied"),
    "gone": ("Nút này không còn nữa.", "This button is gone."),
    "failed": ("Chưa gửi được. Thầy cô thử lại.", "This was not sent. Please try again."),
    "too_big": ("Tệp lớn quá 20 MB.", "The file is over 20 MB."),
    "typing": ("đang soạn…", "is typing…"),
    "lost": ("Mất kết nối, đang nối lại…", "Connection lost, trying again…"),
    "close": ("Đóng", "Close"),
    "photo": ("Ảnh", "Photo"),
    "forwarded": ("Được chuyển tiếp", "Forwarded"),
}


class Words:
    """The words of one language: `words["send"]`; `words.day(moment)`. Iterates over none."""

    def __init__(self, language: str) -> None:
        self.language = language if language in LANGUAGES else LANGUAGES[0]
        self._column = LANGUAGES.index(self.language)

    def __getitem__(self, name: str) -> str:
        return WORDS[name][self._column]

    def day(self, moment: datetime) -> str:
        """ "Thứ Sáu, 09/12/2022"."""
        return dates.Day(speaker(self.language), moment.astimezone(ZONE).date())

    def hour(self, moment: datetime) -> str:
        """ "19:05", as chats show it."""
        return f"{moment.astimezone(ZONE):%H:%M}"

    def clock(self, moment: datetime) -> str:
        """ "Thứ Sáu, 09/12/2022, 19:05:30"."""
        return f"{self.day(moment)}, {moment.astimezone(ZONE):%H:%M:%S}"

    def for_script(self) -> dict[str, str]:
        """Those that the browser shows by itself."""
        return {name: self[name] for name in ("copied", "gone", "failed", "too_big", "typing", "lost")}
