import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionMeaning, type RevisionMeaning } from './revision-meaning.ts';

const parsers = await testParsers();

const REVISION = `"""add orders

Revision ID: ab12
Revises: 99ff
"""
from alembic import op
import sqlalchemy as sa

revision = 'ab12'
down_revision = '99ff'
branch_labels = None
depends_on = None

TABLE = 'orders'


def upgrade():
    op.create_table(TABLE, sa.Column('id', sa.Integer(), nullable=False))
    if add_index:
        op.execute("CREATE INDEX i ON orders (id)")


def downgrade():
    op.drop_table(TABLE)
`;

function meaning(text: string): RevisionMeaning {
  const found = revisionMeaning(parsers, text);
  if (found === undefined) throw new Error(text);
  return found;
}

/** Which parts differ when this stands for that in the sample. */
function differing(replacements: readonly (readonly [string, string])[]): readonly string[] {
  const edited = replacements.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${from} is not in the sample`);
    return text.replaceAll(from, to);
  }, REVISION);
  const [before, after] = [Object.entries(meaning(REVISION)), meaning(edited)];
  return before.filter(([part, text]) => after[part as keyof RevisionMeaning] !== text).map(([part]) => part);
}

describe('an edit means nothing', () => {
  it.each<[string, readonly (readonly [string, string])[]]>([
    ['in the docstring', [['add orders', 'add the table of orders']]],
    ['in a comment', [['    op.drop_table', '    # why\n    op.drop_table']]],
    ['in a comment behind code', [["TABLE = 'orders'", "TABLE = 'orders'  # , ( not in"]]],
    ['in a docstring of a function', [['def upgrade():', 'def upgrade():\n    """Adds them."""']]],
    ['in line ends', [['\n', '\r\n']]],
    ['in empty lines', [['\n\n\n', '\n\n']]],
    ['in quotes', [["'", '"']]],
    ['in the kind of quotes', [['"CREATE INDEX i ON orders (id)"', '"""CREATE INDEX i ON orders (id)"""']]],
    ['in a text that is put together', [["'orders'", '\'or\' "ders"']]],
    ['in how a letter is written', [["'orders'", "'\\x6frders'"]]],
    [
      'in layout and trailing commas',
      [
        [
          "TABLE, sa.Column('id', sa.Integer(), nullable=False))",
          "\n        TABLE,\n        sa.Column('id', sa.Integer(), nullable=False,),\n    )",
        ],
      ],
    ],
    [
      'in parentheses',
      [
        ["TABLE = 'orders'", "TABLE = ('orders')"],
        ['if add_index', 'if (add_index)'],
      ],
    ],
    [
      'in annotations',
      [
        ["down_revision = '99ff'", "down_revision: Union[str, None] = '99ff'"],
        ["TABLE = 'orders'", "TABLE: str = 'orders'"],
        ['def upgrade():', 'def upgrade() -> None:'],
      ],
    ],
    [
      'in imports for annotations',
      [
        [
          'from alembic import op',
          'from __future__ import annotations\nfrom typing import Sequence, Union\nfrom alembic import op',
        ],
      ],
    ],
    [
      'in the order of imports',
      [
        [
          'from alembic import op\nimport sqlalchemy as sa',
          'import sqlalchemy as sa\n\nfrom alembic import op',
        ],
      ],
    ],
    [
      'in imports that nothing uses',
      [['import sqlalchemy as sa', 'import sqlalchemy as sa\nfrom sqlalchemy.dialects import postgresql']],
    ],
    ['in the form of its parents', [["down_revision = '99ff'", "down_revision = ('99ff',)"]]],
    ['in a continued line', [["TABLE = 'orders'", "TABLE = \\\n    'orders'"]]],
    ['in names that are set to nothing', [['branch_labels = None\n', '']]],
    ['in a statement that does nothing', [['def downgrade():', 'def downgrade():\n    pass']]],
    ['in semicolons', [["TABLE = 'orders'", "TABLE = 'orders';"]]],
    [
      'in the place of the header',
      [["revision = 'ab12'\ndown_revision = '99ff'", "down_revision = '99ff'\nrevision = 'ab12'"]],
    ],
  ])('%s', (_, replacements) => {
    expect(differing(replacements)).toEqual([]);
  });
});

describe('an edit changes', () => {
  it.each<[string, readonly string[], readonly (readonly [string, string])[]]>([
    ['the id', ['revision'], [["revision = 'ab12'", "revision = 'ab13'"]]],
    ['the parent', ['parents'], [["down_revision = '99ff'", "down_revision = '99fe'"]]],
    ['what it depends on', ['parents'], [['depends_on = None', "depends_on = '77aa'"]]],
    ['its labels', ['other'], [['branch_labels = None', "branch_labels = ('billing',)"]]],
    ['a name of a column', ['upgrade'], [["'id'", "'ident'"]]],
    ['a value', ['upgrade'], [['nullable=False', 'nullable=True']]],
    ['a statement of SQL', ['upgrade'], [['ON orders (id)', 'ON orders (id, at)']]],
    ['white space inside a text', ['upgrade'], [['INDEX i ON', 'INDEX  i ON']]],
    ['text into bytes', ['upgrade'], [['"CREATE', 'b"CREATE']]],
    ['a condition', ['upgrade'], [['if add_index', 'if not add_index']]],
    ['an operator', ['upgrade'], [['if add_index', 'if 1 not in add_index']]],
    ['what is undone', ['downgrade'], [['op.drop_table(TABLE)', 'pass']]],
    ['a constant', ['other'], [["TABLE = 'orders'", "TABLE = 'carts'"]]],
    ['what a name stands for', ['imports'], [['import sqlalchemy as sa', 'import sqlalchemy_utils as sa']]],
    [
      'what is imported for its effect',
      ['imports'],
      [['import sqlalchemy as sa', 'import sqlalchemy as sa\nimport app.models']],
    ],
    ['a helper', ['other'], [["TABLE = 'orders'", "TABLE = 'orders'\n\ndef add_index(): return 1"]]],
    ['a decorator', ['upgrade'], [['def upgrade', '@retry\ndef upgrade']]],
    ['whether it runs at once', ['upgrade'], [['def upgrade', 'async def upgrade']]],
    ['a parameter', ['upgrade'], [['def upgrade()', 'def upgrade(tables)']]],
    ['a tuple of one', ['other'], [["TABLE = 'orders'", "TABLE = 'orders',"]]],
    [
      'several',
      ['revision', 'upgrade', 'downgrade'],
      [
        ["'ab12'", "'x'"],
        ['op.', 'context.'],
      ],
    ],
  ])('%s', (_, parts, replacements) => {
    expect(differing(replacements).filter((part) => part !== 'imports' || parts.includes('imports'))).toEqual(
      parts,
    );
  });
});

describe('what code means', () => {
  it.each([
    ['a[1:]', 'a[:1]'],
    ['1 < b', '1 <= b'],
    ['a in b', 'a not in b'],
    ['a is b', 'a is not b'],
    ['f(*a)', 'f(**a)'],
    ['f(a)', 'f((a,))'],
    ['(a, b)', '[a, b]'],
    ['{a}', '{**a}'],
    ['f"{a}"', 'f"{a!r}"'],
    ['f"{a}"', '"{a}"'],
    ['f"{a}b"', 'f"{a}c"'],
    ['lambda: a', 'lambda a: a'],
    ['-a', '+a'],
    ['[a for a in b]', '(a for a in b)'],
    ['[a for a in b]', '[a async for a in b]'],
    ['a if b else c', 'c if b else a'],
    ['"a\\nb"', '"a b"'],
    ['(a - b) - c', 'a - (b - c)'],
  ])('tells %s from %s', (one, two) => {
    expect(meaning(`x = ${one}\n`).other).not.toBe(meaning(`x = ${two}\n`).other);
  });

  it.each([
    ['raise A', 'return A'],
    ['global a', 'nonlocal a'],
    ['yield a', 'yield from a'],
    ['for a in b:\n        c', 'async for a in b:\n        c'],
    ['with a as b:\n        c', 'with a:\n        c'],
    ['try:\n        a\n    except B:\n        c', 'try:\n        a\n    except* B:\n        c'],
    ['raise A', 'raise A from B'],
    ['if a:\n        b\n    c', 'if a:\n        b\n        c'],
    ['a += 1', 'a = 1'],
    ['a: int = 1', 'b: int = 1'],
    ['del a', 'a'],
  ])('tells %s from %s in a function', (one, two) => {
    const inFunction = (code: string) => meaning(`def upgrade():\n    ${code}\n`).upgrade;
    expect(inFunction(one)).not.toBe(inFunction(two));
  });

  it.each([
    ['a = b, c', 'a = (b, c)'],
    ['for a, b in c: d()', 'for (a, b) in c: d()'],
    ['a = (((b)))', 'a = b'],
    ['a = f(b, c,)', 'a = f(\n    b,\n    c\n)'],
    ['a = {"b": 1, }', "a = {'b': 1}"],
    ['def f(a: int = 1, *, b: str) -> None: g()', 'def f(a=1, *, b):\n    g()'],
    ['import a, b', 'import b\nimport a'],
    ['from a import b, c', 'from a import (\n    c,\n    b as b,\n)'],
  ])('does not tell %s from %s', (one, two) => {
    expect(meaning(`${one}\n`).other).toBe(meaning(`${two}\n`).other);
  });

  it('is unknown where it is no Python', () => {
    expect(revisionMeaning(parsers, 'revision = (\n')).toBeUndefined();
  });
});
