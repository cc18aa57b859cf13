"""Reading a mapping file (YAML): every mistake is told in one sentence with its place."""

from __future__ import annotations

import codecs
from collections.abc import Collection
from collections.abc import Mapping as Dict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml

from integrations.csv_values import NAMED_FORMATS, DateReader
from integrations.mapping import STATES_BY_LABEL, FileMapping, Mapping, PropertyRule, fold_label
from integrations.mapping_fields import FIELDS, KIND_WORDS, NEEDED, RowKind, nearest
from ml.errors import BadInput
from ml.funnel import FunnelState

_SHARED_KEYS = ("dates", "time_zone", "stages", "constants", "values", "encoding", "separator")
_FILE_KEYS = (
    "file", "with_columns", "row", "columns", "stage_dates", "entry_state", "properties", "ignore", *_SHARED_KEYS,
)  # fmt: skip
_SEPARATOR_WORDS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}
_SHOWN, _AT_CREATION = "shown", "creation"
_NOTHING = ("", "null", "~", "none")


class _Loader(yaml.BaseLoader):
    """YAML in which `No`, `1.10` and `2026-01-01` stay the texts that a CSV file has, and no key stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT001, FBT002 - PyYAML's
        """A table, its keys checked."""
        keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
        for key in keys:
            if keys.count(key) > 1:
                raise yaml.constructor.ConstructorError(None, None, f"“{key}” stands twice", node.start_mark)
        return dict(super().construct_mapping(node, deep))


def read_mapping(path: Path) -> Mapping:
    """The mapping that a file holds.

    Raises
    ------
    BadInput
        For anything that is not understood, with its place and the nearest known word.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeError) as error:
        raise BadInput(f"The mapping {path} cannot be read: {error}.") from error
    return parse_mapping(text, name=path.name)


def parse_mapping(text: str, *, name: str = "the mapping") -> Mapping:
    """The mapping that a YAML text holds; see `read_mapping`."""
    top = _keys(read_yaml(text, name), (*_SHARED_KEYS, "files"), name)
    files = top.pop("files", None)
    if not isinstance(files, list) or not files:
        raise BadInput(f"{name} needs `files:`, a list of the files it is about.")
    return Mapping(tuple(_file(entry, top, f"{name}, file {i}") for i, entry in enumerate(files, 1)), name)


def read_yaml(text: str, name: str) -> Any:
    """What a YAML text holds: texts, lists and tables of them.

    Raises
    ------
    BadInput
        When it is no YAML, with the line.
    """
    try:
        return yaml.load(text, _Loader)  # noqa: S506 - it makes nothing but texts, lists and tables
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        raise BadInput(f"{name}{line} is not YAML: {getattr(error, 'problem', None) or error}.") from error


def _file(raw: Any, shared: Dict[str, Any], where: str) -> FileMapping:
    own = _keys(raw, _FILE_KEYS, where)
    file = str(own.get("file") or "")
    where = f"{where} ({file})" if file else where
    with_columns = frozenset(_texts(own.get("with_columns"), f"{where}, `with_columns:`"))
    if not file and not with_columns:
        raise BadInput(
            f"{where} needs `file:` (a name or pattern) or `with_columns:` (a list of its columns)."
        )
    row = _row_kind(own.get("row"), where)
    if row is RowKind.IGNORE:
        return FileMapping(row, file, with_columns)
    read = FileMapping(row, file, with_columns, **_contents(row, shared, own, where))
    _check_whole(read, where)
    return read


def _row_kind(word: Any, where: str) -> RowKind:
    try:
        return KIND_WORDS[str(word).casefold()]
    except KeyError:
        known = ", ".join(RowKind)
        raise BadInput(
            f"{where}: `row:` is one of {known}, not “{word}”{nearest(word, KIND_WORDS)}."
        ) from None


def _contents(row: RowKind, shared: Dict[str, Any], own: Dict[str, Any], where: str) -> dict[str, Any]:
    def both(key: str) -> dict[str, Any]:
        return _table(shared.get(key), f"the top, `{key}:`") | _table(own.get(key), f"{where}, `{key}:`")

    def one(key: str) -> Any:
        return own[key] if key in own else shared.get(key)

    return {
        "columns": _columns(own.get("columns"), row, f"{where}, `columns:`"),
        "constants": _constants(both("constants"), own.get("constants"), row, where),
        "values": {
            field: {fold_label(old): str(new) for old, new in _table(table, f"{where}, `values:`").items()}
            for field, table in both("values").items()
        },
        "stages": {fold_label(label): _state(state, where) for label, state in both("stages").items()},
        "stage_dates": {key: str(label) for key, label in _table(own.get("stage_dates"), where).items()},
        "entry_state": str(own.get("entry_state") or ""),
        "properties": {
            column: _property_rule(rule, f"{where}, property “{column}”")
            for column, rule in _table(own.get("properties"), f"{where}, `properties:`").items()
        },
        "ignore": frozenset(_texts(own.get("ignore"), f"{where}, `ignore:`")),
        "dates": _dates(one("dates"), one("time_zone"), where),
        "encoding": _encoding(one("encoding"), where),
        "separator": _separator(one("separator"), where),
    }


