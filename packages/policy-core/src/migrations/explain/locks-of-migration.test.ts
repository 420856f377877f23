import { beforeAll, describe, expect, test } from 'vitest';

import type { RevisionHistory } from '../history/revision-history.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { terminalText } from '../../report/document/terminal.ts';
import { migrationLocksDocument } from '../../report/migration-locks-document.ts';
import { testParsers } from '../../testing/load-parsers.ts';
import { migrationsAnswers } from '../../answers/migrations-answers.ts';
import { historyOfTexts, revisionTexts } from '../../testing/read-history.ts';
import { sampleMigrationHistory } from '../../testing/sample-migration-graph.ts';
import { locksOfMigration } from './locks-of-migration.ts';
import type { MigrationLocks } from './migration-locks.ts';

let parsers: Parsers;

beforeAll(async () => {
  parsers = await testParsers();
});

/** People and orders, which belong to people; then the revision `b2`. */
function shopWith(upgrade: string): RevisionHistory {
  const tables = [
    'op.create_table("people", sa.Column("id", sa.Integer(), primary_key=True))',
    'op.create_table("orders", sa.Column("id", sa.Integer(), primary_key=True), sa.Column("note", sa.Text()), sa.Column("by", sa.Integer(), sa.ForeignKey("people.id")))',
  ].join('\n');
  return historyOfTexts(
    parsers,
    revisionTexts({ a1: { upgrade: tables }, b2: { message: 'change orders', parents: '"a1"', upgrade } }),
  );
}

function locksOf(history: RevisionHistory, id = 'b2', pgVersion = 15): MigrationLocks {
  const locks = locksOfMigration({ history, id }, pgVersion);
  if (locks === undefined) throw new Error(`${id} is not there`);
  return locks;
}

/** What is below the two lines of the head and the one of the upgrade. */
function table(upgrade: string, pgVersion = 15): readonly string[] {
  const text = terminalText(migrationLocksDocument(locksOf(shopWith(upgrade), 'b2', pgVersion)), {
    colors: false,
  });
  return text.trimEnd().split('\n').slice(3);
}

describe('the table of locks', () => {
  test('stands below what revision it is, on which PostgreSQL', () => {
    const text = terminalText(migrationLocksDocument(locksOf(shopWith('op.drop_column("orders", "note")'))), {
      colors: false,
    });
    expect(text).toBe(
      [
        'b2  change orders  (head)',
        '  alembic/versions/b2_x.py in alembic.ini',
        '  upgrade() on PostgreSQL 15',
        '    10: drops the column orders.note and every value in it',
        '        orders  ACCESS EXCLUSIVE  a moment  readers and writers wait',
        '',
      ].join('\n'),
    );
  });

  test('has columns below each other, those first that the statement names', () => {
    expect(
      table(
        [
          'op.create_index("ix", "orders", ["note"])',
          'op.drop_table("orders")',
          'op.execute("UPDATE people SET id = 1 WHERE id = 2")',
        ].join('\n'),
      ),
    ).toEqual([
      '    10: creates the index ix on orders (note)',
      '        orders  SHARE             builds an index  writers wait',
      '    11: drops the table orders and every row in it',
      '        orders  ACCESS EXCLUSIVE  a moment         readers and writers wait',
      '        people  ACCESS EXCLUSIVE  a moment         readers and writers wait  (by a foreign key)',
      '    12: changes some rows of people',
      '        people  ROW EXCLUSIVE     changes rows     nobody waits',
    ]);
  });

  test('says what is refused in a transaction, and whether it runs in one', () => {
    expect(
      table(
        [
          'op.create_index("ix", "orders", ["note"], postgresql_concurrently=True)',
          'with op.get_context().autocommit_block():',
          '    op.create_index("ix2", "orders", ["by"], postgresql_concurrently=True)',
          'op.create_index("ix3", "orders", ["by"], postgresql_concurrently=FLAG)',
        ].join('\n'),
      ),
    ).toEqual([
      '    10: creates the index ix on orders (note), while others write (CONCURRENTLY)',
      '        orders  SHARE UPDATE EXCLUSIVE  builds an index  nobody waits',
      '        is refused in a transaction, and it runs in one',
      '    12: creates the index ix2 on orders (by), while others write (CONCURRENTLY)',
      '        orders  SHARE UPDATE EXCLUSIVE  builds an index  nobody waits',
      '        is refused in a transaction, and it runs outside of one',
      '    13: creates the index ix3 on orders (by), maybe while others write (CONCURRENTLY)',
      '        orders  SHARE                   builds an index  writers wait',
      '        may be refused in a transaction, and it runs in one',
      expect.stringMatching(/^ {8}not all is known, because /),
    ]);
  });

  test('says what may fail on rows', () => {
    expect(
      table(
        [
          'op.alter_column("orders", "note", nullable=False)',
          'op.create_unique_constraint("u", "orders", ["note", "by"])',
          'op.create_check_constraint("c", "orders", "id > 0")',
          'op.add_column("orders", sa.Column("total", sa.Integer(), nullable=False))',
          // By then there is no row.
          'op.create_check_constraint("d", "orders", "id > 1")',
        ].join('\n'),
      ).filter((line) => line.includes('may fail')),
    ).toEqual([
      '        may fail where rows of orders have NULL in note',
      '        may fail where rows of orders share one value of note, by',
      '        may fail where rows of orders break it',
      '        may fail where orders has rows, as nothing fills total in them',
    ]);
  });

  test('says what cannot be told', () => {
    expect(
      table(
        'op.execute(SOME)\nop.add_column("orders", sa.Column("n", sa.Integer(), server_default=sa.text("f()")))',
      ),
    ).toEqual([
      '    10: does something that is not known, because the SQL in SOME is not known',
      '    11: adds the column orders.n (integer, nullable, default f())',
      '        orders  ACCESS EXCLUSIVE  how long is not known  readers and writers wait',
      '        not all is known, because nothing shows whether the function f gives every row a value of its own',
    ]);
  });

  test('says that nobody waits for what the migration has just made, and no row is in it', () => {
    expect(
      table(
        'op.create_table("fresh", sa.Column("id", sa.Integer()))\nop.create_index("ix", "fresh", ["id"], unique=True)',
      ),
    ).toEqual([
      '    10: creates the table fresh with 1 column, id',
      '        locks nothing that is there before it',
      '    11: creates the unique index ix on fresh (id)',
      '        fresh  SHARE  builds an index  nobody waits: it is new',
    ]);
  });

  test('knows the version of PostgreSQL', () => {
    const upgrade = 'op.execute("ALTER TABLE orders DETACH PARTITION p CONCURRENTLY")';
    expect(locksOf(shopWith(upgrade), 'b2', 18).pg_version).toBe(18);
    const notNull = 'op.execute("ALTER TYPE mood ADD VALUE \'calm\'")';
    expect(table(notNull, 13)).toEqual(table(notNull, 18));
  });

  test('does not let one long name push all others aside', () => {
    const long = 'a'.repeat(50);
    const lines = table(`op.drop_column("${long}", "x")\nop.drop_column("orders", "note")`);
    expect(lines[1]).toBe(`        ${long}  ACCESS EXCLUSIVE  a moment  readers and writers wait`);
    expect(lines[3]).toBe(
      `        orders${' '.repeat(34)}  ACCESS EXCLUSIVE  a moment  readers and writers wait`,
    );
  });
});

