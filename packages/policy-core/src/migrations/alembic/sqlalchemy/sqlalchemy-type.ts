import type { ColumnType, KnownType } from '../../operations/column-type.ts';
import type { Name } from '../../operations/name.ts';
import { typeName } from '../../operations/type-names.ts';
import { childIn, lastName, sourceOf } from '../../../parsers/python/nodes.ts';
import {
  newBudget,
  origins,
  type Budget,
  type PythonValue,
  type TracedFile,
} from '../../../parsers/python/values.ts';
import { argumentFor, givenArguments, type GivenArguments } from '../operation-table/operation-arguments.ts';
import { readEnum, type EnumCheck } from './sqlalchemy-enum.ts';
import { sqlalchemyTypeName } from './sqlalchemy-names.ts';
import { PLAIN_TYPES, readSizedType, type TypeShape } from './sqlalchemy-sizes.ts';
import { allKnown, knownText, readNumber } from '../render/render-values.ts';

/** A type of SQLAlchemy as PostgreSQL gets to see it. */
export interface ReadType {
  readonly type: ColumnType;
  /** The type that `create_table` makes along with a table that uses this one. */
  readonly creates: Name | undefined;
  /** An enum that is no type of its own is kept in bounds by a check of this name. */
  readonly check: EnumCheck | undefined;
}

/** From an instance, `sa.String(20)`, or a class, `sa.String`. */
export function readType(file: TracedFile, value: PythonValue, budget: Budget = newBudget()): ReadType {
  const written = sourceOf(file, value.node);
  const found = origins(file, value, budget);
  if (budget.left <= 0) return unknownType(written);
  const [first, ...others] = found.map((origin) => readOrigin(file, origin, budget));
  const isAlike = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  if (first === undefined || !isAlike) return unknownType(written);
  const { shape, creates, check } = first;
  const { name, size, scale, dimensions = 0, values } = shape;
  const type: KnownType = {
    size,
    scale,
    dimensions,
    name,
    ...(values && { values }),
    isKnown: true,
    written,
  };
  return { type, creates, check };
}

export function unknownType(written: string): ReadType {
  return { type: { isKnown: false, written }, creates: undefined, check: undefined };
}

/** Without the text that shows it. */
interface TypeOrigin {
  readonly shape: TypeShape;
  readonly creates?: Name | undefined;
  readonly check?: ReadType['check'];
}

function readOrigin(file: TracedFile, value: PythonValue, budget: Budget): TypeOrigin | undefined {
  const { node } = value;
  const callee = node.type === 'call' ? childIn(node, 'function') : undefined;
  const object = childIn(callee, 'object');
  const method = object && lastName(file, callee);
  if (object !== undefined && method === 'with_variant') {
    return readVariant(file, { value, base: { node: object, scope: value.scope } }, budget);
  }
  if (object !== undefined && method === 'evaluates_none') {
    return readInner(file, { node: object, scope: value.scope }, budget);
  }
  const name = sqlalchemyTypeName(file, value);
  return name === undefined ? undefined : readNamed(file, { name, value }, budget);
}

function readNamed(
  file: TracedFile,
  { name, value }: { readonly name: string; readonly value: PythonValue },
  budget: Budget,
): TypeOrigin | undefined {
  const given = givenArguments(
    file,
    value.node.type === 'call' ? value : { ...value, node: { ...value.node, children: [] } },
  );
  const plain = PLAIN_TYPES.get(name);
  if (plain !== undefined) return { shape: { name: typeName(plain) } };
  if (name === 'ARRAY') return readArray(file, given, budget);
  if (name === 'Enum' || name === 'ENUM') return readEnum(file, given, name);
  const shape = readSizedType(file, given, name);
  return shape && { shape };
}

/** The base type, unless the variant is that of PostgreSQL. */
function readVariant(
  file: TracedFile,
  { value, base }: { readonly value: PythonValue; readonly base: PythonValue },
  budget: Budget,
): TypeOrigin | undefined {
  const { values, keywords, certain } = givenArguments(file, value);
  const dialects = allKnown(values.slice(1).map((dialect) => knownText(file, dialect)));
  const variant = values[0] ?? keywords.get('type_');
  const named = keywords.get('dialect_name');
  const all = named === undefined ? dialects : allKnown([...(dialects ?? []), knownText(file, named)]);
  if (all === undefined || certain < values.length || variant === undefined) return undefined;
  return readInner(file, all.includes('postgresql') ? variant : base, budget);
}

function readArray(file: TracedFile, given: GivenArguments, budget: Budget): TypeOrigin | undefined {
  const item = argumentFor(given, { name: 'item_type', index: 0 });
  const dimensions = readNumber(file, argumentFor(given, { name: 'dimensions', index: 2 }));
  const inner = item.kind === 'given' ? readInner(file, item.value, budget) : undefined;
  if (inner === undefined || dimensions === 'unknown') return undefined;
  return { ...inner, shape: { ...inner.shape, dimensions: dimensions ?? 1 } };
}

function readInner(file: TracedFile, value: PythonValue, budget: Budget): TypeOrigin | undefined {
  const { type, creates, check } = readType(file, value, budget);
  if (!type.isKnown) return undefined;
  const { name, size, scale, dimensions, values } = type;
  return { shape: { name, size, scale, dimensions, ...(values && { values }) }, creates, check };
}
