"""The documents say what the program says: settings, commands, options, folders, and the deployment file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.main import get_command

from bot.cli.program import program
from bot.commands import COMMANDS
from bot.settings import SETTINGS, Settings
from ml.errors import BadInput


def read(root: Path, name: str) -> str:
    return (root / name).read_text(encoding="utf-8")


def rows(text: str, heading: str) -> list[list[str]]:
    """The cells of the table whose header begins with this word."""
    table = re.search(rf"^\| {heading} \|.*\n\|[ -|]*\n((?:\|.*\n?)*)", text, re.MULTILINE)
    assert table, f"no table of {heading}"
    return [[cell.strip() for cell in line.strip("|\n").split(" | ")] for line in table[1].splitlines()]


def commands() -> Iterator[tuple[str, Any]]:
    """Every command with its group's name before it."""
    group: Any = get_command(program)
    for name, command in group.commands.items():
        for inner, its in getattr(command, "commands", {"": command}).items():
            yield f"{name} {inner}".strip(), its


def arguments(command: Any) -> list[str]:
    return [one.metavar or one.name.upper() for one in command.params if one.param_type_name == "argument"]


def options(command: Any) -> set[str]:
    found = [one for one in command.params if one.param_type_name == "option"]
    return {name.strip() for one in found for name in (*one.opts, *one.secondary_opts) if name.strip()} - {
        "--help"
    }


def test_every_setting_is_in_the_docs(root: Path) -> None:
    told = {row[0]: row[1:] for row in rows(read(root, "docs/settings.md"), "setting")}
    assert told == {
        f"`{setting.name}`": [f"`{setting.default}`" if setting.default else "–", setting.meaning]
        for setting in SETTINGS
    }


def test_every_command_is_in_the_docs(root: Path) -> None:
    told = {row[0].strip("`"): row[1:] for row in rows(read(root, "docs/commands.md"), "command")}
    known = {" ".join([name, *arguments(command)]): command for name, command in commands()}
    assert told.keys() == known.keys()
    for name, (listed, meaning) in told.items():
        assert set(re.findall(r"`(--[\w-]+)`", listed)) == options(known[name]), name
        assert meaning == " ".join(known[name].help.split("\n\n")[0].split()), name


def test_the_readme_names_every_command(root: Path) -> None:
    told = {
        name.strip("`") for row in rows(read(root, "README.md"), "command") for name in row[0].split(", ")
    }
    assert told == {name.split()[0] for name, _ in commands()}


def test_the_readme_names_every_slash_command(root: Path) -> None:
    told = {row[0].strip("`").split()[0] for row in rows(read(root, "README.md"), "in Slack")}
    assert told == {command.name for command in COMMANDS}


def test_every_file_is_on_the_map(root: Path, sources: list[Any]) -> None:
    """The map of the product names every folder, and no file that is gone."""
    text = read(root, "docs/architecture.md")
    folders = {f"{Path(source.name).parent.as_posix()}/" for source in sources}
    assert not [folder for folder in sorted(folders) if f"`{folder}`" not in text]
    named = re.findall(r"`((?:bot|jobs|integrations|ml)/[\w/]+\.py)`", text)
    assert not [name for name in named if not (root / name).exists()]


@pytest.mark.parametrize("document", ["README.md", "docs", "CHANGELOG.md"])
def test_links_lead_somewhere(root: Path, document: str) -> None:
    path = root / document
    for file in [path] if path.is_file() else sorted(path.glob("*.md")):
        links = re.findall(r"\]\(([^)#:]+)[^)]*\)", file.read_text(encoding="utf-8"))
        assert not [link for link in links if not (file.parent / link).exists()], file.name


def test_the_documents_name_no_machine_and_no_index(root: Path) -> None:
    names = ["README.md", "CHANGELOG.md", "app.yaml", "Makefile", "requirements.txt", "requirements-dev.txt"]
    for name in [*names, *(f"docs/{path.name}" for path in (root / "docs").glob("*.md"))]:
        assert not re.search(r"/work/|/root/|/home/|https?://[^ )]*(simple|pypi|index)", read(root, name)), (
            name
        )


def test_app_engine_starts_with_this_file(root: Path, tmp_path: Path) -> None:
    told = yaml.safe_load(read(root, "app.yaml"))
    assert told["entrypoint"] == "python -m bot serve"
    assert told["env_variables"].keys() <= {setting.name for setting in SETTINGS}
    environ = {**told["env_variables"], "GAE_ENV": "standard", "PORT": "8080"}
    with pytest.raises(BadInput, match="DATABASE_URL"):
        Settings.read(environ, tmp_path)
    settings = Settings.read({**environ, "DATABASE_URL": "postgresql://db/sales"}, tmp_path)
    assert (settings.host, settings.log_format) == ("0.0.0.0", "json")  # noqa: S104 - the platform's own proxy reaches it
    assert settings.data_dir == Path("/tmp/sales-assistant")  # noqa: S108 - the one place that can be written there


def test_secrets_for_app_engine_stay_out_of_git(root: Path) -> None:
    for included in yaml.safe_load(read(root, "app.yaml"))["includes"]:
        assert included in read(root, ".gitignore").splitlines()
