"""Where the survey files lie."""

from pathlib import Path

ACCESSIBILITY = "accessibility.toml"


def surveys_folder(setting: Path | None) -> Path:
    """Take the folder that is set, else the one in the package, else the repository's."""
    if setting is not None:
        return setting
    package = Path(__file__).resolve().parent.parent
    packaged = package / "surveys"
    return packaged if packaged.is_dir() else package.parent.parent / "surveys"


def survey_files(folder: Path) -> list[Path]:
    """List the files of a folder that each hold an instrument, by name."""
    return sorted(path for path in folder.glob("*.toml") if path.name != ACCESSIBILITY)
