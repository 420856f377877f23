import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { revisionIn, revisionWith, shownSteps } from '../../testing/steps-of.ts';

const parsers = await testParsers();

const STATEMENTS = [
  'op.drop_table(name)',
  'op.drop_table(PREFIX + "b")',
  'op.add_column(name, sa.Column("n", sa.Integer))',
  'op.execute(f"DELETE FROM {name}")',
  'op.execute(SQL)',
  'op.get_bind().execute(sa.text("SELECT 1"))',
  'for t in TABLES: op.drop_column(t, "x")',
  'if name: op.rename_table(name, "z")',
  'log.info("%s", name)',
  'inner(name)',
  'unknown(op)',
  'with op.batch_alter_table(name) as batch: batch.drop_column("y")',
  'x = name',
  'return',
] as const;

const CONSTANTS = [
  'import logging',
  'import sqlalchemy as sa',
  'from alembic import op',
  'PREFIX = "p_"',
  'SQL = "UPDATE a SET b = 1"',
  'TABLES = ("a", "b")',
  'log = logging.getLogger(__name__)',
  'def inner(which):',
  '    op.drop_table(which + "_inner")',
];

describe('a function that another module holds', () => {
  it('does what it does where it stands in the revision itself', () => {
    const body = fc.array(fc.constantFrom(...STATEMENTS), { minLength: 1, maxLength: 6 });
    const calls = fc.array(fc.constantFrom('help("a")', 'help(name="b")', 'h.help("c")'), {
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(body, calls, (statements, called) => {
        const helper = [
          ...CONSTANTS,
          'def help(name):',
          '    inner(name)',
          ...statements.map((line) => `    ${line}`),
        ];
        const upgrade = ['def upgrade():', ...called.map((line) => `    ${line}`), ''];
        const own = revisionIn(parsers, [...helper, ...upgrade].join('\n').replaceAll('h.help', 'help'));
        const imports = ['from app.helpers import help', 'import app.helpers as h'];
        const text = [...imports, ...upgrade].join('\n');
        const modules = { 'app/helpers.py': `${helper.join('\n')}\n` };
        const imported = revisionWith(parsers, { path: 'app/versions/a.py', text, modules });
        const plain = (line: string) => line.replace(/ \(line \d+ of app\/helpers\.py\)$/, '');
        expect(shownSteps(imported.upgrade).map(plain)).toEqual(shownSteps(own.upgrade));
        const { steps, sql, passedOver = [] } = imported.upgrade;
        const places = [...steps, ...sql, ...sql.flatMap(({ parts }) => parts), ...passedOver];
        for (const { start, end } of places) {
          expect(called).toContain(text.slice(start, end));
        }
      }),
    );
  });
});
