import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionIn, shownSteps } from '../../testing/steps-of.ts';
import type { Direction } from '../operations/direction.ts';

const parsers = await testParsers();

const HEADER = 'from alembic import op\nimport sqlalchemy as sa\nrevision = "b"\ndown_revision = "a"\n';
const up = (text: string) => revisionIn(parsers, `${HEADER}${text}`).upgrade;
const down = (text: string) => revisionIn(parsers, `${HEADER}${text}`).downgrade;

describe('What a direction is', () => {
  it.each<[string, string, Direction['kind']]>([
    ['nothing defines it', 'def upgrade():\n    pass\n', 'missing'],
    ['pass', 'def downgrade():\n    pass\n', 'empty'],
    ['a docstring', 'def downgrade():\n    """Nothing to undo."""\n', 'empty'],
    ['a docstring and pass', 'def downgrade() -> None:\n    """Nothing."""\n    pass\n', 'empty'],
    ['dots', 'def downgrade(): ...\n', 'empty'],
    ['a comment and pass', 'def downgrade():\n    # nothing to undo\n    pass\n', 'empty'],
    ['a bare return', 'def downgrade():\n    return\n', 'empty'],
    ['returning None', 'def downgrade():\n    return None\n', 'empty'],
    ['a constant', 'def downgrade():\n    None\n', 'empty'],
    ['an async function that passes', 'async def downgrade():\n    pass\n', 'empty'],
    ['a lambda of nothing', 'downgrade = lambda: None\n', 'empty'],
    ['raising', 'def downgrade():\n    raise NotImplementedError\n', 'raises'],
    ['raising with a text', 'def downgrade():\n    raise RuntimeError("Order No. 227")\n', 'raises'],
    ['raising after a docstring', 'def downgrade():\n    """Never."""\n    raise Exception()\n', 'raises'],
    [
      'raising after an operation',
      'def downgrade():\n    op.drop_table("a")\n    raise Exception("no")\n',
      'raises',
    ],
    ['raising from another', 'def downgrade():\n    raise A("x") from None\n', 'raises'],
    ['raising under a condition', 'def downgrade():\n    if x:\n        raise A()\n', 'runs'],
    ['raising after a return', 'def downgrade():\n    return\n    raise A()\n', 'runs'],
    ['an operation', 'def downgrade():\n    op.drop_table("a")\n', 'runs'],
    ['a call of a helper', 'def h(): pass\ndef downgrade():\n    h()\n', 'runs'],
    ['parameters', 'def downgrade(op, tables, tester):\n    op.drop_table("a")\n', 'runs'],
    ['another name of a function', 'def undo():\n    op.drop_table("a")\ndowngrade = undo\n', 'runs'],
    ['another name of an empty function', 'def undo():\n    pass\ndowngrade = undo\n', 'empty'],
    ['an import', 'from .base import downgrade\n', 'elsewhere'],
    ['an import under another name', 'from .base import undo as downgrade\n', 'elsewhere'],
    ['a member of an import', 'from . import base\ndowngrade = base.downgrade\n', 'elsewhere'],
    ['a star import', 'from .base import *\n', 'elsewhere'],
    ['a star import of Alembic', 'from alembic.op import *\n', 'missing'],
    ['something made', 'downgrade = make_downgrade("a")\n', 'elsewhere'],
    ['code in a text', 'exec(open("x.py").read())\n', 'elsewhere'],
    ['the names of the module', 'globals()["downgrade"] = helper\n', 'elsewhere'],
    ['a name set by setattr', 'setattr(sys.modules[__name__], "downgrade", f)\n', 'elsewhere'],
    ['a method of that name', 'class A:\n    def downgrade(self): pass\n', 'missing'],
    ['an inner function of that name', 'def f():\n    def downgrade(): pass\n', 'missing'],
    ['two definitions', 'if x:\n    def downgrade(): pass\nelse:\n    def downgrade(): f()\n', 'runs'],
  ])('is told: %s', (_, text, kind) => {
    expect(down(text).kind).toBe(kind);
  });

  it('says where the name, the statements and the refusal stand', () => {
    const text = `${HEADER}def downgrade() -> None:\n    """Never."""\n    raise NotImplementedError("no")\n`;
    const { name, body, raise } = revisionIn(parsers, text).downgrade;
    const shown = [name, body, raise].map((range) => range && text.slice(range.start, range.end));
    expect(shown).toEqual([
      'downgrade',
      '"""Never."""\n    raise NotImplementedError("no")',
      'raise NotImplementedError("no")',
    ]);
  });

  it.each(['downgrade = lambda: None\n', 'from x import downgrade\n', ''])(
    'has no name of its own where the file defines none: %j',
    (text) => {
      expect(down(text)).toMatchObject({ name: undefined, body: undefined, raise: undefined });
    },
  );

  it('runs when only loading the module does something', () => {
    expect(up('op.drop_table("a")\ndef upgrade():\n    pass\n').kind).toBe('runs');
  });

  it('that is elsewhere says so', () => {
    expect(shownSteps(up('from .base import upgrade\n'))).toEqual([
      '! upgrade() is not defined in this file',
    ]);
  });
});

