"""TAPHUAN_… settings from the environment or a .env file, each checked; secrets do not print."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from training.plan import ZONE
from training.reminders import QuietHours


class Settings(BaseSettings):
    """One attribute per TAPHUAN_ variable; docs/settings.md lists them."""

    model_config = SettingsConfigDict(env_prefix="TAPHUAN_", env_file=".env", extra="ignore", frozen=True)

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
    send_rate: Annotated[float, Field(gt=0, le=1000)] = 30.0
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
        if any(not platform or not address for platform, _, address in pairs):
            raise ValueError("expected telegram:1001,zalo:abc")
        return tuple((platform, address) for platform, _, address in pairs)

    @field_validator("quiet_hours", mode="before")
    @classmethod
    def _quiet(cls, value: object) -> object:
        return QuietHours.parse(value) if isinstance(value, str) else value

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

    @field_validator("telegram_token", "zalo_token", "public_url", "webhook_secret", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object) -> object:
        return None if value == "" else value

    @model_validator(mode="after")
    def _webhooks_need_a_secret(self) -> Self:
        if self.webhook_secret and not self.public_url:
            raise ValueError("TAPHUAN_WEBHOOK_SECRET needs TAPHUAN_PUBLIC_URL as well")
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
        lines = [f"{_variable(item['loc'])}: {item['msg']}" for item in error.errors(include_input=False)]
        raise SettingsAtFault("\n".join(lines)) from error


def _variable(location: tuple[int | str, ...]) -> str:
    return f"TAPHUAN_{str(location[0]).upper()}" if location else "TAPHUAN_…"
