import type { IndexOperation } from '../../operations/operation.ts';
import { knownName, unknownName, type Name, type TableName } from '../../operations/name.ts';
import { fullName } from '../../../parsers/python/imported-names.ts';
import { childIn, lastName } from '../../../parsers/python/nodes.ts';
import { newBudget, type Budget, type PythonValue, type TracedFile } from '../../../parsers/python/values.ts';
import { quotedName } from '../../sql/quoted-name.ts';
import {
  argumentFor,
  givenArguments,
  type Argument,
  type GivenArguments,
} from '../operation-table/operation-arguments.ts';
import { columnText } from './sqlalchemy-constraint.ts';
import { allKnown, isNone, isOn, knownText, onlyOrigin, optionalName } from '../render/render-values.ts';
import type { Flag } from '../../operations/flag.ts';

type CreateIndex = Extract<IndexOperation, { kind: 'create-index' }>;

/** `sa.Index("ix_a", "a", unique=True)` among the columns of a table. */
export function readIndex(file: TracedFile, value: PythonValue, table: TableName): CreateIndex {
  const given = givenArguments(file, value);
  const columns = given.moreValues === undefined ? given.values.slice(1) : undefined;
  return indexOf(file, given, { name: argumentFor(given, { name: 'name', index: 0 }), columns, table });
}

/** The index of a column with `index=True`. */
export function indexOfColumn(table: TableName, column: Name, unique: Flag): CreateIndex {
  const columns = column.isKnown ? [column.text] : undefined;
  return {
    kind: 'create-index',
    name: defaultName(table, columns) ?? unknownName('index=True'),
    table,
    columns,
    unique,
    concurrently: false,
    ifNotExists: false,
    isPartial: false,
  };
}

export interface IndexParts {
  readonly name: Argument;
  readonly columns: readonly PythonValue[] | undefined;
  readonly table: TableName;
}

/** `unique` is what a keyword says of it. */
export function indexOf(
  file: TracedFile,
  given: GivenArguments,
  { name, columns, table }: IndexParts,
): CreateIndex {
  const read = columns?.map((column) => indexedColumn(file, column));
  const texts = read && allKnown(read.map(({ text }) => text));
  const isPlain =
    given.moreKeywords === undefined && ![...given.keywords.keys()].some((key) => MORE.has(key));
  const isOrdered = read?.some((column) => column.isOrdered) === true;
  return {
    kind: 'create-index',
    name: optionalName(file, name) ?? defaultName(table, texts) ?? unknownName(given.source),
    table,
    columns: texts,
    ...(texts === undefined && indexKeys(read)),
    unique: isOn(file, given, 'unique'),
    concurrently: isOn(file, given, 'postgresql_concurrently'),
    ifNotExists: isOn(file, given, 'if_not_exists'),
    ...rowsOf(file, given.keywords.get('postgresql_where')),
    ...((isOrdered || !isPlain) && { hasMore: true }),
  };
}

/** The rows that it holds. */
function rowsOf(file: TracedFile, where: PythonValue | undefined): Pick<CreateIndex, 'isPartial' | 'where'> {
  if (where === undefined || isNone(file, where)) return { isPartial: false };
  const text = knownText(file, where);
  return text === undefined ? { isPartial: true } : { isPartial: true, where: text };
}

/** What changes the index and is not held in the operation. */
const MORE: ReadonlySet<string> = new Set([
  'postgresql_using',
  'postgresql_include',
  'postgresql_ops',
  'postgresql_with',
  'postgresql_tablespace',
  'postgresql_nulls_not_distinct',
]);

const MOST_BYTES = 63;

/** SQLAlchemy's own name for an index without one, where the environment sets no naming convention. */
function defaultName(table: TableName, columns: readonly string[] | undefined): Name | undefined {
  const [first] = columns ?? [];
  const text = `ix_${table.schema === undefined ? '' : `${table.schema}_`}${table.text}_${first}`;
  if (!table.isKnown || first === undefined || text.length > MOST_BYTES) return undefined;
  return knownName(text);
}

const TEXTS = new Set(['text', 'literal_column']);
const ORDERS = new Set(['desc', 'asc', 'nulls_first', 'nulls_last', 'nullsfirst', 'nullslast']);

interface IndexedColumn {
  /** `undefined` for an expression. */
  readonly text: string | undefined;
  /** That of an expression, as SQL; left out where it is not written out. */
  readonly expression?: string | undefined;
  readonly isOrdered: boolean;
}

function sqlOf({ text, expression }: IndexedColumn): string | undefined {
  return text === undefined ? expression : quotedName(text);
}

function indexKeys(read: readonly IndexedColumn[] | undefined): Pick<CreateIndex, 'keys'> {
  const keys = read && allKnown(read.map(sqlOf));
  return keys === undefined ? {} : { keys };
}

function indexedColumn(file: TracedFile, value: PythonValue, budget = newBudget()): IndexedColumn {
  const origin = onlyOrigin(file, value, budget);
  if (origin?.node.type !== 'call') return { text: origin && knownText(file, origin), isOrdered: false };
  const name = lastName(file, childIn(origin.node, 'function')) ?? '';
  if (TEXTS.has(name)) return columnOfText(file, origin);
  if (!ORDERS.has(name)) {
    const text = columnText(file, origin);
    const expression = text ?? functionText(file, origin, budget);
    return { text, expression, isOrdered: false };
  }
  const inner = orderedColumn(file, origin);
  return { text: inner && indexedColumn(file, inner, budget).text, isOrdered: true };
}

/** `lower(name)` for `sa.func.lower(sa.column("name"))`; a text would be a value there, and no column. */
function functionText(file: TracedFile, call: PythonValue, budget: Budget): string | undefined {
  const callee = childIn(call.node, 'function');
  const name = callee && fullName(file, { node: callee, scope: call.scope });
  const [, called] = /^sqlalchemy\.(?:\w+\.)*func\.(\w+)$/.exec(name?.path ?? '') ?? [];
  if (called === undefined || name?.from !== 'imported') return undefined;
  const { values, moreValues } = givenArguments(file, call);
  const read = values.map((value) => {
    const origin = onlyOrigin(file, value, budget);
    return origin?.node.type === 'call' ? indexedColumn(file, origin, budget) : undefined;
  });
  const texts = allKnown(read.map((column) => column && sqlOf(column)));
  return texts === undefined || moreValues !== undefined ? undefined : `${called}(${texts.join(', ')})`;
}

/** Of `sa.desc("x")` and `sa.column("x").desc()`. */
function orderedColumn(file: TracedFile, { node, scope }: PythonValue): PythonValue | undefined {
  const object = childIn(childIn(node, 'function'), 'object');
  const [passed] = givenArguments(file, { node, scope }).values;
  if (passed !== undefined) return passed;
  return object && { node: object, scope };
}

const COLUMN = /^\s*(?:"([^"]+)"|([a-z_]\w*))((?:\s+(?:asc|desc))?(?:\s+nulls\s+(?:first|last))?)\s*$/i;

/** `created_at DESC` is a column still. */
function columnOfText(file: TracedFile, call: PythonValue): IndexedColumn {
  const [sql] = givenArguments(file, call).values;
  const text = sql && knownText(file, sql);
  const [, quoted, bare, order] = COLUMN.exec(text ?? '') ?? [];
  const column = quoted ?? bare?.toLowerCase();
  return { text: column, expression: text, isOrdered: (order ?? '').trim() !== '' };
}
