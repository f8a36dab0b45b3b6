"""The commands of docs/commands.md. Each loads what it needs when it is called, so that all of them start quickly."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

import typer

from bot import cli_house, cli_lists, console
from bot.cli_lists import Json
from bot.settings import load
from handlers.wording import commands as words
from training.plan import ZONE

app = typer.Typer(
    name="taphuan",
    help="Tập huấn: lịch, nhắc lịch và điểm danh tập huấn giáo viên.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for group in cli_lists.GROUPS:
    app.add_typer(group, rich_help_panel=None)
app.command("report", help="Báo cáo → .xlsx .csv .docx .pdf")(cli_lists.report)
app.command("template", help="Tệp mẫu .xlsx: people, roster, plan")(cli_lists.template)
app.command("cards", help="Thẻ mời có mã QR của một đơn vị → .pdf")(cli_lists.cards)
for name, command in cli_house.COMMANDS.items():
    app.command(name, help=command.__doc__)(command)


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 done, 1 the input was at fault, 2 wrong usage, 3 a mistake of ours with its reference number."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a terminal in another encoding stops nothing
    try:
        app(None if arguments is None else list(arguments), prog_name="python -m bot")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except Exception as error:
        return console.tell(error)
    return 0


def moment(text: str) -> datetime:
    """An ISO date and time; without a zone it is Asia/Ho_Chi_Minh's."""
    try:
        value = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(words.no_moment(console.speak(), text)) from error
    return value if value.tzinfo else value.replace(tzinfo=ZONE)


Now = Annotated[datetime | None, typer.Option("--now", parser=moment, metavar="ISO", help="thời điểm giả định")]


@app.command(help="Chạy bot (không có token: trò chuyện thử)")
def run() -> None:
    from bot.run import main as run_main

    raise typer.Exit(run_main())


@app.command(help="Diễn lại kế hoạch A trong vài giây")
def demo() -> None:
    from bot.demo import main as demo_main

    raise typer.Exit(demo_main())


@app.command(help="Bot sẽ trả lời một người thế nào; không lưu gì")
def ask(
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    person: Annotated[str, typer.Option("--as", metavar="PERSON_CODE", help="mã người hỏi")],
    now: Now = None,
    as_json: Json = False,
) -> None:
    from bot.ask import NoSuchPerson
    from bot.ask import ask as asked

    with console.opened() as (settings, database):
        try:
            answer = asked(database, text, person, console.now_of(settings, now), settings.operator)
        except NoSuchPerson as unknown:
            raise console.Fault(words.no_person(console.speak(), person)) from unknown
    if as_json:
        console.say_json(answer)
    else:
        console.say(words.answer(answer["replies"]))


@app.command(help="Mỗi dòng vào một câu, mỗi dòng ra một JSON")
def understand(
    now: Now = None,
    jsonl: Annotated[bool, typer.Option("--jsonl", help='dòng vào là {"id", "text"}')] = False,
) -> None:
    from bot.understanding import understood

    when = now or console.now_of(load())
    lines = (line.decode("utf-8", "replace") for line in sys.stdin.buffer)
    for answer in understood(lines, when, jsonl=jsonl):
        console.say(answer)
