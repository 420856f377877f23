import { describe, expect, test } from 'vitest';

import { testParsers } from '../../testing/load-parsers.ts';
import { sqlMigrations } from '../../testing/sql-migrations.ts';
import { droppedConstraint, type DroppedConstraint } from './dropped-constraint.ts';
import { migrationSteps } from './migration-step.ts';
import { unknownName } from '../operations/name.ts';

const { sql: parser } = await testParsers();
const BEFORE = [
  'CREATE TABLE people (id int PRIMARY KEY)',
  `CREATE TABLE orders (
    id int CONSTRAINT pk PRIMARY KEY,
    shop int,
    code text,
    person int CONSTRAINT fk REFERENCES people,
    total int CONSTRAINT positive CHECK (total > 0),
    CONSTRAINT uq UNIQUE (shop, code)
  )`,
].join(';\n');
const drop = (name: string) => `ALTER TABLE orders DROP CONSTRAINT ${name}`;

/** What is known of each constraint that a migration drops. */
function dropped(upgrade: string, before: string | undefined = BEFORE): readonly DroppedConstraint[] {
  const migrations = sqlMigrations(parser, before === '' ? { upgrade } : { before, upgrade });
  return migrationSteps(migrations, 'drop-constraint').flatMap((step) => {
    const { name } = step.operation;
    return name === undefined ? [] : [droppedConstraint(step, name)];
  });
}

describe('The kind of a dropped constraint', () => {
  test.each<[string, DroppedConstraint['kind']]>([
    ['pk', 'primary-key'],
    ['uq', 'unique'],
    ['fk', 'foreign-key'],
    ['positive', 'check'],
    ['elsewhere', undefined],
  ])('is told by the schema: %s is %s', (name, kind) => {
    expect(dropped(drop(name))).toEqual([{ kind, isMissed: true }]);
  });

  test('is that of the table which it is dropped from', () => {
    expect(dropped('ALTER TABLE people DROP CONSTRAINT uq')).toEqual([{ kind: undefined, isMissed: true }]);
    expect(dropped('ALTER TABLE public.orders DROP CONSTRAINT uq')).toEqual([
      { kind: 'unique', isMissed: true },
    ]);
  });

  test('is not known where nothing ran before', () => {
    expect(dropped(drop('uq'), '')).toEqual([{ kind: undefined, isMissed: true }]);
  });

  test('is told by the migration itself where it made the constraint', () => {
    expect(dropped(`ALTER TABLE orders ADD CONSTRAINT c CHECK (id > 0); ${drop('c')}`, '')).toEqual([
      { kind: 'check', isMissed: false },
    ]);
  });
});

