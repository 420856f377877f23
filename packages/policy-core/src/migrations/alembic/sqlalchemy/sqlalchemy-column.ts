import type { ColumnDefault, ColumnDefinition, ConstraintDefinition } from '../../operations/column.ts';
import { unknownName, type Name } from '../../operations/name.ts';
import type { Flag } from '../../operations/flag.ts';
import { sourceOf } from '../../../parsers/python/nodes.ts';
import type { PythonValue, TracedFile } from '../../../parsers/python/values.ts';
import { argumentFor, givenArguments, type GivenArguments } from '../operation-table/operation-arguments.ts';
import { readConstraint } from './sqlalchemy-constraint.ts';
import { readServerDefault } from './sqlalchemy-default.ts';
import { constructName, sqlalchemyTypeName } from './sqlalchemy-names.ts';
import { readType, unknownType, type ReadType } from './sqlalchemy-type.ts';
import { isNone, isOn, knownText, readFlag, readName } from '../render/render-values.ts';

/** A column as it is written, before its table decides on the rest. */
export interface ReadColumn {
  /** `primaryKey` is what the column says of itself. */
  readonly definition: ColumnDefinition;
  readonly autoincrement: 'auto' | 'ignore-fk' | 'yes' | 'no';
  /** `index=True` */
  readonly index: { readonly unique: Flag } | undefined;
  /** A type that is made along with the table. */
  readonly creates: Name | undefined;
}

/** From `sa.Column(...)`; `undefined` for anything else. */
export function readColumn(file: TracedFile, value: PythonValue): ReadColumn | undefined {
  if (value.node.type !== 'call' || constructName(file, value) !== 'Column') return undefined;
  const given = givenArguments(file, value);
  const parts = partsOf(file, given);
  const type = typeOf(file, parts, given);
  const isIndexed = isOn(file, given, 'index') === true;
  const isUnique = isOn(file, given, 'unique');
  const definition = definitionOf({ file, value, given, parts, type });
  const unique = isUnique === true && !isIndexed ? [uniqueConstraint(definition)] : [];
  return {
    definition: { ...definition, constraints: [...definition.constraints, ...unique] },
    autoincrement: autoincrementOf(file, given),
    index: isIndexed ? { unique: isUnique } : undefined,
    creates: type.creates,
  };
}

/** A column that comes from elsewhere, such as a function: nothing of it is known. */
export function unknownColumn(source: string, { start, end }: PythonValue['node']): ReadColumn {
  const definition: ColumnDefinition = {
    start,
    end,
    name: unknownName(source),
    type: unknownType(source).type,
    nullable: undefined,
    default: { kind: 'unknown', source },
    clientDefault: undefined,
    primaryKey: false,
    constraints: [],
    hasMore: true,
  };
  return { definition, autoincrement: 'no', index: undefined, creates: undefined };
}

/** What stands in the parentheses, by what it is. */
interface ColumnParts {
  readonly name: Name;
  readonly type: PythonValue | undefined;
  /** Keys, defaults and checks that are passed by position. */
  readonly items: readonly PythonValue[];
}

interface ColumnCall {
  readonly file: TracedFile;
  readonly value: PythonValue;
  readonly given: GivenArguments;
  readonly parts: ColumnParts;
  readonly type: ReadType;
}

function partsOf(file: TracedFile, given: GivenArguments): ColumnParts {
  const { certain, keywords } = given;
  const named = keywords.get('name');
  const waiting = given.values.slice(0, certain);
  const [first] = waiting;
  const isNameFirst = named === undefined && first !== undefined && !isPart(file, first);
  if (isNameFirst) waiting.shift();
  const name = named ?? (isNameFirst ? first : undefined);
  const [next] = waiting;
  const type = next === undefined || isItem(file, next) ? undefined : waiting.shift();
  return {
    name: name === undefined ? unknownName(given.source) : readName(file, name),
    type: keywords.get('type_') ?? type,
    items: [...waiting, ...given.values.slice(certain)],
  };
}

/** A type or an item: no name, at any rate. */
function isPart(file: TracedFile, value: PythonValue): boolean {
  if (knownText(file, value) !== undefined) return false;
  const isNamed = value.node.type === 'call' || value.node.type === 'attribute';
  return isItem(file, value) || (isNamed && sqlalchemyTypeName(file, value) !== undefined);
}

const DEFAULTS = new Set(['Identity', 'Computed', 'FetchedValue', 'DefaultClause']);
const CLIENT_DEFAULTS = new Set(['Sequence', 'ColumnDefault']);
const CONSTRAINTS = new Set(['ForeignKey', 'CheckConstraint']);

function isItem(file: TracedFile, value: PythonValue): boolean {
  const name = value.node.type === 'call' ? constructName(file, value) : undefined;
  return name !== undefined && [DEFAULTS, CLIENT_DEFAULTS, CONSTRAINTS].some((names) => names.has(name));
}

