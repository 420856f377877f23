"""Finds what a revision asks of the database, with nothing but Python's own reader: a second opinion.

A JSON list of files on stdin, a JSON list of answers on stdout. Every call is found that upgrade() may reach
by the names in it, whether it runs or not. It is told by what it is called on as much as by its name, and
where that cannot be known by its name alone: rather one too many than one too few.
"""

import ast
import json
import sys
import warnings

DIRECTIVES = {
    "add_column", "alter_column", "batch_alter_table", "bulk_insert", "create_check_constraint",
    "create_exclude_constraint", "create_foreign_key", "create_index", "create_primary_key", "create_table",
    "create_table_comment", "create_unique_constraint", "drop_column", "drop_constraint", "drop_index",
    "drop_table", "drop_table_comment", "rename_table",
}
# What `op` has besides.
QUIET = {"f", "get_bind", "get_context", "inline_literal", "run_async", "context"}
EXECUTING = {"execute", "exec_driver_sql", "executemany", "execute_batch", "executescript"}


def main():
    # Strange escapes in old revisions are none of ours.
    warnings.simplefilter("ignore")
    json.dump([answer(file) for file in json.load(sys.stdin)], sys.stdout)


def answer(file):
    with open(file, "rb") as opened:
        return answer_text(opened.read())


def answer_text(source):
    try:
        tree = ast.parse(source)
        compile(tree, "<unknown>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        return {"problem": str(error) or type(error).__name__, "calls": []}
    finder = Finder(tree)
    finder.reach(finder.entry())
    return {"problem": None, "calls": sorted(finder.calls, key=lambda call: (call["line"], call["column"]))}


class Finder:
    def __init__(self, tree):
        self.tree = tree
        self.calls = []
        self.seen = set()
        # Directives by the names that the file imports them under, and names of `op` itself.
        self.directives = {}
        self.op = {"op"}
        # What may run where a name is mentioned: functions and classes, and what the module gives a name to.
        self.runs = {}
        # What a name may stand for in any scope.
        self.named = {}
        # Functions and classes within a function, which only it can mention, by what they lie in.
        self.owners = {}
        # Functions that lie in a class.
        self.methods = set()
        nodes = list(ast.walk(tree))
        for node in nodes:
            self.look(node)
        for node in tree.body:
            for name, value in given_names(node):
                self.runs.setdefault(name, []).append(value)
        for node in nodes:
            if isinstance(node, ast.Call):
                self.hand_over(node)

    def look(self, node):
        for name, value in given_names(node):
            self.named.setdefault(name, []).append(value)
        if isinstance(node, FUNCTIONS + (ast.ClassDef,)):
            self.runs.setdefault(node.name, []).append(node)
        if isinstance(node, ast.ClassDef):
            self.methods.update(id(inner) for inner in ast.walk(node))
        if isinstance(node, FUNCTIONS):
            for name, value in defaults(node.args):
                self.named.setdefault(name, []).append(value)
            for inner in ast.walk(node):
                if inner is not node and isinstance(inner, FUNCTIONS + (ast.ClassDef,)):
                    self.owners[id(inner)] = id(node)
        # `from .alembic import op` is another one.
        if isinstance(node, (ast.Import, ast.ImportFrom)) and not getattr(node, "level", 0):
            module = getattr(node, "module", None)
            self.op.update(
                name.asname for name in node.names if name.asname and (module, name.name) in OPERATION_MODULES
            )
            if module in ("alembic.op", "alembic.operations"):
                for name in node.names:
                    self.directives[name.asname or name.name] = name.name

    def hand_over(self, call):
        """What a function of the file is called with is what its parameters stand for."""
        for function in self.runs.get(mentioned(call.func), []):
            if not isinstance(function, FUNCTIONS):
                continue
            for parameter, value in zip(function.args.args, call.args):
                self.named.setdefault(parameter.arg, []).append(value)
            for keyword in call.keywords:
                self.named.setdefault(keyword.arg, []).append(keyword.value)

    def entry(self):
        return [node for node in self.tree.body if names_upgrade(node)]

    def reach(self, nodes):
        waiting = list(nodes)
        while waiting:
            node = waiting.pop()
            if id(node) in self.seen:
                continue
            self.seen.add(id(node))
            for inner in below(node):
                if isinstance(inner, ast.Call):
                    self.note(inner)
                name = mentioned(inner)
                if name is not None and not self.is_of_op(inner) and not is_of_literal(inner):
                    waiting.extend(found for found in self.runs.get(name, []) if self.is_in_sight(found, inner))

    def is_in_sight(self, node, mention):
        if isinstance(mention, ast.Attribute) and not self.may_have(mention.value, node):
            return False
        return id(node) not in self.owners or self.owners[id(node)] in self.seen

    def may_have(self, owner, node):
        """Only this module has its functions, and no name stands for it: nobody imports the file that they write."""
        may_be_module = not isinstance(owner, ast.Name)
        return may_be_module or id(node) in self.methods or not isinstance(node, FUNCTIONS)

    def note(self, call):
        if id(call) in self.seen:
            return
        self.seen.add(id(call))
        name = self.called(call.func)
        if name is None:
            return
        kind = "execute" if name in EXECUTING else "directive"
        if self.is_query(call) if kind == "execute" else changes_nothing(call, name):
            return
        self.calls.append({
            "kind": kind,
            "name": name,
            "line": call.lineno,
            "column": call.col_offset,
            "endLine": call.end_lineno,
            "texts": [[node.lineno, node.end_lineno] for node in self.executed(call)] if kind == "execute" else [],
        })

    def is_query(self, call):
        """Rows that SQLAlchemy is asked for, and nothing else."""
        names = {mentioned(node) for value in [*call.args[:1], *self.executed(call)] for node in ast.walk(value)}
        return "select" in names and not names & {"update", "insert", "delete", "text", *DIRECTIVES}

    def executed(self, call):
        """What is executed, where it is not in the call: SQL is often written elsewhere and given a name."""
        found = {}
        waiting = [*call.args[:1], *(keyword.value for keyword in call.keywords)]
        while waiting:
            for inner in ast.walk(waiting.pop()):
                for node in self.named.get(mentioned(inner), []):
                    if id(node) not in found:
                        found[id(node)] = node
                        waiting.append(node)
        return list(found.values())

    def is_of_op(self, node):
        """`op.anything`, which is none of the file's functions, also when it has that name."""
        return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in self.op

    def called(self, func):
        if isinstance(func, ast.Attribute):
            is_known = func.attr in DIRECTIVES | EXECUTING
            return func.attr if is_known or self.is_of_op(func) and func.attr not in QUIET else None
        if isinstance(func, ast.Name):
            name = self.directives.get(func.id)
            return name if name in DIRECTIVES | EXECUTING else None
        return None


OPERATION_MODULES = {("alembic", "op"), (None, "alembic.op")}
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
LITERALS = (ast.Constant, ast.JoinedStr, ast.Tuple, ast.List, ast.Dict, ast.Set)


def is_of_literal(node):
    """`().downgrade`, which is no function of the file."""
    return isinstance(node, ast.Attribute) and isinstance(node.value, LITERALS)


def given_names(node):
    """The names that a statement gives, each with what it may stand for."""
    targets, value = [], getattr(node, "value", None)
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, (ast.AnnAssign, ast.AugAssign, ast.NamedExpr)):
        targets = [node.target]
    elif isinstance(node, (ast.For, ast.comprehension)):
        targets, value = [node.target], node.iter
    if value is not None:
        for target in targets:
            for name in ast.walk(target):
                if isinstance(name, ast.Name):
                    yield name.id, value


