"""The project about itself: what it may hold, what it may never take in, and that its documents say what is true."""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

import pytest
import yaml

from knipperlicht.cli.main import group
from knipperlicht.indicators.framework import FAMILIES
from knipperlicht.indicators.registry import indicators
from knipperlicht.scoring.card import score_card
from knipperlicht.sources.kbo_opendata.layout import TABLES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "knipperlicht"
SAMPLE = ROOT.parent / "shared" / "data" / "kbo_opendata_update_0147"
# Written in parts, so that this file does not hold what it forbids.
REGISTRY_HOSTS = (
    "pypi" + ".org",
    "python" + "hosted",
    "npmjs" + ".",
    "yarnpkg" + ".",
    "unpkg" + ".com",
    "jsdelivr" + ".net",
)
LONGEST = 400


def ours(*suffixes: str) -> list[Path]:
    """Files of the project, tracked or about to be; ignored ones (data, .venv) left out."""
    return [path for path in _listed() if not suffixes or path.suffix in suffixes]


@cache
def _listed() -> tuple[Path, ...]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("needs a git checkout")
    return tuple(sorted(path for line in listing.splitlines() if (path := ROOT / line).is_file()))


def text_of(path: Path) -> str:
    """Content as text; what is no UTF-8 counts as no text."""
    try:
        return path.read_text("utf-8")
    except UnicodeDecodeError:
        return ""


def where(path: Path) -> str:
    """Path as people write it."""
    return str(path.relative_to(ROOT))


# What the project may hold


def test_no_file_names_a_package_registry() -> None:
    found = [(where(p), host) for p in ours() for host in REGISTRY_HOSTS if host in text_of(p)]
    assert not found


def test_requirements_are_pinned_with_hashes_and_name_no_address() -> None:
    files = sorted((ROOT / "requirements").glob("*.txt"))
    assert {path.stem for path in files} == {"base", "dev", "bench", "ftm", "spark"}
    for path in files:
        blocks = re.split(r"\n(?=[A-Za-z0-9])", path.read_text("utf-8").strip())
        assert all(re.match(r"[A-Za-z0-9._-]+==\S+ ", block) for block in blocks), path
        assert all("--hash=sha256:" in block for block in blocks), path
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links|-i ", path.read_text("utf-8")), (
            path
        )


def test_every_dependency_is_explained() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = project["dependencies"] + [
        name for extra in project["optional-dependencies"].values() for name in extra
    ]
    explained = (ROOT / "docs/adr/0008-dependencies.md").read_text("utf-8").lower()
    names = {re.split(r"[\[<>=]", requirement)[0].lower() for requirement in wanted}
    assert not {name for name in names if name not in explained}


def test_no_register_extract_is_kept_here() -> None:
    headers = {",".join(table.header) for table in TABLES}
    for path in ours():
        assert not path.name.lower().startswith("kboopendata_"), path
        if path.suffix == ".csv":
            first = text_of(path).split("\n", 1)[0].replace('"', "").strip()
            assert first not in headers, path


def test_nothing_of_the_real_sample_is_kept_here() -> None:
    if not SAMPLE.is_dir():
        pytest.skip("the real sample is not beside this checkout")
    numbers = set()
    for path in SAMPLE.glob("*.csv"):
        if path.name not in ("code.csv", "meta.csv"):
            numbers |= set(re.findall(r"\b[012]\d{3}\.\d{3}\.\d{3}\b", path.read_text("utf-8")))
    assert len(numbers) > 100
    plain = {number.replace(".", "") for number in numbers}
    for path in ours():
        seen = set(re.findall(r"\b[012]\d{3}\.?\d{3}\.?\d{3}\b", text_of(path)))
        assert not seen & (numbers | plain), path


def test_no_national_numbers_and_no_mailboxes_of_people() -> None:
    national = re.compile(r"\b\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}\b")
    mailbox = re.compile(r"\b[\w.+-]+@([\w-]+\.)+([a-z]{2,})\b")
    for path in ours():
        content = text_of(path)
        assert not national.search(content), path
        found = [m.group(0) for m in mailbox.finditer(content)]
        invented = re.compile(r"@([\w.-]+\.)?example(\.\w+)?$|\.(example|test|invalid)$")
        assert not [address for address in found if not invented.search(address)], path


