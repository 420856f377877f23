import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { nodeWritten, scopeAround, tracedFileOf } from '../../testing/python-source.ts';
import { alembicNames, calledName, isOp, namedByGetattr, operationBehind } from './names.ts';
import { childIn } from '../../parsers/python/nodes.ts';

const parsers = await testParsers();

function namesIn(text: string) {
  const { op, imported, everything } = alembicNames(tracedFileOf(parsers, text));
  return { op: [...op], imported: Object.fromEntries(imported), everything };
}

/** The name of what `call` calls, the last such call in the text. */
function called(text: string, call: string): string | undefined {
  const file = tracedFileOf(parsers, text);
  const node = nodeWritten(file, call);
  const callee = childIn(node, 'function');
  if (callee === undefined) throw new Error(`${call} is no call`);
  return calledName(file, alembicNames(file), { callee, scope: scopeAround(file, node) });
}

describe('The names of Alembic in a file', () => {
  it.each<[string, string, string[], Record<string, string>]>([
    ['nothing imported', 'x = 1\n', ['op'], {}],
    ['the template', 'from alembic import op\n', ['op'], {}],
    ['an alias', 'from alembic import op as operations\n', ['op', 'operations'], {}],
    ['an alias of the module', 'import alembic.op as aop\n', ['op', 'aop'], {}],
    ['several at once', 'from alembic import context, op as o\n', ['op', 'o'], {}],
    ['parentheses over lines', 'from alembic import (\n    context,\n    op as o,\n)\n', ['op', 'o'], {}],
    ['an operation', 'from alembic.op import drop_table\n', ['op'], { drop_table: 'drop_table' }],
    ['a renamed operation', 'from alembic.op import drop_table as dt\n', ['op'], { dt: 'drop_table' }],
    [
      'two operations',
      'from alembic.op import execute, drop_table as dt\n',
      ['op'],
      { execute: 'execute', dt: 'drop_table' },
    ],
    ['inside a function', 'def f():\n    from alembic import op as o\n', ['op', 'o'], {}],
    [
      'on a condition',
      'try:\n    from alembic import op as o\nexcept ImportError:\n    o = None\n',
      ['op', 'o'],
      {},
    ],
    ['for types only', 'if TYPE_CHECKING:\n    from alembic import op as o\n', ['op', 'o'], {}],
    ['another op', 'from operations import op as other\n', ['op'], {}],
    ['another module', 'import operator as op2\n', ['op'], {}],
    ['another name of alembic', 'from alembic import context as ctx\n', ['op'], {}],
    ['compatibility letters', 'from alembic.op import ｄrop_table\n', ['op'], { drop_table: 'drop_table' }],
  ])('are %s', (...[, text, op, imported]) => {
    expect(namesIn(text)).toEqual({ op, imported, everything: false });
  });

  it.each<[string, boolean]>([
    ['from alembic.op import *\n', true],
    ['def upgrade():\n    pass\nfrom alembic.op import *\n', true],
    ['from alembic import *\n', false],
    ['from sqlalchemy import *\n', false],
    ['from alembic.op import drop_table\n', false],
  ])('hold every operation after %j: %s', (text, everything) => {
    expect(namesIn(text).everything).toBe(everything);
  });
});

describe('What a call calls', () => {
  it.each<[string, string, string, string | undefined]>([
    ['a member', 'op.drop_table("a")', 'op.drop_table("a")', 'drop_table'],
    ['a member of a member', 'alembic.op.drop_table("a")', 'alembic.op.drop_table("a")', 'drop_table'],
    ['a member of a call', 'op.get_bind().execute(q)', 'op.get_bind().execute(q)', 'execute'],
    ['a member of an item', 'ops[0].drop_table("a")', 'ops[0].drop_table("a")', 'drop_table'],
    ['a member over lines', '(op\n .drop_table("a"))', 'op\n .drop_table("a")', 'drop_table'],
    ['compatibility letters', 'op.ｄrop_table("a")', 'op.ｄrop_table("a")', 'drop_table'],
    ['a name nobody binds', 'DropTable(users)', 'DropTable(users)', 'DropTable'],
    [
      'an imported operation',
      'from alembic.op import drop_table\ndrop_table(1)',
      'drop_table(1)',
      'drop_table',
    ],
    ['a renamed operation', 'from alembic.op import drop_table as d\nd(1)', 'd(1)', 'drop_table'],
    ['a name for an operation', 'd = op.drop_table\nd(1)', 'd(1)', 'drop_table'],
    ['a typed name', 'd: Any = op.drop_table\nd(1)', 'd(1)', 'drop_table'],
    ['one of two values', 'd = print\nd = op.drop_table\nd(1)', 'd(1)', 'drop_table'],
    ['a name around the function', 'd = op.execute\ndef f():\n    d(1)', 'd(1)', 'execute'],
    ['a name inside a function', 'def f():\n    d = op.execute\n    d(1)', 'd(1)', 'execute'],
    ['a name of another function', 'def f():\n    d = op.execute\ndef g():\n    d(1)', 'd(1)', 'd'],
    ['getattr', 'getattr(op, "drop_table")(1)', 'getattr(op, "drop_table")(1)', 'drop_table'],
    ['a name for getattr', 'd = getattr(op, "drop_" + "table")\nd(1)', 'd(1)', 'drop_table'],
    ['a bare execute, which may be any', 'execute(1)', 'execute(1)', undefined],
    ['a bare execute of Alembic', 'from alembic.op import *\nexecute(1)', 'execute(1)', 'execute'],
    ['an item', 'steps["drop"](1)', 'steps["drop"](1)', undefined],
    ['a lambda', '(lambda: 1)()', '(lambda: 1)()', undefined],
    ['a call of a call', 'make()(1)', 'make()(1)', undefined],
  ])('is the name its library gives it: %s', (...[, text, call, name]) => {
    expect(called(text, call)).toBe(name);
  });
});