describe('Where code belongs', () => {
  it('loading the module comes before upgrade()', () => {
    const text = 'def upgrade():\n    op.drop_table("b")\nop.drop_table("a")\n';
    expect(shownSteps(up(text))).toEqual(['drop-table a', 'drop-table b']);
  });

  it('a helper of downgrade() is not the upgrade’s', () => {
    const text = 'def h():\n    op.drop_table("a")\ndef upgrade():\n    pass\ndef downgrade():\n    h()\n';
    expect(shownSteps(up(text))).toEqual([]);
    expect(shownSteps(down(text))).toEqual(['drop-table a']);
  });

  it('a helper of both is told in both', () => {
    const text = 'def h():\n    op.drop_table("a")\ndef upgrade():\n    h()\ndef downgrade():\n    h()\n';
    expect(shownSteps(up(text))).toEqual(['drop-table a']);
    expect(shownSteps(down(text))).toEqual(['drop-table a']);
  });

  it('a helper that nobody calls comes last, and is uncertain', () => {
    const text = 'def h():\n    op.drop_table("a")\ndef upgrade():\n    op.drop_table("b")\n';
    expect(shownSteps(up(text))).toEqual(['drop-table b', '? drop-table a']);
  });

  it('a method that nobody calls comes last, too', () => {
    const text = 'class A:\n    def m(self):\n        op.drop_table("a")\ndef upgrade(): pass\n';
    expect(shownSteps(up(text))).toEqual(['? drop-table a']);
    expect(up(text).kind).toBe('empty');
  });

  it('a lambda that nobody calls, too', () => {
    expect(shownSteps(up('f = lambda: op.drop_table("a")\ndef upgrade(): pass\n'))).toEqual([
      '? drop-table a',
    ]);
  });

  it('a downgrade that upgrade() calls is both', () => {
    const text = 'def downgrade():\n    op.drop_table("a")\ndef upgrade():\n    downgrade()\n';
    expect(shownSteps(up(text))).toEqual(['drop-table a']);
    expect(shownSteps(down(text))).toEqual(['drop-table a']);
  });

  it('definitions that depend on the moment are uncertain', () => {
    const text =
      'if x:\n    def upgrade():\n        op.drop_table("a")\nelse:\n    def upgrade():\n        op.drop_table("b")\n';
    expect(shownSteps(up(text))).toEqual(['? drop-table a', '? drop-table b']);
  });

  it('functions for several databases are uncertain, and each is in its direction', () => {
    const text = [
      'def upgrade(engine_name):\n    globals()["upgrade_%s" % engine_name]()',
      'def downgrade(engine_name):\n    globals()["downgrade_%s" % engine_name]()',
      'def upgrade_one():\n    op.drop_table("a")',
      'def downgrade_one():\n    op.drop_table("b")',
      'def upgrade_two():\n    op.drop_table("c")\n',
    ].join('\n');
    expect(shownSteps(up(text))).toEqual(['? drop-table a', '? drop-table c']);
    expect(shownSteps(down(text))).toEqual(['? drop-table b']);
  });

  it('a function picked by a literal is certain', () => {
    const text = 'def h():\n    op.drop_table("a")\ndef upgrade():\n    globals()["h"]()\n';
    expect(shownSteps(up(text))).toEqual(['drop-table a']);
  });

  it('a decorator that is not known makes the function uncertain', () => {
    const text = '@for_each_schema\ndef upgrade():\n    op.drop_table("a")\n';
    expect(shownSteps(up(text))).toEqual([
      '! what the decorator does with the function is not known',
      '? drop-table a',
    ]);
  });

  it('a decorator of a method that does nothing is no matter', () => {
    const text = 'class A:\n    @hybrid_property\n    def m(self):\n        return 1\ndef upgrade(): pass\n';
    expect(shownSteps(up(text))).toEqual([]);
  });

  it('a decorator that changes nothing does not', () => {
    const text =
      'class A:\n    @staticmethod\n    def m():\n        op.drop_table("a")\ndef upgrade():\n    A.m()\n';
    expect(shownSteps(up(text))).toEqual(['drop-table a']);
  });
});