function itemOf(
  file: TracedFile,
  { items }: ColumnParts,
  names: ReadonlySet<string>,
): PythonValue | undefined {
  return items.find((item) => names.has(constructName(file, item) ?? ''));
}

function typeOf(file: TracedFile, { type }: ColumnParts, given: GivenArguments): ReadType {
  if (type !== undefined) return readType(file, type);
  return unknownType(given.moreValues ?? given.moreKeywords ?? '');
}

function definitionOf(call: ColumnCall): ColumnDefinition {
  const { file, value, given, parts, type } = call;
  const preset = defaultOf(call);
  const { start, end } = value.node;
  return {
    start,
    end,
    name: parts.name,
    type: type.type,
    nullable: nullableOf(call, preset),
    default: preset,
    clientDefault: clientDefaultOf(call),
    primaryKey: isOn(file, given, 'primary_key'),
    constraints: constraintsOf(call),
    ...(hasMore(call) && { hasMore: true }),
  };
}

function nullableOf({ file, given }: ColumnCall, preset: ColumnDefault): boolean | undefined {
  const nullable = argumentFor(given, { name: 'nullable' });
  const isPrimary = isOn(file, given, 'primary_key');
  if (isPrimary === true) return false;
  if (nullable.kind === 'given') {
    const isNullable = readFlag(file, nullable);
    // A key takes no NULL, whatever is said beside it.
    return isPrimary === undefined && isNullable !== false ? undefined : isNullable;
  }
  if (nullable.kind === 'unknown' || isPrimary === undefined) return undefined;
  return preset.kind !== 'identity';
}

function defaultOf({ file, given, parts }: ColumnCall): ColumnDefault {
  const argument = argumentFor(given, { name: 'server_default' });
  if (argument.kind === 'given') return readServerDefault(file, argument.value);
  const item = itemOf(file, parts, DEFAULTS);
  if (item !== undefined) return readServerDefault(file, item);
  if (argument.kind === 'unknown') return { kind: 'unknown', source: argument.source };
  return given.moreValues === undefined ? { kind: 'none' } : { kind: 'unknown', source: given.moreValues };
}

function clientDefaultOf({ file, given, parts }: ColumnCall): ColumnDefinition['clientDefault'] {
  const keyword = given.keywords.get('default');
  const value = keyword ?? itemOf(file, parts, CLIENT_DEFAULTS);
  return value === undefined || isNone(file, value) ? undefined : { source: sourceOf(file, value.node) };
}

function constraintsOf({ file, value, parts, type }: ColumnCall): readonly ConstraintDefinition[] {
  const { start, end } = value.node;
  const written = parts.items.flatMap((item) =>
    CONSTRAINTS.has(constructName(file, item) ?? '') ? (readConstraint(file, item, parts.name) ?? []) : [],
  );
  if (type.check === undefined) return written;
  const { name, values } = type.check;
  const list = values?.map((text) => `'${text.replaceAll("'", "''")}'`).join(', ');
  const expression = list && parts.name.isKnown ? `${parts.name.text} IN (${list})` : undefined;
  return [...written, { kind: 'check', start, end, name, columns: undefined, expression, notValid: false }];
}

function uniqueConstraint({ start, end, name }: ColumnDefinition): ConstraintDefinition {
  const columns = name.isKnown ? [name.text] : undefined;
  return { kind: 'unique', start, end, name: undefined, columns, notValid: false, usingIndex: false };
}

function autoincrementOf(file: TracedFile, given: GivenArguments): ReadColumn['autoincrement'] {
  const argument = argumentFor(given, { name: 'autoincrement' });
  if (argument.kind === 'absent') return 'auto';
  if (argument.kind === 'given' && knownText(file, argument.value) === 'auto') return 'auto';
  if (argument.kind === 'given' && knownText(file, argument.value) === 'ignore_fk') return 'ignore-fk';
  return readFlag(file, argument) === true ? 'yes' : 'no';
}

/** Keywords that a definition holds, or that the database never sees. */
const HELD: ReadonlySet<string> = new Set(
  `name type_ nullable default server_default primary_key unique index autoincrement key info doc onupdate
   server_onupdate insert_default sort_order quote`.split(/\s+/),
);

function hasMore({ file, given, parts }: ColumnCall): boolean {
  const isSeen = given.moreKeywords === undefined && given.moreValues === undefined;
  const isCollated =
    parts.type?.node.type === 'call' && givenArguments(file, parts.type).keywords.has('collation');
  const isOpen = ['primary_key', 'unique', 'index'].some((flag) => isOn(file, given, flag) === undefined);
  return !isSeen || isCollated || isOpen || [...given.keywords.keys()].some((key) => !HELD.has(key));
}
