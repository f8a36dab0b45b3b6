"""TAPHUAN_… settings from the environment or a .env file, each checked; secrets do not print."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from training.plan import ZONE
from training.reminders import QuietHours

PLATFORMS = ("telegram", "zalo")


class Settings(BaseSettings):
    """One attribute per TAPHUAN_ variable; docs/settings.md lists them."""

    model_config = SettingsConfigDict(
        env_prefix="TAPHUAN_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    database_url: str = "sqlite+aiosqlite:///data/taphuan.db"
    telegram_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    zalo_token: SecretStr | None = None
    zalo_api_url: str = "https://bot-api.zaloplatforms.com"
    web_listen: str = "127.0.0.1:8080"
    public_url: str | None = None
    webhook_secret: SecretStr | None = None
    admins: Annotated[tuple[tuple[str, str], ...], NoDecode] = ()
    timezone: str = "Asia/Ho_Chi_Minh"
    send_rate: Annotated[float, Field(gt=0, le=1_000_000)] = 30.0
    in_flight: Annotated[int, Field(ge=1, le=100)] = 3
    quiet_hours: Annotated[QuietHours, NoDecode] = QuietHours()
    now: datetime | None = None
    speed: Annotated[float, Field(ge=0)] = 1.0
    operator: str = "Ban tổ chức tập huấn"  # who runs the bot, shown at first contact

    @field_validator("admins", mode="before")
    @classmethod
    def _admins(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        pairs = [part.strip().partition(":") for part in value.split(",") if part.strip()]
        if any(platform.strip() not in PLATFORMS or not address.strip() for platform, _, address in pairs):
            raise ValueError("expected telegram:1001,zalo:abc")
        return tuple((platform.strip(), address.strip()) for platform, _, address in pairs)

    @field_validator("quiet_hours", mode="before")
    @classmethod
    def _quiet(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        try:
            return QuietHours.parse(value.replace("–", "-"))
        except ValueError as error:
            raise ValueError("expected HH:MM-HH:MM such as 21:30-06:00") from error

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: str) -> str:
        if value.partition("://")[0].partition("+")[0] not in ("sqlite", "postgresql") or "://" not in value:
            raise ValueError("expected sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
        return value

    @field_validator("telegram_api_url", "zalo_api_url", "public_url")
    @classmethod
    def _address(cls, value: str | None) -> str | None:
        if value and not re.fullmatch(r"https?://[^\s/]+(/\S*)?", value):
            raise ValueError("expected an address such as https://taphuan.example.vn")
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("expected 1 to 256 letters, digits, _ and -")
        return value

    @field_validator("now")
    @classmethod
    def _now(cls, value: datetime | None) -> datetime | None:
        return value.replace(tzinfo=ZONE) if value and value.tzinfo is None else value

    @field_validator("timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"no such time zone: {value}") from error
        return value

    @field_validator("web_listen")
    @classmethod
    def _listen(cls, value: str) -> str:
        host, _, port = value.rpartition(":")
        if not host or not port.isdecimal() or int(port) > 65535:
            raise ValueError("expected HOST:PORT such as 127.0.0.1:8080")
        return value

    @model_validator(mode="after")
    def _webhooks_need_a_secret(self) -> Self:
        if self.webhook_secret and not self.public_url:
            raise ValueError("TAPHUAN_WEBHOOK_SECRET: needs TAPHUAN_PUBLIC_URL as well")
        return self

    @property
    def host(self) -> str:
        return self.web_listen.rpartition(":")[0].strip("[]")

    @property
    def port(self) -> int:
        return int(self.web_listen.rpartition(":")[2])

    @property
    def uses_webhooks(self) -> bool:
        return bool(self.webhook_secret and self.public_url)


class SettingsAtFault(Exception):
    """One line a wrong setting, without the values of secrets."""


def load() -> Settings:
    """From the environment and .env. Raises SettingsAtFault listing everything that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        lines = [_line(item["loc"], item["msg"]) for item in error.errors(include_input=False)]
        raise SettingsAtFault("\n".join(lines)) from error


def _line(location: tuple[int | str, ...], said: str) -> str:
    """What concerns several settings names them itself."""
    told = said.removeprefix("Value error, ")
    return f"TAPHUAN_{str(location[0]).upper()}: {told}" if location else told