# What it may never take in (docs/fairness.md)

PERSONAL = {
    "nationality", "nationaliteit", "nationalite", "citizenship", "birth", "birthday", "birthdate", "birthplace", "born",
    "geboorte", "geboortedatum", "naissance", "sex", "sexe", "gender", "geslacht", "residence", "residency",
    "woonplaats", "ethnic", "ethnicity", "origin", "herkomst", "religion", "surname", "firstname", "familienaam",
    "household", "spouse", "sibling", "police", "conviction", "suspect", "lookups", "neighbourhood", "wijk",
}  # fmt: skip
ONLY_LOOK_PERSONAL = {
    ("address_street.py", "residence"): "a word in the names of buildings",
    ("people.py", "firstname"): "a field of the National Bank, joined to one name of a mandate's holder",
}
"""(module, word) that may stand there, and why; a stale one fails."""
PLACE = {"zipcode", "postcode", "nis", "municipality_nl", "municipality_fr", "locality", "language"}
MAY_READ_PLACE = {
    "_districts.py": "zetel_vlucht asks whether two seats lie in different judicial districts, never which",
    "adres_besmet.py": "the usual rate of the municipality is what a building is compared with, so that no area is marked",
    "gevoelige_sector_context.py": "a municipality's own list holds on its own territory only; empty by default",
    "naamswissel_frequent.py": "names are counted per language, so that a bilingual name counts once",
}


def names_in(path: Path) -> set[str]:
    """Identifiers a module works with: keyword names, attributes, and strings that look like a column."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.keyword) and node.arg:
            found.add(node.arg)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found |= {node.value} if re.fullmatch(r"[A-Za-z_]+", node.value) else set()
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
    return found


def words(name: str) -> set[str]:
    """`date_of_birth` and `DateOfBirth` -> date, of, birth."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)}


def test_the_register_layout_has_no_field_about_a_person() -> None:
    fields = [
        name for table in TABLES for column in table.columns for name in (column.register, column.field)
    ]
    assert not [name for name in fields if words(name) & (PERSONAL | {"age", "leeftijd"})]


@pytest.mark.parametrize(
    "package", ["sources", "history", "warehouse", "indicators", "scoring", "readmodel", "reference"]
)
def test_no_table_column_or_setting_is_about_a_person(package: str) -> None:
    for path in (PACKAGE / package).rglob("*.py"):
        allowed = {word for module, word in ONLY_LOOK_PERSONAL if module == path.name}
        assert not [name for name in names_in(path) - allowed if words(name) & PERSONAL], path


def test_what_only_looks_personal_still_stands_there() -> None:
    for module, word in ONLY_LOOK_PERSONAL:
        assert any(word in names_in(path) for path in PACKAGE.rglob(module)), (module, word)


def test_the_score_card_names_nothing_about_a_person() -> None:
    for path in (PACKAGE / "scoring/scorecards").glob("*.yml"):
        keys = re.findall(r"[A-Za-z_]+(?=:)", path.read_text("utf-8"))
        assert not [key for key in keys if words(key) & PERSONAL], path


def indicator_modules() -> list[Path]:
    """Modules in family folders."""
    return [path for family in FAMILIES for path in sorted((PACKAGE / "indicators" / family).glob("*.py"))]


def test_no_indicator_looks_at_place_or_language() -> None:
    """The age of a company is allowed; there is no date from which a person's could be derived."""
    looking = {path.name for path in indicator_modules() if names_in(path) & PLACE}
    assert looking == set(MAY_READ_PLACE)


def test_excluded_inputs_are_documented() -> None:
    page = (ROOT / "docs/fairness.md").read_text("utf-8").lower()
    for word in ("nationality", "birthplace", "age", "sex", "residence", "postcode", "neighbourhood", "family", "tips",
                 "social media", "police", "looked up"):  # fmt: skip
        assert word in page, word
    for module in MAY_READ_PLACE:
        assert module.removesuffix(".py") in page, module


# Its shape


def test_a_long_file_says_why_in_its_first_line() -> None:
    for path in ours(".py"):
        lines = path.read_text("utf-8").splitlines()
        assert len(lines) <= LONGEST or "long because" in lines[0].lower(), (
            f"{where(path)}: {len(lines)} lines"
        )


