# SPDX-License-Identifier: Apache-2.0
"""The one command line: every step explains itself."""
import ast

import pytest

from soribit_training import __main__ as steps
from soribit_training import data


def source(step):
    path = data.PACKAGE / f"{step}.py"
    return ast.parse((path if path.exists() else data.PACKAGE / step / "__init__.py").read_text())


@pytest.mark.parametrize("step", steps.STEPS)
def test_a_step_says_what_it_does_and_how_long_it_takes(step):
    tree = source(step)
    about = ast.get_docstring(tree)
    assert "minute" in about or "Seconds" in about
    names = {n.name for n in tree.body if isinstance(n, ast.FunctionDef)}
    assert {"add_arguments", "run"} <= names


@pytest.mark.parametrize("step", ["prepare", "calibrate", "convert", "package", "evaluate"])
def test_help_lists_the_options(step, capsys):
    parser, _ = steps.parser_of(step)
    with pytest.raises(SystemExit) as done:
        parser.parse_args(["--help"])
    assert done.value.code == 0
    assert "--cache" in capsys.readouterr().out


def test_no_module_imports_itself_through_others():
    graph = {p.stem: imports(p) for p in data.PACKAGE.glob("*.py")}
    while done := {name for name, used in graph.items() if not used & graph.keys()}:
        graph = {name: used for name, used in graph.items() if name not in done}
    assert not graph


def imports(path):
    """The modules of the package that a module imports, at its head or within functions."""
    used = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == "soribit_training":
            used |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("soribit_training."):
            used.add(node.module.split(".")[1])
    return used


def test_an_unknown_step_is_named_and_the_known_ones_are_listed(capsys):
    assert "bake" in steps.main(["bake"])
    told = capsys.readouterr().out
    assert all(step in told for step in steps.STEPS)
