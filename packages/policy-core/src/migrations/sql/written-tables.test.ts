import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import { anyColumn, anyConstraint, anyName, anyTableName, type Written } from '../../testing/any-table.ts';
import { operationReader, type ShownOperation } from '../../testing/read-operations.ts';

let read: (sql: string) => ShownOperation[];
beforeAll(async () => {
  read = await operationReader();
});

const comma = fc.constantFrom(', ', ',\n  ', ' /* , */ , ', ', -- then\n');
/** What may stand before a statement without changing what it does, and the like behind it. */
const before = fc.constantFrom('', "SELECT 'é😀, ('; ", '/* ( */ ', '-- ,\n');

/** Without what the statements before it do. */
function last(sql: string): ShownOperation | undefined {
  return read(sql).at(-1);
}

describe('A table that is written', () => {
  it('is read with its columns and constraints as they were meant', () => {
    fc.assert(
      fc.property(
        fc.record({
          table: anyTableName,
          columns: fc.array(anyColumn, { maxLength: 5 }),
          constraints: fc.array(anyConstraint, { maxLength: 3 }),
          comma,
          before,
          isTemporary: fc.boolean(),
          ifNotExists: fc.boolean(),
        }),
        ({ table, columns, constraints, isTemporary, ifNotExists, ...text }) => {
          const elements = [...columns, ...constraints].map(({ sql }) => sql).join(text.comma);
          const head = `CREATE ${isTemporary ? 'TEMP ' : ''}TABLE ${ifNotExists ? 'IF NOT EXISTS ' : ''}`;
          const sql = `${head}${table[0]} (${elements})`;
          expect(last(`${text.before}${sql}`)).toEqual([
            sql,
            {
              kind: 'create-table',
              table: table[1],
              columns: columns.map(({ shown }) => shown),
              ...(constraints.length === 0 ? {} : { constraints: constraints.map(({ shown }) => shown) }),
              ...(isTemporary ? { isTemporary } : {}),
              ...(ifNotExists ? { ifNotExists } : {}),
            },
          ]);
        },
      ),
    );
  });
});

/** A command of ALTER TABLE, and what it does without the table. */
const command: fc.Arbitrary<Written> = fc.oneof(
  anyColumn.map(({ sql, shown }) => ({
    sql: `ADD COLUMN ${sql}`,
    shown: { kind: 'add-column', column: shown },
  })),
  anyConstraint.map(({ sql, shown }) => ({
    sql: `ADD ${sql}`,
    shown: { kind: 'add-constraint', constraint: shown },
  })),
  fc.tuple(anyName, fc.boolean(), fc.boolean()).map(([[name, held], ifExists, cascade]) => ({
    sql: `DROP COLUMN ${ifExists ? 'IF EXISTS ' : ''}${name}${cascade ? ' CASCADE' : ''}`,
    shown: {
      kind: 'drop-column',
      column: held,
      ...(ifExists ? { ifExists } : {}),
      ...(cascade ? { cascade } : {}),
    },
  })),
  anyName.map(([name, held]) => ({
    sql: `ALTER ${name} SET NOT NULL`,
    shown: { kind: 'alter-column', column: held, nullable: false },
  })),
  anyName.map(([name, held]) => ({
    sql: `ALTER COLUMN ${name} TYPE numeric(4, 1) USING f(1, 2)`,
    shown: {
      kind: 'alter-column',
      column: held,
      type: { name: 'numeric', size: 4, scale: 1, written: 'numeric(4, 1)' },
      using: 'f(1, 2)',
    },
  })),
  anyName.map(([name, held]) => ({
    sql: `ALTER ${name} SET DEFAULT ARRAY['a, b', ']']`,
    shown: {
      kind: 'alter-column',
      column: held,
      default: { kind: 'sql', text: "ARRAY['a, b', ']']" },
    },
  })),
  anyName.map(([name, held]) => ({
    sql: `VALIDATE CONSTRAINT ${name}`,
    shown: { kind: 'validate-constraint', name: held },
  })),
);

describe('A change of a table that is written', () => {
  it('is read command by command as it was meant', () => {
    fc.assert(
      fc.property(
        fc.record({
          table: anyTableName,
          commands: fc.array(command, { minLength: 1, maxLength: 5 }),
          head: fc.constantFrom(
            'ALTER TABLE ',
            'alter table if exists ',
            'ALTER TABLE ONLY ',
            'ALTER /* , */ TABLE ',
          ),
          comma,
          before,
        }),
        ({ table, commands, head, ...text }) => {
          const sql = `${head}${table[0]} ${commands.map((one) => one.sql).join(text.comma)}`;
          const operations = read(`${text.before}${sql}`).slice(-commands.length);
          expect(operations).toEqual(
            commands.map((one) => [
              commands.length === 1 ? sql : one.sql,
              expect.objectContaining({ table: table[1], ...Object(one.shown) }),
            ]),
          );
        },
      ),
    );
  });

  it('is read in a DO block as outside of it', () => {
    fc.assert(
      fc.property(anyTableName, fc.array(command, { minLength: 1, maxLength: 3 }), ([table], commands) => {
        const sql = `ALTER TABLE ${table} ${commands.map((one) => one.sql).join(', ')}`;
        expect(read(`DO $do$ BEGIN ${sql}; END $do$`)).toEqual(read(sql));
        const unsure = read(`DO $do$ BEGIN IF a THEN ${sql}; END IF; END $do$`);
        expect(unsure).toEqual(read(sql).map(([underlined, done]) => [`${underlined} ?`, done]));
      }),
    );
  });
});

describe('Names that are written', () => {
  it('are read as PostgreSQL holds them, in whatever drops them', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(anyTableName, { minLength: 2, maxLength: 4, selector: ([written]) => written }),
        comma,
        fc.constantFrom('', ' CASCADE', ' RESTRICT'),
        fc.constantFrom('', 'IF EXISTS '),
        (...[tables, between, behind, maybe]) => {
          const sql = `DROP TABLE ${maybe}${tables.map(([written]) => written).join(between)}${behind}`;
          expect(read(sql)).toEqual(
            tables.map(([written, held]) => [
              written,
              {
                kind: 'drop-table',
                table: held,
                ...(maybe === '' ? {} : { ifExists: true }),
                ...(behind === ' CASCADE' ? { cascade: true } : {}),
              },
            ]),
          );
        },
      ),
    );
  });

  it('are read as PostgreSQL holds them, in whatever covers or changes them', () => {
    fc.assert(
      fc.property(
        anyTableName,
        anyName,
        anyName,
        ([table, held], [column, heldColumn], [other, heldOther]) => {
          const operations = [
            ...read(`CREATE UNIQUE INDEX ${other} ON ${table} (${column}) WHERE true`),
            ...read(`ALTER TABLE ${table} RENAME COLUMN ${column} TO ${other}`),
            ...read(`ALTER TABLE ${table} RENAME TO ${other}`),
            ...read(`DELETE FROM ${table} WHERE ${column} = 1`),
            ...read(`TRUNCATE ${table}`),
          ];
          expect(operations.map(([, done]) => done)).toEqual([
            {
              kind: 'create-index',
              name: heldOther,
              table: held,
              columns: [heldColumn],
              unique: true,
              isPartial: true,
              where: 'true',
            },
            { kind: 'rename-column', table: held, column: heldColumn, to: heldOther },
            { kind: 'rename-table', table: held, to: heldOther },
            { kind: 'change-rows', verb: 'delete', table: held, isFiltered: true },
            { kind: 'truncate', tables: [held] },
          ]);
        },
      ),
    );
  });
});
