"""One TOML file read into its form, its mistakes in words; it must not know what kind of file it is."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from importlib.resources.abc import Traversable
from typing import TypeVar

from pydantic import BaseModel, ValidationError

from hcaudit.model.form_mistakes import toml_place
from hcaudit.packs.mistakes import mistakes_of
from hcaudit.texts import Text

FormType = TypeVar("FormType", bound=BaseModel)


def toml_files(folder: Traversable) -> Sequence[Traversable]:
    """Return the TOML files of `folder` by name; none where there is no such folder."""
    if not folder.is_dir():
        return []
    return sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)


def read_form(file: Traversable, form: type[FormType], mistakes: list[Text]) -> FormType | None:
    """Return what `file` says, or None after adding what is wrong with it to `mistakes`."""
    try:
        return form.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        mistakes.append(Text("packs.file-missing", file=file.name))
    except UnicodeDecodeError:
        mistakes.append(Text("packs.not-utf8", file=file.name))
    except tomllib.TOMLDecodeError as error:
        mistakes.append(_not_toml(file.name, error))
    except ValidationError as error:
        mistakes += mistakes_of(error, file.name, form)
    return None


def _not_toml(file: str, error: tomllib.TOMLDecodeError) -> Text:
    place = toml_place(error)
    if place is None:
        return Text("packs.cut-off", file=file)
    line, column = place
    return Text("packs.not-toml", file=file, line=line, column=column)