def _check_whole(read: FileMapping, where: str) -> None:
    for fields in NEEDED[read.row]:
        if read.row is RowKind.CALL and fields == ("channel",):
            continue
        if not read.fields() & set(fields):
            wanted = " or ".join(f"`{field}`" for field in fields)
            raise BadInput(f"{where}: a {read.row} row needs {wanted}; map a column to it under `columns:`.")
    for place, label in (
        ("entry_state", read.entry_state),
        *(("stage_dates", x) for x in read.stage_dates.values()),
    ):
        to_be_filled_in = place == "stage_dates" and fold_label(label) in read.stages
        if label and read.state_of(label) is None and not to_be_filled_in:
            raise BadInput(
                f"{where}, `{place}:`: “{label}” is neither a stage with a state nor a funnel state."
            )
    twice = (set(read.columns) | set(read.stage_dates)) & (set(read.properties) | read.ignore)
    if twice:
        raise BadInput(f"{where}: column “{min(twice)}” is both a field and a property or ignored.")


def _columns(raw: Any, row: RowKind, where: str) -> dict[str, str]:
    columns = {column: str(name) for column, name in _table(raw, where).items()}
    known = FIELDS[row]
    for column, name in columns.items():
        if name not in known:
            raise BadInput(
                f"{where}: “{name}” (column “{column}”) is no field of a {row} row{nearest(name, known)}."
            )
    for name in set(columns.values()):
        doubles = [column for column, other in columns.items() if other == name]
        if len(doubles) > 1:
            raise BadInput(f"{where}: the columns “{doubles[0]}” and “{doubles[1]}” are both `{name}`.")
    return columns


def _constants(both: Dict[str, Any], own: Any, row: RowKind, where: str) -> dict[str, str]:
    for name in own or {}:
        if name not in FIELDS[row]:
            raise BadInput(
                f"{where}, `constants:`: “{name}” is no field of a {row} row{nearest(name, FIELDS[row])}."
            )
    return {name: str(value) for name, value in both.items() if name in FIELDS[row] and not _empty(value)}


def _state(raw: Any, where: str) -> FunnelState | None:
    if _empty(raw):
        return None
    state = STATES_BY_LABEL.get(fold_label(raw))
    if state is None:
        known = ", ".join(FunnelState)
        raise BadInput(f"{where}, `stages:`: “{raw}” is no funnel state; choose one of {known}.")
    return state


def _property_rule(raw: Any, where: str) -> PropertyRule:
    if raw == _SHOWN:
        return PropertyRule()
    rule = _keys(raw, ("known_at", "dated_by"), where)
    if rule.get("known_at") not in {None, _AT_CREATION} or len(rule) != 1:
        raise BadInput(f"{where}: write `shown`, `known_at: creation` or `dated_by: COLUMN`.")
    return PropertyRule("known_at" in rule, str(rule["dated_by"]) if "dated_by" in rule else None)


def _dates(formats: Any, zone: Any, where: str) -> DateReader:
    named = [
        str(name).replace("_", " ") for name in ([formats] if isinstance(formats, str) else formats or [])
    ]
    for name in named:
        if "%" not in name and name not in (*NAMED_FORMATS, "iso"):
            raise BadInput(
                f"{where}, `dates:`: “{name}” is none of iso, {', '.join(NAMED_FORMATS)}, "
                f"nor a pattern such as %d.%m.%Y{nearest(name, NAMED_FORMATS)}."
            )
    try:
        return DateReader(tuple(named), ZoneInfo(str(zone or "UTC")))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadInput(f"{where}: “{zone}” is no time zone; write one like Asia/Singapore.") from None


def _encoding(raw: Any, where: str) -> str | None:
    if _empty(raw):
        return None
    try:
        "".encode(str(raw))
        return codecs.lookup(str(raw)).name
    except LookupError:
        raise BadInput(f"{where}: “{raw}” is no text encoding; write one like utf-8 or cp1252.") from None


def _separator(raw: Any, where: str) -> str | None:
    if raw is None or raw == "":
        return None
    separator = _SEPARATOR_WORDS.get(str(raw), str(raw))
    if len(separator) != 1 or separator in '"\r\n\0':
        raise BadInput(
            f"{where}: the separator is one sign, or one of {', '.join(_SEPARATOR_WORDS)}, not “{raw}”."
        )
    return separator


def _keys(raw: Any, known: Collection[str], where: str) -> dict[str, Any]:
    """A table whose keys are all known."""
    table = _table(raw, where)
    for key in table:
        if key not in known:
            raise BadInput(f"{where}: “{key}” is not known here{nearest(key, known)}.")
    return table


def _table(raw: Any, where: str) -> dict[str, Any]:
    if raw is None or raw == "":
        return {}
    if not isinstance(raw, dict):
        raise BadInput(f"{where} should be lines of `name: value`, not “{raw}”.")
    return {str(key): value for key, value in raw.items()}


def _texts(raw: Any, where: str) -> list[str]:
    if raw is None or raw == "":
        return []
    if not isinstance(raw, list):
        raise BadInput(f"{where} should be a list, such as [Name, Stage].")
    return [str(entry) for entry in raw]


def _empty(raw: Any) -> bool:
    """Whether nothing is said (an empty value, or the word null)."""
    return raw is None or (isinstance(raw, str) and raw.casefold() in _NOTHING)
