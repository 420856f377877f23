import { describe, expect, it } from 'vitest';

import type { ColumnType, KnownType } from '../../operations/column-type.ts';
import { testParsers } from '../../../testing/load-parsers.ts';
import { directiveRead } from '../../../testing/read-directive.ts';

const parsers = await testParsers();

function typeOf(written: string, before: readonly string[] = []): ColumnType {
  const call = `op.alter_column("t", "c", type_=${written})`;
  const [operation] = directiveRead(parsers, { call, before }) ?? [];
  if (operation?.kind !== 'alter-column' || operation.type === undefined)
    throw new Error(`no type: ${written}`);
  return operation.type;
}

const NONE = { isKnown: true, size: undefined, scale: undefined, dimensions: 0 } as const;

type Shape = Pick<KnownType, 'name'> & Partial<KnownType>;

describe('a type of SQLAlchemy', () => {
  it.each<[string, Shape]>([
    ['sa.Integer()', { name: 'int4' }],
    ['sa.Integer', { name: 'int4' }],
    ['sa.INTEGER()', { name: 'int4' }],
    ['sa.INT()', { name: 'int4' }],
    ['sa.BigInteger()', { name: 'int8' }],
    ['sa.BIGINT()', { name: 'int8' }],
    ['sa.SmallInteger()', { name: 'int2' }],
    ['sa.SMALLINT()', { name: 'int2' }],
    ['sa.Boolean()', { name: 'bool' }],
    ['sa.BOOLEAN()', { name: 'bool' }],
    ['sa.Boolean(create_constraint=True, name="b")', { name: 'bool' }],
    ['sa.Text()', { name: 'text' }],
    ['sa.TEXT()', { name: 'text' }],
    ['sa.UnicodeText()', { name: 'text' }],
    ['sa.Date()', { name: 'date' }],
    ['sa.DATE()', { name: 'date' }],
    ['sa.LargeBinary()', { name: 'bytea' }],
    ['sa.LargeBinary(length=20)', { name: 'bytea' }],
    ['sa.PickleType()', { name: 'bytea' }],
    ['sa.JSON()', { name: 'json' }],
    ['sa.REAL()', { name: 'float4' }],
    ['sa.Double()', { name: 'float8' }],
    ['sa.DOUBLE_PRECISION()', { name: 'float8' }],
    ['postgresql.DOUBLE_PRECISION(precision=53)', { name: 'float8' }],
    ['postgresql.JSONB(astext_type=sa.Text())', { name: 'jsonb' }],
    ['postgresql.UUID(as_uuid=True)', { name: 'uuid' }],
    ['sa.UUID()', { name: 'uuid' }],
    ['postgresql.BYTEA()', { name: 'bytea' }],
    ['postgresql.CITEXT()', { name: 'citext' }],
    ['postgresql.INET()', { name: 'inet' }],
    ['postgresql.CIDR()', { name: 'cidr' }],
    ['postgresql.MACADDR()', { name: 'macaddr' }],
    ['postgresql.HSTORE(text_type=sa.Text())', { name: 'hstore' }],
    ['postgresql.TSVECTOR()', { name: 'tsvector' }],
    ['postgresql.TSQUERY()', { name: 'tsquery' }],
    ['postgresql.OID()', { name: 'oid' }],
    ['postgresql.REGCLASS()', { name: 'regclass' }],
    ['postgresql.MONEY()', { name: 'money' }],
    ['postgresql.INT4RANGE()', { name: 'int4range' }],
    ['postgresql.TSTZRANGE()', { name: 'tstzrange' }],
    ['postgresql.INT8MULTIRANGE()', { name: 'int8multirange' }],
  ])('is that of PostgreSQL: %s', (written, shape) => {
    expect(typeOf(written)).toEqual({ ...NONE, ...shape, written });
  });

  it.each<[string, Shape]>([
    ['sa.String()', { name: 'varchar' }],
    ['sa.String', { name: 'varchar' }],
    ['sa.String(20)', { name: 'varchar', size: 20 }],
    ['sa.String(length=20)', { name: 'varchar', size: 20 }],
    ['sa.String(None)', { name: 'varchar' }],
    ['sa.String(1_000)', { name: 'varchar', size: 1000 }],
    ['sa.String(20, collation="C")', { name: 'varchar', size: 20 }],
    ['sa.VARCHAR(length=20)', { name: 'varchar', size: 20 }],
    ['sa.Unicode(5)', { name: 'varchar', size: 5 }],
    ['sa.CHAR(3)', { name: 'bpchar', size: 3 }],
    ['sa.CHAR()', { name: 'bpchar', size: 1 }],
    ['sa.NCHAR(3)', { name: 'bpchar', size: 3 }],
    ['sa.Numeric()', { name: 'numeric' }],
    ['sa.Numeric(10)', { name: 'numeric', size: 10 }],
    ['sa.Numeric(10, 2)', { name: 'numeric', size: 10, scale: 2 }],
    ['sa.Numeric(precision=10, scale=0)', { name: 'numeric', size: 10, scale: 0 }],
    ['sa.Numeric(scale=2)', { name: 'numeric' }],
    ['sa.DECIMAL(10, 2)', { name: 'numeric', size: 10, scale: 2 }],
    ['sa.Float()', { name: 'float8' }],
    ['sa.Float(24)', { name: 'float4' }],
    ['sa.Float(25)', { name: 'float8' }],
    ['sa.Float(precision=53)', { name: 'float8' }],
    ['sa.FLOAT(10)', { name: 'float4' }],
    ['sa.DateTime()', { name: 'timestamp' }],
    ['sa.DateTime(True)', { name: 'timestamptz' }],
    ['sa.DateTime(timezone=True)', { name: 'timestamptz' }],
    ['sa.DateTime(timezone=False)', { name: 'timestamp' }],
    ['sa.TIMESTAMP(timezone=True)', { name: 'timestamptz' }],
    ['postgresql.TIMESTAMP(timezone=True, precision=3)', { name: 'timestamptz', size: 3 }],
    ['postgresql.TIMESTAMP(True, 0)', { name: 'timestamptz', size: 0 }],
    ['sa.Time()', { name: 'time' }],
    ['sa.Time(timezone=True)', { name: 'timetz' }],
    ['postgresql.TIME(precision=2)', { name: 'time', size: 2 }],
    ['sa.Interval()', { name: 'interval' }],
    ['sa.Interval(second_precision=3)', { name: 'interval', size: 3 }],
    ['sa.Interval(native=False)', { name: 'timestamp' }],
    ['postgresql.INTERVAL(precision=3)', { name: 'interval', size: 3 }],
    ['sa.Uuid()', { name: 'uuid' }],
    ['sa.Uuid(as_uuid=False)', { name: 'uuid' }],
    ['sa.Uuid(native_uuid=False)', { name: 'bpchar', size: 32 }],
    ['postgresql.BIT()', { name: 'bit', size: 1 }],
    ['postgresql.BIT(3)', { name: 'bit', size: 3 }],
    ['postgresql.BIT(3, varying=True)', { name: 'varbit', size: 3 }],
    ['postgresql.BIT(varying=True)', { name: 'varbit' }],
  ])('has the size it is given: %s', (written, shape) => {
    expect(typeOf(written)).toEqual({ ...NONE, ...shape, written });
  });

  it.each<[string, Shape]>([
    ['sa.ARRAY(sa.String())', { name: 'varchar', dimensions: 1 }],
    ['sa.ARRAY(sa.String(20), dimensions=2)', { name: 'varchar', size: 20, dimensions: 2 }],
    ['sa.ARRAY(sa.Text, False, 3)', { name: 'text', dimensions: 3 }],
    ['postgresql.ARRAY(item_type=sa.Integer)', { name: 'int4', dimensions: 1 }],
    ['postgresql.ARRAY(sa.Enum("a", name="mood"))', { name: 'mood', dimensions: 1, values: ['a'] }],
  ])('may be an array: %s', (written, shape) => {
    expect(typeOf(written)).toEqual({ ...NONE, ...shape, written });
  });

  it.each<[string, Shape]>([
    ['sa.Enum("a", "b", name="mood")', { name: 'mood', values: ['a', 'b'] }],
    ['sa.Enum(*["a", "b"], name="mood")', { name: 'mood', values: ['a', 'b'] }],
    ['sa.Enum("a", name="Mood", schema="x")', { name: 'x.Mood', values: ['a'] }],
    ['sa.Enum("a", name="mood", schema="public")', { name: 'mood', values: ['a'] }],
    ['sa.Enum("a", name="mood", schema=None)', { name: 'mood', values: ['a'] }],
    ['sa.Enum(name="mood")', { name: 'mood' }],
    ['sa.Enum("a", other, name="mood")', { name: 'mood' }],
    ['sa.Enum(*words, name="mood")', { name: 'mood' }],
    ['sa.Enum(Mood)', { name: 'mood' }],
    ['sa.Enum(models.Mood, name="moods")', { name: 'moods' }],
    ['sa.Enum("a", name=op.f("mood"))', { name: 'mood', values: ['a'] }],
    ['postgresql.ENUM("a", name="mood", create_type=False)', { name: 'mood', values: ['a'] }],
    ['sa.Enum("a", "bbb", name="mood", native_enum=False)', { name: 'varchar', size: 3 }],
    ['sa.Enum("a", native_enum=False, length=10)', { name: 'varchar', size: 10 }],
    ['sa.Enum(Mood, native_enum=False, length=10)', { name: 'varchar', size: 10 }],
    ['sa.Enum("😀", native_enum=False)', { name: 'varchar', size: 1 }],
  ])('may be an enum: %s', (written, shape) => {
    expect(typeOf(written)).toEqual({ ...NONE, ...shape, written });
  });

  it.each<[string, Shape]>([
    ['sa.JSON().with_variant(postgresql.JSONB(), "postgresql")', { name: 'jsonb' }],
    ['sa.JSON().with_variant(postgresql.JSONB(), "sqlite", "postgresql")', { name: 'jsonb' }],
    ['sa.BigInteger().with_variant(sa.Integer(), "sqlite")', { name: 'int8' }],
    [
      'sa.Text().with_variant(mysql.LONGTEXT(), "mysql").with_variant(sa.CHAR(2), "postgresql")',
      { name: 'bpchar', size: 2 },
    ],
    [
      'sa.CHAR(2).with_variant(sa.Text(), "postgresql").with_variant(mysql.LONGTEXT(), "mysql")',
      { name: 'text' },
    ],
    ['sa.Integer().with_variant(dialect_name="postgresql", type_=sa.Text())', { name: 'text' }],
    ['sa.SmallInteger().evaluates_none()', { name: 'int2' }],
    ['sa.JSON(none_as_null=True).evaluates_none().with_variant(sa.Text(), "sqlite")', { name: 'json' }],
  ])('may vary by database: %s', (written, shape) => {
    expect(typeOf(written)).toEqual({ ...NONE, ...shape, written });
  });
});