describe('an upgrade that does nothing that can be told', () => {
  test.each([
    ['pass', '  upgrade() on PostgreSQL 15: it does nothing'],
    ['raise NotImplementedError', '  upgrade() on PostgreSQL 15: it refuses to run'],
  ])('is told: %s', (upgrade, line) => {
    const text = terminalText(migrationLocksDocument(locksOf(shopWith(upgrade))), { colors: false });
    expect(text.trimEnd().split('\n').slice(2)).toEqual([line]);
  });

  test('may not be there, or not be in this file', () => {
    const texts = {
      'alembic/versions/a1.py': 'revision = "a1"\ndown_revision = None\n',
      'alembic/versions/b2.py': 'from elsewhere import upgrade\nrevision = "b2"\ndown_revision = "a1"\n',
    };
    const history = historyOfTexts(parsers, texts);
    const lineOf = (id: string) =>
      terminalText(migrationLocksDocument(locksOf(history, id)), { colors: false }).split('\n')[2];
    expect(lineOf('a1')).toBe('  upgrade() on PostgreSQL 15: it is not there');
    expect(lineOf('b2')).toBe(
      '  upgrade() on PostgreSQL 15: it is not defined in this file, so what it does is not known',
    );
  });

  test('may be in a file that cannot be read', () => {
    const locks = { ...locksOf(shopWith('pass')), problem: 'it is not Python', upgrade: null };
    expect(terminalText(migrationLocksDocument(locks), { colors: false }).split('\n')[2]).toBe(
      '  It cannot be read, because it is not Python.',
    );
  });

  test('may be no revision of this history', () => {
    expect(locksOfMigration({ history: shopWith('pass'), id: 'zz' }, 15)).toBeUndefined();
  });
});

describe('programs', () => {
  test('get each statement with its locks', () => {
    expect(locksOf(shopWith('op.drop_table("orders")')).statements).toEqual([
      {
        text: 'drops the table orders and every row in it',
        kind: 'drop-table',
        line: 10,
        is_certain: true,
        in_transaction: true,
        refused_in_transaction: false,
        locks: [
          {
            relation: 'orders',
            lock: 'ACCESS EXCLUSIVE',
            work: 'catalog',
            cause: 'named',
            waits: 'readers-and-writers',
            is_new: false,
          },
          {
            relation: 'people',
            lock: 'ACCESS EXCLUSIVE',
            work: 'catalog',
            cause: 'foreign-key',
            waits: 'readers-and-writers',
            is_new: false,
          },
        ],
        may_fail: [],
        unknown: [],
      },
    ]);
  });

  test('get what the contract says, of every revision and version', () => {
    const history = sampleMigrationHistory(parsers);
    for (const id of history.graph.revisions.keys()) {
      for (const version of [13, 18]) {
        const locks = locksOf(history, id, version);
        expect(migrationsAnswers.locks.parse(JSON.parse(JSON.stringify(locks)))).toEqual(locks);
      }
    }
  });
});

test('colours say who waits', () => {
  const text = terminalText(
    migrationLocksDocument(
      locksOf(shopWith('op.drop_column("orders", "note")\nop.create_index("ix", "orders", ["by"])')),
    ),
    { colors: true },
  );
  expect(text).toContain('\u001b[31mreaders and writers wait\u001b[39m');
  expect(text).toContain('\u001b[33mwriters wait\u001b[39m');
  expect(text).toContain('\u001b[1mACCESS EXCLUSIVE\u001b[22m');
});

test('of a history that runs on another database no lock is claimed', () => {
  const history = { ...shopWith('op.create_index("ix", "orders", ["note"])'), database: 'sqlite' } as const;
  expect(locksOf(history).statements).toMatchObject([
    { locks: [], may_fail: [], unknown: ['locks are known of PostgreSQL only, and this runs on SQLite'] },
  ]);
});
