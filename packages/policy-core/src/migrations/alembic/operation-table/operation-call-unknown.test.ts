import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { testParsers } from '../../../testing/load-parsers.ts';
import { stepsTaken } from '../../../testing/steps-taken.ts';
import { directiveRead } from '../../../testing/read-directive.ts';

const parsers = await testParsers();

const read = (call: string) => directiveRead(parsers, { call });

describe('a directive, whatever it is given', () => {
  const NAMES = [
    'add_column',
    'alter_column',
    'bulk_insert',
    'create_check_constraint',
    'create_entity',
    'create_exclude_constraint',
    'create_foreign_key',
    'create_index',
    'create_primary_key',
    'create_table',
    'create_unique_constraint',
    'drop_column',
    'drop_constraint',
    'drop_index',
    'drop_table',
    'rename_table',
  ];
  const PIECES = [
    '"t"',
    'None',
    'True',
    '5',
    'NAME',
    '*values',
    '["a", "b"]',
    '[*a]',
    '("a", "=")',
    'sa.Column("c", sa.Text(), sa.ForeignKey("u.id"), index=True)',
    'sa.Column(*values)',
    'sa.Column()',
    'sa.Index()',
    'sa.Enum()',
    'sa.text("x")',
    'sa.text()',
    'sa.ForeignKeyConstraint()',
    'sa.ForeignKeyConstraint([], [])',
    'sa.UniqueConstraint()',
    'sa.func.now()',
    'f()()',
    'a[0].b',
    'lambda: 1',
    'x if y else z',
    '[n for n in names]',
  ];
  const KEYWORDS = [
    'schema',
    'nullable',
    'type_',
    'server_default',
    'new_column_name',
    'name',
    'columns',
    'unique',
  ];

  const given = fc.tuple(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 6 }),
    fc.uniqueArray(
      fc.tuple(
        fc.constantFrom(...KEYWORDS),
        fc.constantFrom(...PIECES.filter((one) => !one.startsWith('*'))),
      ),
      {
        maxLength: 3,
        selector: ([keyword]) => keyword,
      },
    ),
    fc.boolean(),
  );

  it('is read without failing, and says something of every table', () => {
    fc.assert(
      fc.property(fc.constantFrom(...NAMES), given, (name, [pieces, keywords, isMore]) => {
        const parts = [
          ...pieces,
          ...keywords.map(([key, value]) => `${key}=${value}`),
          ...(isMore ? ['**more'] : []),
        ];
        const operations = read(`op.${name}(${parts.join(', ')})`);
        expect(operations).toBeDefined();
        for (const operation of operations ?? []) {
          if ('table' in operation && operation.table !== undefined) {
            expect(operation.table.isKnown || operation.table.schema === undefined).toBe(true);
          }
        }
        if (isMore && name !== 'alter_column') expect(operations?.length).toBeGreaterThan(0);
      }),
    );
  });

  it('is never of a known table that may have another schema', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('drop_table', 'drop_column', 'add_column', 'alter_column', 'create_table'),
        (name) => {
          expect(read(`op.${name}("t", **more)`)).toMatchObject([{ table: { isKnown: false } }]);
        },
      ),
    );
  });

  it('stays quick, however many columns there are', () => {
    const columns = Array.from(
      { length: 500 },
      (_, index) => `sa.Column("c${index}", sa.String(20), nullable=False)`,
    );
    const started = stepsTaken();
    const [made] = read(`op.create_table("t", ${columns.join(', ')})`) ?? [];
    expect(made).toMatchObject({ isWhole: true });
    expect(stepsTaken() - started).toBeLessThan(800_000);
  });

  it('stays quick, however deep a type goes', () => {
    const type = `${'sa.ARRAY('.repeat(60)}sa.Text()${')'.repeat(60)}`;
    expect(read(`op.alter_column("t", "c", type_=${type})`)).toMatchObject([{ type: { name: 'text' } }]);
  });
});