describe('where a type comes from', () => {
  it.each<[string, readonly string[], string, string]>([
    ['a name from SQLAlchemy', ['from sqlalchemy import BigInteger'], 'BigInteger()', 'int8'],
    ['a name for it', ['from sqlalchemy import BigInteger as Big'], 'Big()', 'int8'],
    ['a module of types', ['from sqlalchemy import types'], 'types.BigInteger()', 'int8'],
    ['the whole of SQLAlchemy', ['import sqlalchemy'], 'sqlalchemy.types.BigInteger()', 'int8'],
    [
      'a module by another name',
      ['from sqlalchemy.dialects import postgresql as psql'],
      'psql.UUID()',
      'uuid',
    ],
    ['a dialect within SQLAlchemy', [], 'sa.dialects.postgresql.UUID()', 'uuid'],
    ['everything at once', ['from sqlalchemy import *'], 'BigInteger()', 'int8'],
    ['Flask-SQLAlchemy', ['from app import db'], 'db.BigInteger()', 'int8'],
    ['sqlmodel', ['import sqlmodel'], 'sqlmodel.sql.sqltypes.AutoString()', 'varchar'],
    ['a variable', ['mood = postgresql.ENUM("a", name="mood")'], 'mood', 'mood'],
    ['a class with a name of its own', ['Big = sa.BigInteger'], 'Big()', 'int8'],
    ['a choice between two of the same', [], '(sa.Text() if x else sa.UnicodeText())', 'text'],
  ])('is seen: %s', (...[, before, written, name]) => {
    expect(typeOf(written, before)).toMatchObject({ isKnown: true, name });
  });

  it('is shown as the column has it, and not as the variable', () => {
    expect(typeOf('mood', ['mood = sa.Enum("a", name="mood")'])).toMatchObject({ written: 'mood' });
  });

  it.each<[string, readonly string[], string]>([
    ['a library', ['import sqlalchemy_utils'], 'sqlalchemy_utils.types.UUIDType(binary=False)'],
    ['a library with a name like it', ['from sqlalchemy_utils import UUID'], 'UUID()'],
    ['the project', ['from app.types import String'], 'String(20)'],
    ['a module of the project', ['import app'], 'app.types.String(20)'],
    ['a neighbour', ['from . import types'], 'types.String(20)'],
    ['the file', ['class UUID(sa.TypeDecorator): pass'], 'UUID()'],
    ['a function of the file', ['def Text(): return 1'], 'Text()'],
    ['an extension', ['import pgvector'], 'pgvector.sqlalchemy.Vector(1536)'],
    ['sqlmodel, but of another kind', ['import sqlmodel'], 'sqlmodel.String()'],
    ['a class that only looks the same', ['from app import AutoString'], 'AutoString()'],
    ['another database', ['from sqlalchemy.dialects import mysql'], 'mysql.INTEGER()'],
    ['another database within SQLAlchemy', [], 'sa.dialects.mssql.BIT()'],
    ['a parameter', [], '(lambda t: t)(sa.Text())'],
    ['a class of models', [], 'Model.__table__.c.id.type'],
  ])('is not: %s', (_, before, written) => {
    expect(typeOf(written, before)).toEqual({ isKnown: false, written });
  });

  it.each<[string, string]>([
    ['PostgreSQL has no such type', 'sa.DATETIME()'],
    ['PostgreSQL has none of that', 'sa.BLOB()'],
    ['nor of that', 'sa.NVARCHAR(20)'],
    ['SQLAlchemy has no such type', 'sa.constructor()'],
    ['a length is not known', 'sa.String(LENGTH)'],
    ['a length is computed', 'sa.String(10 + 10)'],
    ['a length is a text', 'sa.String("20")'],
    ['arguments are not seen', 'sa.String(**options)'],
    ['values are not seen', 'sa.String(*sizes)'],
    ['a precision is not known', 'sa.Numeric(PRECISION, 2)'],
    ['a scale is not known', 'sa.Numeric(10, SCALE)'],
    ['a precision of a float is not known', 'sa.Float(PRECISION)'],
    ['a time zone is not known', 'sa.DateTime(timezone=ZONED)'],
    ['a precision of a time is not known', 'postgresql.TIME(precision=PRECISION)'],
    ['an interval is native or not', 'sa.Interval(native=NATIVE)'],
    ['a precision of an interval is not known', 'postgresql.INTERVAL(precision=PRECISION)'],
    ['a uuid is native or not', 'sa.Uuid(native_uuid=NATIVE)'],
    ['bits may vary or not', 'postgresql.BIT(3, varying=VARYING)'],
    ['bits are not counted', 'postgresql.BIT(LENGTH)'],
    ['an array is of something unknown', 'sa.ARRAY(Mood())'],
    ['an array is of nothing', 'sa.ARRAY()'],
    ['dimensions are not known', 'sa.ARRAY(sa.Text(), dimensions=D)'],
    ['an enum has no name', 'sa.Enum("a", "b")'],
    ['an enum of a variable has no name', 'sa.Enum(mood)'],
    ['the name of an enum is not known', 'sa.Enum("a", name=NAME)'],
    ['the schema of an enum is not known', 'sa.Enum("a", name="mood", schema=SCHEMA)'],
    ['an enum is native or not', 'sa.Enum("a", name="mood", native_enum=NATIVE)'],
    ['the words of a text are not known', 'sa.Enum(Mood, native_enum=False)'],
    ['a dialect is not known', 'sa.JSON().with_variant(postgresql.JSONB(), DIALECT)'],
    ['a variant is of another library', 'sa.JSON().with_variant(Own(), "postgresql")'],
    ['variants are not seen', 'sa.JSON().with_variant(*variants)'],
    ['it is one of two', '(sa.Text() if x else sa.JSON())'],
    ['it is a text', '"INTEGER"'],
    ['it is a number', '5'],
    ['it is a method that nobody knows', 'sa.Text().copy()'],
  ])('is of no use where %s', (_, written) => {
    expect(typeOf(written)).toEqual({ isKnown: false, written });
  });

  it.each<[string, readonly string[]]>([
    ['itself', ['kind = kind']],
    ['a variant of itself', ['kind = sa.Text()', 'kind = kind.with_variant(sa.JSON(), "sqlite")']],
    ['an array of itself', ['kind = sa.ARRAY(kind)']],
    ['each other', ['kind = sa.ARRAY(other)', 'other = sa.ARRAY(kind)']],
    ['itself in many ways', Array.from({ length: 20 }, () => 'kind = kind.with_variant(kind, "postgresql")')],
  ])('is given up where it leads back to %s', (_, before) => {
    expect(typeOf('kind', before)).toEqual({ isKnown: false, written: 'kind' });
  });
});
