import fc from 'fast-check';

/** A piece of SQL, and what must be read from it, as `read-operations.ts` shows it. */
export interface Written {
  readonly sql: string;
  readonly shown: unknown;
}

/** Names as they can be written, and as PostgreSQL holds them. */
export const anyName: fc.Arbitrary<readonly [written: string, held: string]> = fc.constantFrom(
  ['a', 'a'],
  ['Orders', 'orders'],
  ['"Orders"', 'Orders'],
  ['"order items"', 'order items'],
  ['"a""b"', 'a"b'],
  ['"a,b"', 'a,b'],
  ['"c(d"', 'c(d'],
  ['größe', 'größe'],
  ['"😀"', '😀'],
  ['"default"', 'default'],
  ['type', 'type'],
  ['comment', 'comment'],
);

/** The same with a schema before them or not. */
export const anyTableName: fc.Arbitrary<readonly [written: string, held: string]> = fc
  .tuple(fc.option(anyName, { nil: undefined }), anyName, fc.constantFrom('.', ' . ', './* , */'))
  .map(([schema, name, dot]) =>
    schema === undefined ? name : [`${schema[0]}${dot}${name[0]}`, `${schema[1]}.${name[1]}`],
  );

const anyType: fc.Arbitrary<Written> = fc
  .constantFrom(
    ['int', { name: 'int4' }],
    ['BIGINT', { name: 'int8' }],
    ['numeric(10, 2)', { name: 'numeric', size: 10, scale: 2 }],
    ['varchar(20)', { name: 'varchar', size: 20 }],
    ['double precision', { name: 'float8' }],
    ['timestamp(3) with time zone', { name: 'timestamptz', size: 3 }],
    ['text[]', { name: 'text', dimensions: 1 }],
    ['audit."Mood"', { name: 'audit.Mood' }],
  )
  .map(([sql, type]) => ({ sql, shown: { ...type, written: sql } }));

const anyDefault: fc.Arbitrary<string> = fc.constantFrom(
  '1',
  "'a, b'",
  "'é😀'",
  'now()',
  'f(1, g(2))',
  'ARRAY[1, 2]',
  "'{}'::jsonb",
  '(1 + 2) * 3',
  '-1',
  'CURRENT_TIMESTAMP',
);

/** With the columns that it reads. */
const anyCheck: fc.Arbitrary<readonly [check: string, columns: readonly string[]]> = fc.constantFrom(
  ['x > 0', ['x']],
  ["x <> ')'", ['x']],
  ['f(x, (y))', ['x', 'y']],
  ['x IN (1, 2)', ['x']],
);

/** What stands behind the type of a column, and what that makes of the column. */
const anyQualifiers = fc
  .record({
    isRequired: fc.boolean(),
    preset: fc.option(anyDefault, { nil: undefined }),
    check: fc.option(anyCheck, { nil: undefined }),
    isUnique: fc.boolean(),
    order: fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
  })
  .map(({ isRequired, preset, check, isUnique, order }) => {
    const written = [
      isRequired ? 'NOT NULL' : undefined,
      preset === undefined ? undefined : `DEFAULT ${preset}`,
      check === undefined ? undefined : `CHECK (${check[0]})`,
      isUnique ? 'UNIQUE' : undefined,
    ];
    return { isRequired, preset, check, isUnique, order, written };
  });

/** A column of a table or of ADD COLUMN. */
export const anyColumn: fc.Arbitrary<Written> = fc
  .tuple(anyName, anyType, anyQualifiers)
  .map(([[name, held], type, qualifiers]) => {
    const { isRequired, preset, check, order, written, isUnique } = qualifiers;
    const sql = [name, type.sql, ...order.flatMap((index) => written[index] ?? [])].join(' ');
    const constraints = order.flatMap((index): object[] => {
      if (index === 2 && check !== undefined) {
        return [{ at: `CHECK (${check[0]})`, kind: 'check', columns: check[1], expression: check[0] }];
      }
      return index === 3 && isUnique ? [{ at: 'UNIQUE', kind: 'unique', columns: [held] }] : [];
    });
    const shown = {
      at: sql,
      name: held,
      type: type.shown,
      nullable: !isRequired,
      ...(preset === undefined ? {} : { default: { kind: 'sql', text: preset } }),
      ...(constraints.length === 0 ? {} : { constraints }),
    };
    return { sql, shown };
  });

/** A constraint of a table or of ADD. */
export const anyConstraint: fc.Arbitrary<Written> = fc
  .tuple(
    fc.option(anyName, { nil: undefined }),
    fc.uniqueArray(anyName, { minLength: 1, maxLength: 3, selector: ([, held]) => held }),
    anyTableName,
    anyCheck,
    fc.constantFrom('unique', 'foreign-key', 'check'),
  )
  .map(([name, columns, target, [check, read], kind]) => {
    const list = columns.map(([written]) => written).join(', ');
    const held = columns.map(([, one]) => one);
    const bodies = {
      unique: { sql: `UNIQUE (${list})`, shown: { columns: held } },
      'foreign-key': {
        sql: `FOREIGN KEY (${list}) REFERENCES ${target[0]} (${list})`,
        shown: { columns: held, target: { table: target[1], columns: held } },
      },
      check: { sql: `CHECK (${check})`, shown: { columns: read, expression: check } },
    };
    const body = bodies[kind];
    const sql = name === undefined ? body.sql : `CONSTRAINT ${name[0]} ${body.sql}`;
    return { sql, shown: { at: sql, kind, ...(name === undefined ? {} : { name: name[1] }), ...body.shown } };
  });