describe('Nobody misses a constraint', () => {
  test.each([
    ['whose table goes', `${drop('uq')}; DROP TABLE orders`],
    ['whose column goes', `${drop('uq')}; ALTER TABLE orders DROP code`],
    [
      'whose column gets another name and goes',
      `${drop('uq')}; ALTER TABLE orders RENAME code TO c; ALTER TABLE orders DROP c`,
    ],
    [
      'that is made again under its name',
      `${drop('uq')}; ALTER TABLE orders ADD CONSTRAINT uq UNIQUE (shop)`,
    ],
    ['that another one of its columns replaces', `${drop('uq')}; ALTER TABLE orders ADD UNIQUE (shop, code)`],
    [
      'that one of its columns in another order replaces',
      `${drop('uq')}; ALTER TABLE orders ADD UNIQUE (code, shop)`,
    ],
    ['that a unique index replaces', `${drop('uq')}; CREATE UNIQUE INDEX i ON orders (shop, code)`],
    [
      'that a unique index on fewer columns replaces',
      `${drop('uq')}; CREATE UNIQUE INDEX i ON orders (code)`,
    ],
    ['that one before it replaces', `CREATE UNIQUE INDEX i ON orders (code, shop); ${drop('uq')}`],
    ['that any other key of the table replaces', `${drop('pk')}; ALTER TABLE orders ADD PRIMARY KEY (code)`],
    ['that a key column replaces', `${drop('pk')}; ALTER TABLE orders ADD uid uuid PRIMARY KEY`],
    [
      'that a foreign key over more columns replaces',
      `${drop('fk')}; ALTER TABLE orders ADD FOREIGN KEY (shop, person) REFERENCES staff (a, b)`,
    ],
    [
      'that a foreign key to another table replaces',
      `${drop('fk')}; ALTER TABLE orders ADD FOREIGN KEY (person) REFERENCES staff NOT VALID`,
    ],
    [
      'that is replaced under a new name of its column',
      `${drop('fk')}; ALTER TABLE orders RENAME person TO who; ALTER TABLE orders ADD FOREIGN KEY (who) REFERENCES staff`,
    ],
    [
      'that is replaced under a new name of its table',
      `${drop('fk')}; ALTER TABLE orders RENAME TO sales; ALTER TABLE sales ADD FOREIGN KEY (person) REFERENCES staff`,
    ],
  ])('%s', (_, sql) => {
    expect(dropped(sql).map(({ isMissed }) => isMissed)).toEqual([false]);
  });

  test('whose columns stay unique by fewer of them', () => {
    const before = `${BEFORE}; CREATE UNIQUE INDEX one_code ON orders (code)`;
    expect(dropped(drop('uq'), before)).toEqual([{ kind: 'unique', isMissed: false }]);
  });

  test('whose work NOT NULL takes over', () => {
    const before = 'CREATE TABLE orders (code text, CONSTRAINT ck_code_there CHECK (code IS NOT NULL))';
    const set = 'ALTER TABLE orders ALTER code SET NOT NULL';
    expect(dropped(`${set}; ${drop('ck_code_there')}`, before)).toEqual([{ kind: 'check', isMissed: false }]);
    expect(dropped(`${set}; ${drop('ck_code_there')}`, '')).toEqual([{ kind: undefined, isMissed: false }]);
  });

  test('that the migration made itself, whatever becomes of its columns', () => {
    const add = 'ALTER TABLE orders ADD CONSTRAINT fresh UNIQUE (total)';
    expect(dropped(`${add}; ${drop('fresh')}`)).toEqual([{ kind: 'unique', isMissed: false }]);
  });

  test('that nothing but its name is known of, where that names a column which goes', () => {
    const sql = (column: string) => `${drop('uq_orders_code')}; ALTER TABLE orders DROP ${column}`;
    const isMissed = (column: string) => dropped(sql(column), '').map((one) => one.isMissed);
    expect(isMissed('code')).toEqual([false]);
    expect(isMissed('orders_code')).toEqual([false]);
    expect(isMissed('cod')).toEqual([true]);
    expect(isMissed('shop')).toEqual([true]);
  });

  test('that nothing is known of, where one of any kind is made', () => {
    expect(dropped(`${drop('x')}; ALTER TABLE orders ADD UNIQUE (shop)`, '')).toEqual([
      { kind: undefined, isMissed: false },
    ]);
  });
});

describe('A constraint is missed', () => {
  test.each([
    ['where another table goes', `${drop('uq')}; DROP TABLE people`],
    ['where a table of its name goes in another schema', `${drop('positive')}; DROP TABLE old.people`],
    ['where another column goes', `${drop('uq')}; ALTER TABLE orders DROP total`],
    ['where a column of its name goes elsewhere', `${drop('uq')}; ALTER TABLE people DROP code`],
    [
      'where one of another kind is made',
      `${drop('uq')}; ALTER TABLE orders ADD FOREIGN KEY (shop, code) REFERENCES t`,
    ],
    [
      'where only more columns are unique',
      `${drop('uq')}; ALTER TABLE orders ADD UNIQUE (shop, code, total)`,
    ],
    ['where only other columns are unique', `${drop('uq')}; ALTER TABLE orders ADD UNIQUE (total)`],
    ['where an index is not unique', `${drop('uq')}; CREATE INDEX i ON orders (shop, code)`],
    [
      'where another foreign key is made',
      `${drop('fk')}; ALTER TABLE orders ADD FOREIGN KEY (shop) REFERENCES t`,
    ],
    ['where another table gets a key', `${drop('pk')}; ALTER TABLE people ADD PRIMARY KEY (id)`],
    ['where a column may be NULL', `${drop('positive')}; ALTER TABLE orders ALTER total DROP NOT NULL`],
  ])('%s', (_, sql) => {
    expect(dropped(sql).map(({ isMissed }) => isMissed)).toEqual([true]);
  });

  test('where only some rows stay unique', () => {
    const before = `${BEFORE}; CREATE UNIQUE INDEX one_code ON orders (code) WHERE total > 0`;
    expect(dropped(drop('uq'), before)).toEqual([{ kind: 'unique', isMissed: true }]);
  });

  test('where its columns stay unique only perhaps', () => {
    const before = `${BEFORE}; CREATE UNIQUE INDEX one_code ON orders (code)`;
    const sql = `${drop('uq')}; DO $$ BEGIN EXECUTE 'DROP INDEX ' || x; END $$`;
    expect(dropped(sql, before)).toEqual([{ kind: 'unique', isMissed: true }]);
  });

  test('where what kept its columns unique goes as well', () => {
    const before = `${BEFORE}; CREATE UNIQUE INDEX one_code ON orders (code)`;
    expect(dropped(`${drop('uq')}; DROP INDEX one_code`, before)).toEqual([
      { kind: 'unique', isMissed: true },
    ]);
  });

  test('of each that goes, and not of the one that is replaced', () => {
    expect(
      dropped(`${drop('uq')}; ${drop('fk')}; ${drop('pk')}; ALTER TABLE orders ADD PRIMARY KEY (code)`),
    ).toEqual([
      { kind: 'unique', isMissed: false },
      { kind: 'foreign-key', isMissed: true },
      { kind: 'primary-key', isMissed: false },
    ]);
  });
});

