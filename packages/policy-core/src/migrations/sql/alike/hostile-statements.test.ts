import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';

import type { SqlParser } from '../../../parsers/parsers.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { readSqlFile, type SqlReading } from '../file-reading.ts';

let parser: SqlParser;
beforeAll(async () => {
  parser = (await testParsers()).sql;
});

/** One that has read nothing yet. */
function newParser(): SqlParser {
  return { parse: (sql) => parser.parse(sql) };
}

function readAlone(text: string): SqlReading {
  return readSqlFile(newParser(), text);
}

/** A statement with places for names, written `<0>`, `<1>`. */
function fill(statement: string, names: readonly string[]): string {
  return statement.replaceAll(/<(\d)>/g, (_, place: string) => names[Number(place)] ?? 'spare');
}

const PLAIN: readonly (readonly string[])[] = [
  ['orders', 'users', 'account_id', 'carts', 'wagons'],
  ['b1', 'harvest_of_the_year', 'm', 'kettle', 'zebra_7'],
  ['wool', 'ox', 'meadow_1', 'farm', 'duck'],
];

/** One that has learned the shape of a statement from plain names. */
function learnedFrom(statement: string): SqlParser {
  const learning = newParser();
  for (const names of PLAIN) readSqlFile(learning, fill(statement, names));
  return learning;
}

/** What is read of a text is what is read of it by one who never read anything like it. */
function expectOwnReading(learning: SqlParser, text: string): void {
  expect(readSqlFile(learning, text)).toStrictEqual(readAlone(text));
}

