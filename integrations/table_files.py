"""Tables as CSV files that lose nothing: read again, every cell is the one that was written; no cell is a formula.

A missing cell is empty. A text that is empty, or begins with what a spreadsheet takes for a formula or with an
apostrophe, gets an apostrophe before it. Times are ISO 8601 in UTC, numbers have as many digits as they need.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from integrations.rejects import defused
from ml.errors import Unavailable

if TYPE_CHECKING:
    import pandas as pd

_NUMBERS = "iufb"
_TIMES = "M"


def write_table(path: Path, frame: pd.DataFrame) -> dict[str, str]:
    """Write a table in one step: a crash leaves the former file or the new one; gives the type of each column.

    Raises
    ------
    Unavailable
        When the file cannot be written.
    """
    import pandas as pd

    cells = pd.DataFrame({name: _written(frame[name]) for name in frame}, index=frame.index)
    # CRLF, so that a cell that holds a part of one is quoted.
    write_file(path, cells.to_csv(index=False, lineterminator="\r\n").encode())
    return {str(name): _type_of(frame[name]) for name in frame}


def read_table(path: Path, types: Mapping[str, str]) -> pd.DataFrame:
    """Read a table again; `types` are what `write_table` gave."""
    import pandas as pd

    read = {
        name: "str" if kind == "str" or kind.startswith("datetime") else kind for name, kind in types.items()
    }
    frame = pd.read_csv(
        path,
        names=list(types),
        header=0,
        dtype=read,
        keep_default_na=False,
        na_values=[""],
        encoding="utf-8",
    )
    return pd.DataFrame({name: _read(frame[name], kind) for name, kind in types.items()})


def write_file(path: Path, data: bytes) -> str:
    """Write a file in one step, its folder too where there is none; gives its SHA-256. Raises as `write_table`."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(data)
            Path(beside).replace(path)
        finally:
            Path(beside).unlink(missing_ok=True)
    except OSError as error:
        raise Unavailable(f"{path} cannot be written; choose another place with --out.") from error
    return hashlib.sha256(data).hexdigest()


def _type_of(column: pd.Series) -> str:
    return str(column.dtype) if column.dtype.kind in _NUMBERS + _TIMES else "str"


def _written(column: pd.Series) -> pd.Series:
    import numpy as np
    import pandas as pd

    if column.dtype.kind in _NUMBERS:
        return column
    if column.dtype.kind in _TIMES:
        told = pd.Series(np.char.add(np.datetime_as_string(column.to_numpy()), "Z"), index=column.index)
        return told.where(column.notna())
    codes, texts = pd.factorize(column.astype("str"))
    cells: Any = np.array([*map(_guarded, texts), None], dtype=object)
    return pd.Series(cells[codes], index=column.index, dtype="object")


def _guarded(text: str) -> str:
    return f"'{text}" if not text or text.startswith("'") else defused(text)


def _read(column: pd.Series, kind: str) -> pd.Series:
    import numpy as np
    import pandas as pd

    if kind.startswith("datetime"):
        return pd.Series(np.array(column.fillna("NaT").str.removesuffix("Z"), dtype=kind))
    return column.str.removeprefix("'") if kind == "str" else column