def defaults(arguments):
    """The parameters that need not be given, each with what it stands for then."""
    positional = [*arguments.posonlyargs, *arguments.args]
    for parameter, value in zip(reversed(positional), reversed(arguments.defaults)):
        yield parameter.arg, value
    for parameter, value in zip(arguments.kwonlyargs, arguments.kw_defaults):
        if value is not None:
            yield parameter.arg, value


def changes_nothing(call, name):
    """`op.alter_column` that says only how the column is."""
    given = [keyword.arg for keyword in call.keywords]
    return name == "alter_column" and len(call.args) < 3 and all(
        key in ("schema", "table_name", "column_name") or (key or "").startswith("existing_") for key in given
    )


def names_upgrade(node):
    """`def upgrade`, or whatever else gives something that name."""
    if isinstance(node, FUNCTIONS):
        return node.name == "upgrade"
    if isinstance(node, (ast.If, ast.Try)):
        return any(names_upgrade(inner) for inner in ast.iter_child_nodes(node))
    if isinstance(node, ast.Assign):
        return any(isinstance(target, ast.Name) and target.id == "upgrade" for target in node.targets)
    return False


def below(node):
    """Everything in it, but for the functions and classes within: those count where they are named."""
    waiting = [node]
    while waiting:
        inner = waiting.pop()
        yield inner
        for child in ast.iter_child_nodes(inner):
            if isinstance(child, FUNCTIONS + (ast.ClassDef,)):
                if isinstance(node, ast.ClassDef):
                    # Its methods are called on something.
                    waiting.append(child)
                else:
                    waiting.extend(child.decorator_list)
                continue
            waiting.append(child)


def mentioned(node):
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else None


if __name__ == "__main__":
    main()
