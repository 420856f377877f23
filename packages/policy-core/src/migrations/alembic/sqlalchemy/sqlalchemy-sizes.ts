import type { KnownType } from '../../operations/column-type.ts';
import { typeName } from '../../operations/type-names.ts';
import type { TracedFile } from '../../../parsers/python/values.ts';
import { argumentFor, type GivenArguments, type Parameter } from '../operation-table/operation-arguments.ts';
import { flagOr, readNumber } from '../render/render-values.ts';

/** A type without what it says on every page: left out sizes are none. */
export type TypeShape = Pick<KnownType, 'name'> & Partial<Omit<KnownType, 'name' | 'isKnown' | 'written'>>;

/** Types that mean the same whatever they are given, and what SQLAlchemy makes of them for PostgreSQL. */
export const PLAIN_TYPES: ReadonlyMap<string, string> = new Map([
  ...spelt('integer', 'Integer INTEGER INT'),
  ...spelt('bigint', 'BigInteger BIGINT'),
  ...spelt('smallint', 'SmallInteger SMALLINT'),
  ...spelt('boolean', 'Boolean BOOLEAN'),
  ...spelt('text', 'Text TEXT UnicodeText'),
  ...spelt('date', 'Date DATE'),
  ...spelt('bytea', 'LargeBinary PickleType BYTEA'),
  ...spelt('double precision', 'Double DOUBLE DOUBLE_PRECISION'),
  ...spelt('real', 'REAL'),
  ...'JSON JSONB UUID CITEXT INET CIDR MACADDR MACADDR8 HSTORE TSVECTOR TSQUERY OID REGCLASS REGCONFIG MONEY'
    .split(' ')
    .map((name): [string, string] => [name, name]),
  ...['INT4', 'INT8', 'NUM', 'DATE', 'TS', 'TSTZ']
    .flatMap((base) => [`${base}RANGE`, `${base}MULTIRANGE`])
    .map((name): [string, string] => [name, name]),
]);

function spelt(sql: string, names: string): [string, string][] {
  return names.split(' ').map((name) => [name, sql]);
}

/** `undefined` where the size is not known, and for types that PostgreSQL does not have. */
export function readSizedType(file: TracedFile, given: GivenArguments, name: string): TypeShape | undefined {
  const reader = Object.hasOwn(SIZED_TYPES, name) ? SIZED_TYPES[name] : undefined;
  return reader?.({ file, given });
}

interface Sizing {
  readonly file: TracedFile;
  readonly given: GivenArguments;
}

type SizedType = (sizing: Sizing) => TypeShape | undefined;

const SIZED_TYPES: Readonly<Record<string, SizedType | undefined>> = {
  String: withLength('varchar'),
  VARCHAR: withLength('varchar'),
  Unicode: withLength('varchar'),
  // Without a length, PostgreSQL means a single character.
  CHAR: withLength('char', 1),
  NCHAR: withLength('nchar', 1),
  Numeric: numeric,
  NUMERIC: numeric,
  DECIMAL: numeric,
  Float: float,
  FLOAT: float,
  DateTime: withTimeZone('timestamp'),
  TIMESTAMP: withTimeZone('timestamp'),
  Time: withTimeZone('time'),
  TIME: withTimeZone('time'),
  Interval: genericInterval,
  INTERVAL: interval,
  Uuid: uuid,
  BIT: bit,
};

function withLength(sql: string, otherwise?: number): SizedType {
  return (sizing) => {
    const size = number(sizing, { name: 'length', index: 0 });
    return size === 'unknown' ? undefined : { name: typeName(sql), size: size ?? otherwise };
  };
}

function numeric(sizing: Sizing): TypeShape | undefined {
  const size = number(sizing, { name: 'precision', index: 0 });
  const scale = number(sizing, { name: 'scale', index: 1 });
  if (size === 'unknown' || scale === 'unknown') return undefined;
  // A scale alone is not written at all.
  return { name: 'numeric', size, scale: size === undefined ? undefined : scale };
}

function float(sizing: Sizing): TypeShape | undefined {
  const precision = number(sizing, { name: 'precision', index: 0 });
  if (precision === 'unknown') return undefined;
  return { name: (precision ?? MOST_OF_FLOAT8) <= MOST_OF_FLOAT4 ? 'float4' : 'float8' };
}

/** In bits, as PostgreSQL counts the precision of `float(p)`. */
const MOST_OF_FLOAT4 = 24;
const MOST_OF_FLOAT8 = 53;

function withTimeZone(sql: 'timestamp' | 'time'): SizedType {
  return (sizing) => {
    const isZoned = flag(sizing, { name: 'timezone', index: 0 }, false);
    const size = number(sizing, { name: 'precision', index: 1 });
    if (isZoned === undefined || size === 'unknown') return undefined;
    return { name: typeName(isZoned ? `${sql} with time zone` : sql), size };
  };
}

/** Not native, SQLAlchemy counts from the epoch. */
function genericInterval(sizing: Sizing): TypeShape | undefined {
  const isNative = flag(sizing, { name: 'native', index: 0 }, true);
  const size = number(sizing, { name: 'second_precision', index: 1 });
  if (isNative === undefined || size === 'unknown') return undefined;
  return isNative ? { name: 'interval', size } : { name: 'timestamp' };
}

function interval(sizing: Sizing): TypeShape | undefined {
  const size = number(sizing, { name: 'precision', index: 0 });
  return size === 'unknown' ? undefined : { name: 'interval', size };
}

function uuid(sizing: Sizing): TypeShape | undefined {
  const isNative = flag(sizing, { name: 'native_uuid' }, true);
  if (isNative === undefined) return undefined;
  return isNative ? { name: 'uuid' } : { name: 'bpchar', size: 32 };
}

function bit(sizing: Sizing): TypeShape | undefined {
  const size = number(sizing, { name: 'length', index: 0 });
  const isVarying = flag(sizing, { name: 'varying', index: 1 }, false);
  if (size === 'unknown' || isVarying === undefined) return undefined;
  return isVarying ? { name: 'varbit', size } : { name: 'bit', size: size ?? 1 };
}

function number({ file, given }: Sizing, parameter: Parameter): number | undefined | 'unknown' {
  return readNumber(file, argumentFor(given, parameter));
}

function flag({ file, given }: Sizing, parameter: Parameter, otherwise: boolean): boolean | undefined {
  return flagOr(file, argumentFor(given, parameter), otherwise);
}