describe('A constraint whose name only shows when it runs', () => {
  /** As if the name of the first one was made by the program. */
  function nameless(upgrade: string): DroppedConstraint | undefined {
    const [step] = migrationSteps(sqlMigrations(parser, { before: BEFORE, upgrade }), 'drop-constraint');
    return step && droppedConstraint(step, unknownName('found[0]'));
  }

  test('is missed, and of no known kind', () => {
    expect(nameless(drop('uq'))).toEqual({ kind: undefined, isMissed: true });
  });

  test('may be on any column that goes', () => {
    expect(nameless(`${drop('uq')}; ALTER TABLE orders DROP total`)).toEqual({
      kind: undefined,
      isMissed: false,
    });
  });

  test('may be made again by SQL that only shows when it runs, afterwards', () => {
    const again = "DO $$ BEGIN EXECUTE 'ALTER TABLE orders ADD CONSTRAINT ' || x; END $$";
    expect(nameless(`${drop('uq')}; ${again}`)?.isMissed).toBe(false);
    expect(nameless(`${again}; ${drop('uq')}`)?.isMissed).toBe(true);
    expect(nameless(`${drop('uq')}; DO $$ BEGIN EXECUTE 'DROP ' || x; END $$`)?.isMissed).toBe(true);
    expect(dropped(`${drop('uq')}; ${again}`).map(({ isMissed }) => isMissed)).toEqual([true]);
  });
});

describe('A reference of which the history knows nothing', () => {
  const gone = (name: string, column: string) =>
    dropped(`${drop(name)}; ALTER TABLE orders DROP COLUMN ${column}`).map(({ isMissed }) => isMissed);

  test.each([
    ['that MySQL named', 'orders_ibfk_2'],
    ['whose name tells tables only', 'fk_orders_people'],
    ['whose name says no more than that', 'the_fk'],
  ])('may go with any column: %s', (_, name) => {
    expect(gone(name, 'note')).toEqual([false]);
  });

  test.each([
    ['its name tells another column', 'orders_shop_fkey'],
    ['its name tells another column of those that are known', 'fk_orders_shop'],
    ['PostgreSQL named it after one that is not known', 'orders_buyer_fkey'],
    ['its name does not say that it is a reference', 'mandatory'],
  ])('is missed where %s', (_, name) => {
    expect(gone(name, 'note')).toEqual([true]);
  });

  test('is missed where no column goes, and where one of another table does', () => {
    expect(dropped(drop('orders_ibfk_2'))).toEqual([{ kind: undefined, isMissed: true }]);
    const elsewhere = `${drop('orders_ibfk_2')}; ALTER TABLE people DROP COLUMN name`;
    expect(dropped(elsewhere)).toEqual([{ kind: undefined, isMissed: true }]);
  });

  test('is missed where the history knows its columns, and another one goes', () => {
    expect(gone('fk', 'shop')).toEqual([true]);
    expect(gone('fk', 'person')).toEqual([false]);
  });
});