const STATEMENTS: readonly string[] = [
  'CREATE TABLE <0> (<1> bigint PRIMARY KEY, <2> <3> NOT NULL, CONSTRAINT <4> UNIQUE (<2>))',
  'CREATE TABLE <0>.<1> (<2> int CHECK (<2> > 0), <3> text COLLATE <4>)',
  'CREATE TABLE <0> (<1> <2>[] DEFAULT ARRAY[]::<2>[], <3> int DEFAULT <4>(1e5))',
  'ALTER TABLE <0> ADD COLUMN <1> <2> DEFAULT <3>(<4>)',
  'ALTER TABLE <0> ADD COLUMN <1> timestamptz DEFAULT <2>()',
  'ALTER TABLE <0> ADD COLUMN <1> int GENERATED ALWAYS AS (<2> + <3>) STORED',
  'ALTER TABLE <0> ALTER <1> TYPE <2>.<3> USING CAST(<1> AS <4>)',
  'ALTER TABLE ONLY <0> ADD CONSTRAINT <1> CHECK (<2> IS NOT NULL AND <3> <> 0) NOT VALID',
  'ALTER TABLE <0> ADD FOREIGN KEY (<1>, <2>) REFERENCES <3> (<1>, <4>) ON UPDATE CASCADE',
  'ALTER TABLE <0> ADD PRIMARY KEY USING INDEX <1>',
  'ALTER TABLE <0> SET (<1> = <2>)',
  'ALTER TABLE <0> REPLICA IDENTITY USING INDEX <1>',
  'ALTER TABLE <0> DETACH PARTITION <1> CONCURRENTLY',
  "ALTER TYPE <0> RENAME VALUE 'a' TO 'b'",
  'ALTER TYPE <0> RENAME TO <1>',
  'ALTER INDEX <0> RENAME TO <1>',
  'ALTER SEQUENCE <0> OWNED BY <1>.<2>',
  'ALTER FUNCTION <0>(<1>) RENAME TO <2>',
  'ALTER DEFAULT PRIVILEGES IN SCHEMA <0> GRANT SELECT ON TABLES TO <1>',
  'ALTER ROLE <0> SET <1> TO <2>',
  'CREATE INDEX <0> ON <1> USING <2> (<3> <4>)',
  'CREATE UNIQUE INDEX IF NOT EXISTS <0> ON <1> ((<2>::<3>)) INCLUDE (<4>) WHERE <2> = 5',
  'CREATE INDEX CONCURRENTLY <0> ON <1> (<2>(<3>), coalesce(<4>, 0))',
  'CREATE VIEW <0> (<1>) AS SELECT <2>.<3> FROM <2>, LATERAL (SELECT <4>.* FROM <4>) l',
  'CREATE TABLE <0> AS TABLE <1> WITH NO DATA',
  'CREATE RULE <0> AS ON DELETE TO <1> DO INSTEAD DELETE FROM <2>',
  'CREATE AGGREGATE <0> (<1>) (sfunc = <2>, stype = <3>)',
  'CREATE CAST (<0> AS <1>) WITH FUNCTION <2>(<0>)',
  'CREATE OPERATOR CLASS <0> FOR TYPE <1> USING <2> AS STORAGE <3>',
  'CREATE PUBLICATION <0> FOR TABLE <1>, <2>',
  'DROP TABLE <0>, <1>.<2>',
  'DROP AGGREGATE <0>(<1>)',
  'DROP CAST (<0> AS <1>)',
  'DROP TRIGGER <0> ON <1>.<2>',
  'DROP OWNED BY <0>',
  'INSERT INTO <0> (<1>) VALUES (<2>(1)), (1e5), (-7), (.5), (ARRAY[1, 2]), (<3>.<4>)',
  'INSERT INTO <0> VALUES (1, 2) ON CONFLICT (<1>) DO UPDATE SET <2> = excluded.<2> WHERE <0>.<3> = 4',
  'INSERT INTO <0> (<1>[1], <1>[2]) SELECT <2>, count(*) FROM <3> GROUP BY 1 RETURNING <4>',
  'UPDATE <0> <1> SET (<2>, <3>) = (SELECT <2>, <3> FROM <4> WHERE <4>.<2> = <1>.<2>)',
  'UPDATE <0> SET <1>[3] = <2>[1:2], <3> = <3> + 1',
  'DELETE FROM ONLY <0> USING <1> WHERE <0>.<2> = <1>.<3>',
  'MERGE INTO <0> USING <1> ON <0>.<2> = <1>.<2> WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN DO NOTHING',
  'WITH RECURSIVE <0> AS (SELECT 1 UNION ALL SELECT * FROM <0>) SELECT <1>(<2>) FROM <3>',
  'SELECT <0>.<1>(<2>), <3> FROM <4>',
  'SELECT <0>(<1> => 5, <2> := <3>)',
  'SELECT <0> FROM <1> FOR UPDATE OF <1>',
  'SELECT * FROM <0>(<1>) WITH ORDINALITY',
  "SELECT <0>('new', <1>, 3)",
  "SELECT <0> '2020-01-01'",
  'SET <0>.<1> TO <2>, <3>',
  'SET ROLE <0>',
  'SET SESSION AUTHORIZATION <0>',
  'SHOW <0>',
  'GRANT <0> TO <1> WITH ADMIN OPTION',
  'GRANT USAGE ON SCHEMA <0> TO <1>',
  'REASSIGN OWNED BY <0> TO <1>',
  'REINDEX (<0>) TABLE <1>',
  'VACUUM (<0> off) <1>',
  'EXPLAIN (<0>) DELETE FROM <1>',
  "COPY <0> TO PROGRAM 'x' WITH (<1> <2>)",
  'EXECUTE <0>(<1>)',
  'PREPARE <0> AS DELETE FROM <1> WHERE <2> = 1',
  'LOCK <0>, <1> NOWAIT',
  'NOTIFY <0>',
  "DO LANGUAGE <0> 'DROP TABLE x'",
  "CREATE FUNCTION <0>() RETURNS <1> LANGUAGE <2> AS 'DROP TABLE x'",
  'CREATE EVENT TRIGGER <0> ON <1> EXECUTE FUNCTION <2>()',
];

