import type { ColumnType, KnownType } from '../operations/column-type.ts';
import { bitChange } from './bit-change.ts';
import { enumChange } from './enum-change.ts';
import { numberChange } from './number-change.ts';
import { textChange } from './text-change.ts';
import { timeChange } from './time-change.ts';
import type { TypeChange } from './type-change-kinds.ts';

/** `unknown` for types of one's own, but for enums whose values are written out. NaN and infinity do not count. */
export function typeChange(from: ColumnType, to: ColumnType): TypeChange {
  if (!from.isKnown || !to.isKnown) return { kind: 'unknown' };
  if (from.dimensions > 0 !== to.dimensions > 0) return arrayChange(from, to);
  return enumChange(from, to) ?? (isSame(from, to) ? { kind: 'same' } : otherChange(from, to));
}

/** PostgreSQL minds whether there are dimensions, and not how many. */
function arrayChange(from: KnownType, to: KnownType): TypeChange {
  if (!isBuiltIn(from) || !isBuiltIn(to)) return { kind: 'unknown' };
  return to.dimensions > 0
    ? { kind: 'conversion', reason: 'single values become arrays' }
    : { kind: 'conversion', reason: 'arrays become single values' };
}

function isSame(from: KnownType, to: KnownType): boolean {
  return from.name === to.name && from.size === to.size && (from.scale ?? 0) === (to.scale ?? 0);
}

function otherChange(from: KnownType, to: KnownType): TypeChange {
  if (!isBuiltIn(from) || !isBuiltIn(to)) return { kind: 'unknown' };
  const change =
    numberChange(from, to) ?? textChange(from, to) ?? timeChange(from, to) ?? bitChange(from, to);
  return change ?? SINGLE_CHANGES.get(`${from.name} ${to.name}`) ?? toOtherKind(to);
}

/** Everything can be written out, and read back. */
function toOtherKind({ name, size }: KnownType): TypeChange {
  const isText = name === 'text' || name === 'varchar';
  return isText && size === undefined ? { kind: 'widening' } : OTHER_KIND;
}

const OTHER_KIND: TypeChange = { kind: 'conversion', reason: 'values become those of another kind of type' };

function narrowing(reason: string): TypeChange {
  return { kind: 'narrowing', reason };
}

const SINGLE_CHANGES: ReadonlyMap<string, TypeChange> = new Map<string, TypeChange>([
  ['json jsonb', { kind: 'conversion', reason: 'spacing, the order of keys and repeated keys are not kept' }],
  ['jsonb json', { kind: 'widening' }],
  ['cidr inet', { kind: 'widening' }],
  ['inet cidr', narrowing('addresses become networks: the bits to the right of the mask are set to zero')],
  ['macaddr macaddr8', { kind: 'widening' }],
  ['macaddr8 macaddr', narrowing('addresses of eight bytes do not fit')],
]);

function isBuiltIn({ name }: KnownType): boolean {
  return BUILT_IN.has(name);
}

/** Types that hold values of tables; `citext` and `hstore` come with PostgreSQL as extensions. */
const BUILT_IN: ReadonlySet<string> = new Set(
  [
    'int2 int4 int8 numeric float4 float8 money bool',
    'text varchar bpchar name char citext bytea xml json jsonb hstore uuid',
    'date timestamp timestamptz time timetz interval',
    'bit varbit inet cidr macaddr macaddr8',
    'point line lseg box path polygon circle tsvector tsquery',
    'int4range int8range numrange daterange tsrange tstzrange',
    'int4multirange int8multirange nummultirange datemultirange tsmultirange tstzmultirange',
  ].flatMap((names) => names.split(' ')),
);
