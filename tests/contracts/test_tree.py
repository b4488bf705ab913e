"""What holds for every file of the project."""

from __future__ import annotations

import ast
import re
import tomllib

import pytest
from packaging.requirements import Requirement

from tests.contracts.tree import ROOT, files

PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
MOST_LINES = 400
# Spelled so that this file does not hold what it looks for.
STRANGE = re.compile(
    r"/(?:work|root)/|/tmp/(?:venv|bash)|/home/(?!vera\b)\w+/|pypi\.o"
    r"rg|pythonho"
    r"sted|npmjs\.|registry\.",
    re.I,
)


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def pins(lock: str) -> dict[str, str]:
    """The locked versions by name; a pin with a marker counts as any other."""
    return dict(re.findall(r"^([a-z0-9-]+)==([^\s;]+)", text_of(lock), re.M))


def test_a_long_file_says_why_it_is_long() -> None:
    """One that needs more than 400 lines says so, with the words "400 lines", in its docstring."""
    silent = {}
    for file in files():
        if file.suffix == ".py":
            text = file.read_text("utf-8")
            lines = text.count("\n")
            if lines > MOST_LINES and "400 lines" not in (ast.get_docstring(ast.parse(text)) or ""):
                silent[str(file.relative_to(ROOT))] = lines
    assert not silent


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = []
    for file in files():
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        found += [f"{file.relative_to(ROOT)}: {match.group()}" for match in STRANGE.finditer(text)]
    assert not found


def test_every_dependency_says_why_it_is_there() -> None:
    project = PYPROJECT["project"]
    extras = project["optional-dependencies"].values()
    wanted = [*project["dependencies"], *(line for extra in extras for line in extra)]
    lines = text_of("pyproject.toml").splitlines()
    silent = [
        name for name in wanted if not any(re.search(rf'"{re.escape(name)}",\s+# \w', line) for line in lines)
    ]
    assert not silent


def test_every_library_that_is_asked_for_is_used() -> None:
    modules = {"python-dateutil": "dateutil"}
    packages = [ROOT / "board", ROOT / "storage", ROOT / "tui"]
    source = "\n".join(file.read_text("utf-8") for package in packages for file in package.rglob("*.py"))
    for line in PYPROJECT["project"]["dependencies"]:
        name = Requirement(line).name
        assert re.search(rf"^\s*(from|import) {modules.get(name, name)}\b", source, re.M), name


def test_every_lint_rule_that_is_let_off_says_why() -> None:
    lines = text_of("pyproject.toml").splitlines()
    rules = [line for line in lines if re.match(r'\s+"[A-Z]+\d+",', line)]
    assert rules
    assert not [line for line in rules if not re.search(r"# \w", line)]


@pytest.mark.parametrize(
    ("lock", "extras"), [("requirements.lock", ()), ("requirements-dev.lock", ("dev",))], ids=["run", "dev"]
)
def test_the_lock_has_what_the_project_asks_for(lock: str, extras: tuple[str, ...]) -> None:
    project = PYPROJECT["project"]
    wanted = [
        *project["dependencies"],
        *(line for extra in extras for line in project["optional-dependencies"][extra]),
    ]
    wanted += PYPROJECT["build-system"]["requires"]
    locked = pins(lock)
    for line in wanted:
        requirement = Requirement(line)
        assert requirement.name in locked, f"{line}: run .ci/lock"
        assert requirement.specifier.contains(locked[requirement.name]), f"{line}: run .ci/lock"


def test_the_locks_agree_have_hashes_and_name_no_host() -> None:
    run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert run.items() <= dev.items()
    for lock in ("requirements.lock", "requirements-dev.lock"):
        text = text_of(lock)
        assert "://" not in text
        for block in re.split(r"^(?=[a-z])", text, flags=re.M)[1:]:
            assert "--hash=sha256:" in block, block


def test_the_readme_names_the_programs_that_the_tests_need() -> None:
    needs = re.search(r'^needs="(.*)"$', text_of("check"), re.M)
    assert needs
    apt_lines = " ".join(re.findall(r"apt install ([\w .+-]+)", text_of("README.md"))).split()
    assert not [need for need in needs.group(1).split() if need.partition(":")[2] not in apt_lines]


def test_the_version_is_one_constant() -> None:
    import board

    assert re.fullmatch(r"\d+\.\d+\.\d+(\.dev\d+|(a|b|rc)\d+)?", board.__version__)
    assert PYPROJECT["project"]["dynamic"] == ["version"]


def test_every_link_between_the_documents_leads_somewhere() -> None:
    broken = []
    for file in files():
        if file.suffix == ".md":
            for target in re.findall(r"\]\(([^)#]+)[^)]*\)", file.read_text("utf-8")):
                if "://" not in target and not (file.parent / target).exists():
                    broken.append(f"{file.relative_to(ROOT)}: {target}")
    assert not broken


def test_every_file_that_the_map_names_is_there() -> None:
    named = set(re.findall(r"`((?:board|storage|tui|tests)/[\w./]+)`", text_of("docs/architecture.md")))
    assert named
    assert not [name for name in sorted(named) if not (ROOT / name).exists()]