/** Names that mean something of their own to PostgreSQL, or that are written in a way of their own. */
const HOSTILE: Readonly<Record<string, readonly string[]>> = {
  'key words': ['select', 'Table', 'user', 'default', 'values', 'null', 'all', 'only', 'current_date'],
  'key words that may be names': ['value', 'name', 'text', 'owner', 'enum', 'zone', 'password', 'stdin'],
  types: [
    'int4',
    'float8',
    'bpchar',
    'timestamptz',
    'varbit',
    'oid',
    'regclass',
    'hstore',
    'citext',
    'money',
  ],
  'types that are made of others': ['serial', 'bigserial', 'smallserial', 'serial4', 'serial8'],
  functions: [
    'now',
    'random',
    'nextval',
    'set_config',
    'lower',
    'pg_sleep',
    'pg_advisory_lock',
    'dblink_exec',
  ],
  schemas: ['public', 'pg_catalog', 'pg_temp', 'pg_temp_3', 'pg_toast', 'information_schema'],
  settings: ['search_path', 'lock_timeout', 'statement_timeout', 'session_replication_role', 'role'],
  'access methods and options': [
    'btree',
    'gin',
    'gist',
    'hash',
    'hnsw',
    'fillfactor',
    'concurrently',
    'analyze',
  ],
  'values of options': ['on', 'off', 'true', 'yes', 'none', 'local', 'plain', 'heap'],
  languages: ['plpgsql', 'sql', 'c', 'internal', 'plpython3u'],
  roles: ['public', 'none', 'current_user', 'session_user', 'current_role', 'postgres'],
  'names of rows': ['excluded', 'old', 'new', 'tableoid', 'ctid', 'xmin'],
  'quoted names': [
    '"orders"',
    '"Order Items"',
    '"a""b"',
    '"select"',
    '"a.b"',
    '"a;b"',
    '"--"',
    '"$$"',
    '"é"',
  ],
  'names in unicode': ['commandé', 'Ünïcode', '表', 'x😀', 'u&"d\\0061t"', 'U&"a"', 'İ', 'ſ', 'K'],
  'names in capitals': ['ORDERS', 'Orders', 'NOW', 'Serial', 'PUBLIC', 'Set_Config'],
  'names beyond 63 bytes': [
    'o'.repeat(63),
    'o'.repeat(64),
    `${'o'.repeat(63)}x`,
    'é'.repeat(40),
    '_'.repeat(70),
  ],
  'names as long as may be, and one more': ['q'.repeat(29), 'q'.repeat(30), 'q'.repeat(31)],
  'names with dollars': ['a$b', 'a$1', '_$', 'a$$b$$'],
  'names that come from the learned ones': ['qbbj', 'qbcj', 'zbcwkqwkqwkqwkqwkqwkqwkqwkqwkq', 'j', 'q'],
  'names that are parts of one another': ['a', 'aa', 'aaa', 'a_a', '_a', 'a_'],
  'names of unknown parts': ['_lk0_', '_lk1_', '_lk', 'lk0', '_lk99999_'],
  'names of what JavaScript knows': ['constructor', '__proto__', 'tostring', 'hasownproperty', 'length'],
  'no names': ["'a'", "E'a'", "U&'a'", '$$a$$', '5', '1e5', '-1', '$1', '*', '(a)', 'a.b', ':a', '', '%'],
};

describe('A statement like one that was read is read as by itself', () => {
  it.each(Object.entries(HOSTILE))('with %s in every place', (_, names) => {
    for (const statement of STATEMENTS) {
      const learning = learnedFrom(statement);
      for (const [index, name] of names.entries()) {
        expectOwnReading(learning, fill(statement, [name, name, name, name, name]));
        const around = names.slice(index).concat(PLAIN[0] ?? []);
        expectOwnReading(learning, fill(statement, around));
        const place = index % 5;
        expectOwnReading(learning, fill(statement, (PLAIN[1] ?? []).with(place, name)));
      }
    }
  });

  it('with any of them in any place, whichever was read first', () => {
    const every = Object.values(HOSTILE).flat();
    const names = fc.array(fc.oneof(fc.constantFrom(...every), fc.constantFrom(...PLAIN.flat())), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(
        fc.constantFrom(...STATEMENTS),
        fc.array(names, { minLength: 4, maxLength: 6 }),
        (statement, all) => {
          const learning = newParser();
          for (const one of all) expectOwnReading(learning, fill(statement, one));
        },
      ),
      { numRuns: 400 },
    );
  });
});

/** What may stand between two tokens without another meaning. */
const GAPS = [
  ' ',
  '\n',
  '\r\n',
  '\t\f',
  '\v',
  ' /* orders */ ',
  ' /* ; \' " $$ */ ',
  ' -- users\n',
  " -- it's é 😀\n",
  ' /* a /* b */ c */ ',
  ' /**/ ',
  '\u00A0',
  '\\\n',
];

/** What a hand that slips writes into a statement, or leaves out of it. */
const SLIPS = [
  '(',
  ')',
  ',',
  ';',
  '.',
  "'",
  '"',
  '--',
  '/*',
  '*/',
  '$$',
  'NOT',
  'IF',
  'ONLY',
  '::',
  '[1]',
  '= 1',
  'AS',
];

interface Slip {
  readonly at: number;
  readonly change: 'leave out' | 'double' | 'swap' | 'put in' | 'other case';
  readonly text: string;
}

const slip: fc.Arbitrary<Slip> = fc.record({
  at: fc.nat(30),
  change: fc.constantFrom('leave out', 'double', 'swap', 'put in', 'other case'),
  text: fc.constantFrom(...SLIPS),
});

function slipped(parts: readonly string[], { at, change, text }: Slip): readonly string[] {
  const place = at % Math.max(1, parts.length);
  const part = parts[place] ?? '';
  switch (change) {
    case 'leave out':
      return parts.toSpliced(place, 1);
    case 'double':
      return parts.toSpliced(place, 0, part);
    case 'swap':
      return parts.toSpliced(place, 2, parts[place + 1] ?? '', part);
    case 'put in':
      return parts.toSpliced(place, 0, text);
    case 'other case':
      return parts.with(place, part === part.toLowerCase() ? part.toUpperCase() : part.toLowerCase());
  }
}

