import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { toldRevision, type ToldRevision } from '../../testing/told-revision.ts';

const parsers = await testParsers();

/** One statement each, with exactly one step that is certain. */
const STATEMENTS = [
  'op.create_table("orders", sa.Column("id", sa.Integer()))',
  'op.drop_table("orders")',
  'op.add_column("orders", sa.Column("note", sa.Text(), nullable=True))',
  'op.drop_column("orders", "note")',
  'op.alter_column("orders", "note", existing_type=sa.Text(), nullable=False)',
  'op.create_index("ix_note", "orders", ["note"], unique=True)',
  'op.drop_index("ix_note", table_name="orders")',
  'op.create_foreign_key("fk_user", "orders", "users", ["user_id"], ["id"])',
  'op.drop_constraint("fk_user", "orders", type_="foreignkey")',
  'op.rename_table("orders", "invoices")',
  'op.execute("DELETE FROM orders WHERE id = 1")',
  'op.execute(sa.text("ALTER TABLE orders ADD note text"))',
  'op.bulk_insert(sa.table("orders"), [{"id": 1}])',
  'op.execute(f"TRUNCATE {\'orders\'}")',
  'op.get_bind().execute(sa.text("DROP VIEW v"))',
  'op.execute(statement())',
];

interface Revision {
  readonly up: readonly string[];
  readonly down: readonly string[];
}

const statements = fc.array(fc.constantFrom(...STATEMENTS), { maxLength: 6 });
const anyRevision: fc.Arbitrary<Revision> = fc.record({ up: statements, down: statements });

const block = (lines: readonly string[], indent = '    ') =>
  (lines.length === 0 ? ['pass'] : lines).map((line) => `${indent}${line}\n`).join('');
const written = ({ up, down }: Revision) =>
  `def upgrade():\n${block(up)}\n\ndef downgrade():\n${block(down)}`;

const told = (source: string) => toldRevision(parsers, source);
const stepsOf = ({ up, down }: ToldRevision) => ({ up, down });
const upOf = (up: readonly string[]) => told(written({ up, down: [] })).up;
const uncertain = (steps: readonly string[]) => steps.map((step) => `? ${step}`);

const inside = (head: string, lines: readonly string[]) =>
  lines.length === 0 ? [] : [head, ...lines.map((line) => `    ${line}`)];

/** Another way to write a revision. */
type Rewriting = (revision: Revision) => string;

const WORDS: Readonly<Record<string, Rewriting>> = {
  'another name for op': (revision) =>
    `from alembic import op as migrate\nimport sqlalchemy as sa\n\n${written(revision).replaceAll(/\bop\./g, 'migrate.')}`,
  'a local name for op': ({ up, down }) =>
    written({ up: ['o = op', ...up], down: ['o = op', ...down] }).replaceAll(/\bop\.(?!get_bind)/g, 'o.'),
  'another name for SQLAlchemy': (revision) =>
    `from alembic import op\nimport sqlalchemy as db\n\n${written(revision).replaceAll(/\bsa\./g, 'db.')}`,
  'a docstring, types and blank lines': (revision) =>
    `"""op.drop_table('x')"""\n\n${written(revision)}`
      .replace('def upgrade():\n', 'def upgrade() -> None:\n    """Drop table x."""\n\n')
      .replaceAll('\n    op', '\n\n    op'),
  'Windows line ends and other indentation': (revision) =>
    written(revision).replaceAll('    ', '\t').replaceAll('\n', '\r\n'),
  'another order of the functions': ({ up, down }) =>
    `def downgrade():\n${block(down)}\n\ndef upgrade():\n${block(up)}`,
  'a function beside them that does nothing': (revision) =>
    `${written(revision)}\ndef describe():\n    return "op.drop_table('x')"\n`,
};