def test_every_module_says_what_it_is() -> None:
    for path in PACKAGE.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        written_by_django = path.parent.name == "migrations" and path.name[:4].isdigit()
        assert ast.get_docstring(tree) or not tree.body or written_by_django, where(path)


def test_the_package_is_typed_and_has_its_console_script() -> None:
    assert (PACKAGE / "py.typed").exists()
    [script] = entry_points(group="console_scripts", name="knipperlicht")
    assert callable(script.load())


def test_the_licence_is_the_eupl() -> None:
    licence = (ROOT / "LICENSE").read_text("utf-8")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "15.Applicable Law" in licence


# Its documents


def navigation() -> Iterator[str]:
    """Pages named in the navigation of the docs site."""

    def walk(item: object) -> Iterator[str]:
        if isinstance(item, str):
            yield item
        elif isinstance(item, list):
            for child in item:
                yield from walk(child)
        elif isinstance(item, dict):
            for child in item.values():
                yield from walk(child)

    yield from walk(yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))["nav"])


def test_every_decision_is_dated_listed_and_says_what_was_rejected() -> None:
    listed = set(navigation())
    index = (ROOT / "docs/adr/index.md").read_text("utf-8")
    decisions = sorted((ROOT / "docs/adr").glob("[0-9]*.md"))
    assert [path.name[:4] for path in decisions] == [f"{n:04d}" for n in range(1, len(decisions) + 1)]
    for path in decisions:
        content = path.read_text("utf-8")
        assert f"adr/{path.name}" in listed, path.name
        assert f"({path.name})" in index, path.name
        assert re.search(r"^Date: \d{4}-\d{2}-\d{2}\.", content, re.MULTILINE), path.name
        assert "## Rejected" in content, path.name


def test_every_link_in_the_documents_leads_somewhere() -> None:
    broken = []
    for path in ours(".md"):
        content = re.sub(r"```.*?```", "", path.read_text("utf-8"), flags=re.DOTALL)
        for target in re.findall(r"\]\(([^)\s]+)\)", content):
            if (
                not re.match(r"https?:|mailto:|#", target)
                and not (path.parent / target.split("#")[0]).exists()
            ):
                broken.append((where(path), target))
    assert not broken


def test_the_glossary_has_every_family_and_sub_score_in_three_languages() -> None:
    rows = re.findall(r"^\|(.+)\|$", (ROOT / "docs/glossary.md").read_text("utf-8"), re.MULTILINE)
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    complete = {row[3].strip("`") for row in cells if len(row) == 4 and all(row)}
    assert not {*FAMILIES, *score_card().subscores} - complete


def test_every_indicator_has_its_page() -> None:
    pages = {path.stem for path in (ROOT / "docs/indicators").glob("*.md")}
    assert not set(indicators()) - pages


def make_targets() -> set[str]:
    """Targets of the Makefile that `make` lists."""
    return set(re.findall(r"^([a-z-]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def code_blocks(page: str) -> str:
    """All fenced shell code of a page."""
    return "\n".join(re.findall(r"```bash\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL))


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/operations.md"])
def test_commands_in_the_documents_exist(page: str) -> None:
    shown = code_blocks(page)
    assert not set(re.findall(r"^make ([a-z-]+)", shown, re.MULTILINE)) - make_targets()
    assert not set(re.findall(r"^knipperlicht (?:--data \S+ )?([a-z]+)", shown, re.MULTILINE)) - set(
        group.commands
    )


def test_the_targets_that_were_promised_exist() -> None:
    promised = {"setup", "demo", "test", "check", "docs", "bench", "indicator", "spark-test", "lock", "clean"}
    assert promised <= make_targets()


def test_every_command_and_option_is_documented() -> None:
    page = (ROOT / "docs/reference/cli.md").read_text("utf-8")
    for name, command in group.commands.items():
        lines = [line for line in page.splitlines() if line.startswith(f"| `{name}")]
        assert len(lines) == 1, name
        options = [
            option for parameter in command.params for option in parameter.opts if option.startswith("--")
        ]
        assert not [option for option in options if option not in lines[0] and option != "--help"], name