const mutated = fc
  .tuple(
    fc.constantFrom(...STATEMENTS),
    fc.array(slip, { maxLength: 2 }),
    fc.array(fc.constantFrom(' ', ' ', ' ', ...GAPS), { minLength: 4, maxLength: 4 }),
  )
  .map(([statement, slips, gaps]) => {
    const parts = slips.reduce(slipped, statement.split(' '));
    return parts
      .map((part, index) => `${index === 0 ? '' : (gaps[index % gaps.length] ?? ' ')}${part}`)
      .join('');
  });

describe('A statement that somebody changed is read as by itself', () => {
  it('after its like with plain names', () => {
    const hostile = fc.constantFrom(...Object.values(HOSTILE).flat(), ...PLAIN.flat());
    fc.assert(
      fc.property(mutated, fc.array(hostile, { minLength: 5, maxLength: 5 }), (statement, names) => {
        const learning = learnedFrom(statement);
        for (const text of [...PLAIN.map((plain) => fill(statement, plain)), fill(statement, names)])
          expectOwnReading(learning, text);
      }),
      { numRuns: 600 },
    );
  });

  it('in the middle of others that are known', () => {
    const learning = newParser();
    const known = STATEMENTS.slice(0, 12);
    for (const names of PLAIN) for (const statement of known) readSqlFile(learning, fill(statement, names));
    const part = fc.oneof(
      fc.tuple(fc.constantFrom(...known), fc.constantFrom(...PLAIN)).map(([one, names]) => fill(one, names)),
      fc.tuple(mutated, fc.constantFrom(...PLAIN)).map(([one, names]) => fill(one, names)),
    );
    const between = fc.constantFrom(';', ';\n', ' ; ', ';;', ';\n-- é 😀\n', ';/* a */', ';\r\n\r\n');
    fc.assert(
      fc.property(fc.array(fc.tuple(part, between), { minLength: 2, maxLength: 6 }), (parts) => {
        expectOwnReading(learning, parts.flat().join(''));
      }),
      { numRuns: 500 },
    );
  });
});

describe('What is read without asking PostgreSQL again', () => {
  /** Never asked, as long as the shape is known. */
  function silentAfter(statement: string): { readonly parser: SqlParser; readonly asked: () => number } {
    let count = 0;
    const learning: SqlParser = {
      parse: (sql) => {
        count += 1;
        return parser.parse(sql);
      },
    };
    for (const names of PLAIN) readSqlFile(learning, fill(statement, names));
    const before = count;
    return { parser: learning, asked: () => count - before };
  }

  it.each<[string, readonly string[]]>([
    ['DROP TABLE <0>, <1>.<2>', ['<0>', '<1>.<2>']],
    ['ALTER INDEX <0> RENAME TO <1>', ['']],
    ['ALTER TABLE <0> ADD COLUMN <1> timestamptz DEFAULT <2>()', ['']],
    [
      'ALTER TABLE <0> ADD COLUMN <1> <2>, DROP COLUMN <3>, ALTER <4> SET NOT NULL',
      ['ADD COLUMN <1> <2>', 'DROP COLUMN <3>', 'ALTER <4> SET NOT NULL'],
    ],
    ['CREATE TABLE <0> (<1> bigint PRIMARY KEY, <2> <3> NOT NULL, CONSTRAINT <4> UNIQUE (<2>))', ['']],
    ['UPDATE <0> SET <1>[3] = <2>[1:2], <3> = <3> + 1', ['']],
    ['DELETE FROM ONLY <0> USING <1> WHERE <0>.<2> = <1>.<3>', ['']],
  ])('underlines what stands there: %s', (statement, parts) => {
    const { parser: learning, asked } = silentAfter(statement);
    const name = fc.stringMatching(/^(?:kettle|wool|harvest)_[a-z0-9]{1,15}_x$/);
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 5, maxLength: 5 }), fc.nat(20), (names, indent) => {
        const sql = fill(statement, names);
        const text = `${' '.repeat(indent)}${sql};\n\n${sql}`;
        const { upgrade, drops, problems } = readSqlFile(learning, text);
        const underlined = parts.map((part) => (part === '' ? sql : fill(part, names)));
        const places = upgrade.steps.map(({ start, end }) => text.slice(start, end));
        expect(places).toEqual([...underlined, ...underlined]);
        expect(problems).toEqual([]);
        for (const { start, end } of drops) expect(places).toContain(text.slice(start, end));
        expect(asked()).toBe(0);
      }),
      { numRuns: 30 },
    );
  });
});