describe('getattr with a name that is known', () => {
  it.each<[string, string, string | undefined]>([
    ['a literal', 'getattr(op, "drop_table")', 'drop_table'],
    ['a sum', 'getattr(op, "drop" + "_table")', 'drop_table'],
    ['literals in a row', 'getattr(op, "drop" "_table")', 'drop_table'],
    ['an f-string without holes', 'getattr(op, f"drop_table")', 'drop_table'],
    ['an f-string', 'getattr(op, f"drop_{kind}")', undefined],
    ['a name', 'getattr(op, action)', undefined],
    ['a default', 'getattr(op, "drop_table", None)', 'drop_table'],
    ['one argument only', 'getattr(op)', undefined],
    ['no arguments', 'getattr()', undefined],
    ['arguments that are spread', 'getattr(*pair)', undefined],
    ['another function', 'setattr(op, "drop_table")', undefined],
    ['a method of that name', 'x.getattr(op, "drop_table")', undefined],
    ['an empty name', 'getattr(op, "")', ''],
  ])('is read: %s', (_, text, name) => {
    const file = tracedFileOf(parsers, text);
    expect(namedByGetattr(file, nodeWritten(file, text), file.scopes.module)).toBe(name);
  });

  it('is followed to where its name is bound', () => {
    const file = tracedFileOf(parsers, 'ACTION = "drop_table"\ngetattr(op, ACTION)\n');
    const call = nodeWritten(file, 'getattr(op, ACTION)');
    expect(namedByGetattr(file, call, file.scopes.module)).toBe('drop_table');
  });
});

describe('The operation behind a plain name', () => {
  it.each<[string, string, string | undefined]>([
    ['from alembic.op import drop_table as x', 'an import', 'drop_table'],
    ['x = op.drop_table', 'an assignment', 'drop_table'],
    ['x = getattr(op, "execute")', 'getattr', 'execute'],
    ['from alembic.op import *', 'everything', 'x'],
    ['from alembic.op import *\nx = 1', 'its own value', undefined],
    ['from alembic.op import *\ndef x(): pass', 'its own function', undefined],
    ['x = other', 'another name', undefined],
    ['pass', 'nothing', undefined],
  ])('is, after `%s`, what %s says', (text, _, operation) => {
    const file = tracedFileOf(parsers, `${text}\n`);
    const asked = { name: 'x', scope: file.scopes.module };
    expect(operationBehind(file, alembicNames(file), asked)).toBe(operation);
  });
});

describe('The object that operations belong to', () => {
  it.each<[string, string, boolean]>([
    ['op itself', 'op', true],
    ['the path', 'alembic.op', true],
    ['an alias', 'o', true],
    ['a member called op', 'self.op', true],
    ['another name', 'operations', false],
    ['a member of op', 'op.f', false],
    ['a text', '"op"', false],
  ])('is told from others: %s', (_, source, isIt) => {
    const file = tracedFileOf(parsers, `from alembic import op as o\nx = ${source}\n`);
    const right = childIn(nodeWritten(file, `x = ${source}`), 'right') ?? nodeWritten(file, source);
    expect(isOp(file, alembicNames(file), right)).toBe(isIt);
  });

  it('is not there when there is no node', () => {
    const file = tracedFileOf(parsers, '');
    expect(isOp(file, alembicNames(file), undefined)).toBe(false);
  });
});
