import { describe, expect, it } from 'vitest';

import { testParsers } from '../../../testing/load-parsers.ts';
import { directiveRead } from '../../../testing/read-directive.ts';

const parsers = await testParsers();

/** `varchar(20)`, `numeric(10,2)`, `int4[]`; what is written where the type is not known. */
function told(written: string): string {
  const before = ['N = 20', 'ON = True', 'import sqlalchemy_utils'];
  const [operation] =
    directiveRead(parsers, { call: `op.alter_column("t", "c", type_=${written})`, before }) ?? [];
  const type = operation?.kind === 'alter-column' ? operation.type : undefined;
  if (type === undefined) throw new Error(`no type: ${written}`);
  if (!type.isKnown) return `<${type.written}>`;
  const sizes = [type.size, type.scale].filter((size) => size !== undefined);
  return `${type.name}${sizes.length === 0 ? '' : `(${sizes.join(',')})`}${'[]'.repeat(type.dimensions)}`;
}

describe('a type with a size', () => {
  it.each<[string, string]>([
    ['sa.String', 'varchar'],
    ['sa.String()', 'varchar'],
    ['sa.String(20)', 'varchar(20)'],
    ['sa.String(length=20)', 'varchar(20)'],
    ['sa.String(N)', 'varchar(20)'],
    ['sa.String(None)', 'varchar'],
    ['sa.String(length=None)', 'varchar'],
    ['sa.String(20, collation="C")', 'varchar(20)'],
    ['sa.Unicode(20)', 'varchar(20)'],
    ['sa.CHAR()', 'bpchar(1)'],
    ['sa.CHAR(3)', 'bpchar(3)'],
    ['sa.Numeric()', 'numeric'],
    ['sa.Numeric(10)', 'numeric(10)'],
    ['sa.Numeric(10, 2)', 'numeric(10,2)'],
    ['sa.Numeric(precision=10, scale=2)', 'numeric(10,2)'],
    ['sa.Numeric(10, scale=0)', 'numeric(10,0)'],
    ['sa.Numeric(scale=2)', 'numeric'],
    ['sa.DECIMAL(10, 2)', 'numeric(10,2)'],
    ['sa.Numeric(10, 2, asdecimal=False)', 'numeric(10,2)'],
    ['sa.Float()', 'float8'],
    ['sa.Float(24)', 'float4'],
    ['sa.Float(25)', 'float8'],
    ['sa.Float(precision=10)', 'float4'],
    ['sa.REAL()', 'float4'],
    ['sa.Double()', 'float8'],
    ['sa.DateTime()', 'timestamp'],
    ['sa.DateTime(timezone=True)', 'timestamptz'],
    ['sa.DateTime(True)', 'timestamptz'],
    ['sa.DateTime(timezone=ON)', 'timestamptz'],
    ['sa.TIMESTAMP(timezone=True)', 'timestamptz'],
    ['postgresql.TIMESTAMP(precision=3)', 'timestamp(3)'],
    ['postgresql.TIMESTAMP(True, 3)', 'timestamptz(3)'],
    ['sa.Time(timezone=True)', 'timetz'],
    ['postgresql.TIME(precision=0)', 'time(0)'],
    ['sa.Interval()', 'interval'],
    ['sa.Interval(second_precision=3)', 'interval(3)'],
    ['sa.Interval(native=False)', 'timestamp'],
    ['postgresql.INTERVAL(precision=3)', 'interval(3)'],
    ['sa.Uuid()', 'uuid'],
    ['sa.Uuid(native_uuid=False)', 'bpchar(32)'],
    ['postgresql.UUID(as_uuid=True)', 'uuid'],
    ['postgresql.BIT()', 'bit(1)'],
    ['postgresql.BIT(3)', 'bit(3)'],
    ['postgresql.BIT(3, varying=True)', 'varbit(3)'],
    ['postgresql.BIT(varying=True)', 'varbit'],
    ['sa.LargeBinary(length=20)', 'bytea'],
    ['sa.ARRAY(sa.String(20))', 'varchar(20)[]'],
    ['sa.ARRAY(sa.Integer, dimensions=2)', 'int4[][]'],
    ['postgresql.ARRAY(postgresql.TIMESTAMP(precision=3))', 'timestamp(3)[]'],
  ])('%s is %s', (written, expected) => {
    expect(told(written)).toBe(expected);
  });
});

describe('a type whose size only shows when it runs', () => {
  it.each([
    'sa.String(LENGTH)',
    'sa.String(length=settings.length)',
    'sa.String(20 + N)',
    'sa.String(*sizes)',
    'sa.String(**options)',
    'sa.Numeric(P, 2)',
    'sa.Numeric(10, S)',
    'sa.Float(P)',
    'sa.DateTime(timezone=ZONED)',
    'sa.DateTime(**options)',
    'sa.Interval(native=NATIVE)',
    'sa.Uuid(native_uuid=NATIVE)',
    'postgresql.BIT(varying=VARYING)',
    'sa.ARRAY(sa.String(LENGTH))',
  ])('is not guessed: %s', (written) => {
    expect(told(written)).toBe(`<${written}>`);
  });

  it.each(['Money()', 'models.Money(10)', 'sqlalchemy_utils.PhoneNumberType(20)', 'make_type()', 'TYPE'])(
    'is not guessed where nobody here knows it: %s',
    (written) => {
      expect(told(written)).toBe(`<${written}>`);
    },
  );
});