const PLACES: Readonly<Record<string, Rewriting>> = {
  'a helper for all statements': ({ up, down }) =>
    `def up():\n${block(up)}\ndef down():\n${block(down)}\n${written({ up: ['up()'], down: ['down()'] })}`,
  'a helper for each statement': ({ up, down }) => {
    const all = [...up, ...down];
    const helpers = all.map((line, index) => `def step${index}():\n${block([line])}`).join('\n');
    const calls = all.map((_, index) => `step${index}()`);
    return `${helpers}\n${written({ up: calls.slice(0, up.length), down: calls.slice(up.length) })}`;
  },
  'an inner function': ({ up, down }) => {
    const inner = (lines: readonly string[]) => [...inside('def inner():', ['pass', ...lines]), 'inner()'];
    return written({ up: inner(up), down: inner(down) });
  },
  'a with that has nothing to do with it': ({ up, down }) =>
    written({ up: inside('with timer():', up), down: inside('with timer():', down) }),
  'a loop of one round': ({ up, down }) =>
    written({ up: inside('for _ in ("once",):', up), down: inside('for _ in ("once",):', down) }),
  'a class with a method for each direction': ({ up, down }) =>
    `class Steps:\n    def up(self):\n${block(up, '        ')}    def down(self):\n${block(down, '        ')}\n${written({ up: ['Steps().up()'], down: ['Steps().down()'] })}`,
};

describe('laws: other words for the same', () => {
  it('comments change nothing, nor what is underlined', () => {
    const comments = fc.constantFrom('# drop_table', '# op.drop_table("x")', '# 😀');
    fc.assert(
      fc.property(anyRevision, comments, (revision, comment) => {
        const commented = {
          up: revision.up.flatMap((line) => [comment, `${line}  ${comment}`]),
          down: revision.down.flatMap((line) => [comment, line]),
        };
        expect(told(`${comment}\n${written(commented)}${comment}\n`)).toEqual(told(written(revision)));
      }),
      { numRuns: 12 },
    );
  });

  it.each([...Object.entries(WORDS), ...Object.entries(PLACES)])('%s: the same steps', (_, rewritten) => {
    fc.assert(
      fc.property(anyRevision, (revision) => {
        expect(stepsOf(told(rewritten(revision)))).toEqual(stepsOf(told(written(revision))));
      }),
      { numRuns: 12 },
    );
  });
});

describe('laws: what is certain', () => {
  it.each(['if wanted():', 'while wanted():', 'for name in names():', 'if op.get_bind() is None:'])(
    '%s changes only that',
    (head) => {
      fc.assert(
        fc.property(anyRevision, (revision) => {
          const plain = told(written(revision));
          const maybe = told(written({ up: inside(head, revision.up), down: revision.down }));
          expect(maybe.up).toEqual(uncertain(plain.up));
          expect(maybe.down).toEqual(plain.down);
        }),
        { numRuns: 12 },
      );
    },
  );

  it('a handler of errors changes only that', () => {
    fc.assert(
      fc.property(anyRevision, ({ up, down }) => {
        const tried = up.length === 0 ? [] : [...inside('try:', up), 'except Exception:', '    pass'];
        expect(told(written({ up: tried, down })).up).toEqual(uncertain(told(written({ up, down })).up));
      }),
      { numRuns: 12 },
    );
  });

  it('what stands behind a return that may happen is not certain', () => {
    fc.assert(
      fc.property(statements, statements, (before, after) => {
        const up = [...before, 'if done():', '    return', ...after];
        const [first, second] = [upOf(before), upOf(after)];
        expect(upOf(up)).toEqual([...first, ...uncertain(second)]);
      }),
      { numRuns: 12 },
    );
  });
});

describe('laws: more of it', () => {
  it('one statement after the other comes to the steps of both', () => {
    fc.assert(
      fc.property(statements, statements, (one, two) => {
        const all = [one, two].map((up) => told(written({ up, down: [] })));
        const both = told(written({ up: [...one, ...two], down: [] }));
        expect(both.up).toEqual(all.flatMap(({ up }) => up));
        expect(both.underlined).toEqual(all.flatMap(({ underlined }) => underlined));
      }),
      { numRuns: 12 },
    );
  });

  it('calling a helper twice comes to its steps twice', () => {
    fc.assert(
      fc.property(statements, (lines) => {
        const { up } = told(`def steps():\n${block(lines)}\ndef upgrade():\n    steps()\n    steps()\n`);
        const once = told(written({ up: lines, down: [] })).up;
        expect(up).toEqual([...once, ...once]);
      }),
      { numRuns: 12 },
    );
  });

  it('upgrade and downgrade may change places', () => {
    fc.assert(
      fc.property(anyRevision, (revision) => {
        const { up, down } = told(written(revision));
        const turned = told(written({ up: revision.down, down: revision.up }));
        expect([turned.up, turned.down]).toEqual([down, up]);
      }),
      { numRuns: 12 },
    );
  });
});
