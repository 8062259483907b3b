"""Read the settings: CCHC_* variables or a .env file, here and nowhere else."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

import corpus
from prompts import say

PREFIX = "CCHC_"
SAMPLES = Path(corpus.__file__).parent / "samples"
DATABASE_SCHEME = "postgresql+psycopg://"
#: A longer question is no question; the limit is the same for every way of asking.
QUESTION_LIMIT = 4000
#: Written with commas between: a.gov.vn, b.gov.vn.
Names = Annotated[tuple[str, ...], NoDecode]
#: "0" for no limit.
Rate = Annotated[str, Field(pattern=r"^(?:0|[1-9]\d{0,6}/(?:second|minute|hour|day))$")]


class SettingsError(Exception):
    """Settings that cannot be used; `problems` says which and why, in Vietnamese."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class Settings(BaseSettings):
    """Everything a person can choose, with the choice made where he does not."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
    )

    reports_dir: Path = SAMPLES
    data_dir: Path = Path(".cchc")
    database_url: str = ""
    embedding_model: str = ""
    llm_base_url: str = ""
    llm_model: str = ""
    llm_api_key: SecretStr = SecretStr("")
    admin_key: SecretStr = SecretStr("")
    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8000
    read_seconds: Annotated[float, Field(gt=0)] = 300
    read_megabytes: Annotated[int, Field(ge=256)] = 2048
    workers: Annotated[int, Field(ge=1, le=64)] = 1
    anonymous: bool | None = None  # None: only where nobody but this machine can reach the server
    allowed_hosts: Names = ()
    cors_origins: Names = ()
    rate_key: Rate = "600/minute"
    rate_address: Rate = "300/minute"
    concurrency: Annotated[int, Field(ge=0, le=256)] = 0  # 0: one for each processor core
    queue: Annotated[int, Field(ge=0, le=10_000)] = 100
    queue_seconds: Annotated[float, Field(gt=0, le=600)] = 10
    answer_seconds: Annotated[float, Field(gt=0, le=600)] = 30
    log_level: Literal["debug", "info", "warning", "error"] | None = None
    log_questions: bool = True
    audit_days: Annotated[int, Field(ge=0, le=36_500)] = 365
    audit_commands: bool = True  # what `cchc ask` is asked, too

    @property
    def is_open(self) -> bool:
        """Tell whether questions may be asked without a key."""
        return self.is_private if self.anonymous is None else self.anonymous

    @property
    def is_private(self) -> bool:
        """Tell whether the server can be reached from this machine alone."""
        return self.host == "localhost" or self.host == "::1" or self.host.startswith("127.")

    @field_validator("allowed_hosts", "cors_origins", mode="before")
    @classmethod
    def _listed(cls, given: object) -> object:
        return tuple(re.split(r"[,\s]+", given.strip(", \t\n"))) if isinstance(given, str) else given

    @field_validator("cors_origins")
    @classmethod
    def _origins(cls, origins: tuple[str, ...]) -> tuple[str, ...]:
        for origin in origins:
            if not re.fullmatch(r"https?://[\w.-]+(?::\d+)?", origin):
                raise ValueError(origin)
        return origins

    @field_validator("reports_dir", "data_dir")
    @classmethod
    def _expand(cls, path: Path) -> Path:
        return path.expanduser()

    @field_validator("database_url")
    @classmethod
    def _known_database(cls, url: str) -> str:
        if url and not url.startswith(DATABASE_SCHEME):
            raise ValueError(url)
        return url

    @field_validator("llm_base_url")
    @classmethod
    def _web_address(cls, url: str) -> str:
        if url and not url.startswith(("http://", "https://")):
            raise ValueError(url)
        return url.rstrip("/")

    @model_validator(mode="after")
    def _llm_whole(self) -> Settings:
        if self.llm_base_url and not self.llm_model:
            raise ValueError("llm")
        return self


def load_settings(**overrides: object) -> Settings:
    """Return the settings in force; what is given here wins over the environment."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        raise SettingsError([_problem(e["loc"], e["input"]) for e in error.errors()]) from error
    except (UnicodeDecodeError, OSError) as error:
        raise SettingsError([say("cli.bad_env_file", reason=error)]) from error


def unknown_variables() -> list[str]:
    """Return CCHC_* variables that no setting reads: most likely misspelt."""
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    return sorted(name for name in os.environ if name.startswith(PREFIX) and name.upper() not in known)


def _problem(location: tuple[int | str, ...], given: object) -> str:
    if not location:
        return say("cli.bad_llm")
    name = str(location[0])
    return say(
        "cli.bad_setting",
        setting=PREFIX + name.upper(),
        # A database address holds a password.
        value=re.sub(r"://[^@/]*@", "://…@", str(given)),
        expected=say(f"cli.expected_{name}"),
    )
