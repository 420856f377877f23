import type { ColumnDefault } from '../migrations/column.ts';
import { childIn, sourceOf } from '../python/nodes.ts';
import { newBudget, origins, type PythonValue, type TracedFile } from '../python/values.ts';
import { argumentFor, givenArguments, type GivenArguments } from './directive-arguments.ts';
import { constructName } from './sqlalchemy-names.ts';
import { flagOr, knownText, onlyOrigin } from './written-values.ts';

/** What `server_default=` comes to in SQL. */
export function readServerDefault(file: TracedFile, value: PythonValue): ColumnDefault {
  const [first, ...others] = origins(file, value, newBudget()).map((origin) => readOrigin(file, origin));
  const isAlike = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  return (isAlike ? first : undefined) ?? { kind: 'unknown', source: sourceOf(file, value.node) };
}

function readOrigin(file: TracedFile, value: PythonValue): ColumnDefault | undefined {
  if (value.node.type === 'none') return { kind: 'none' };
  const construct = constructName(file, value) ?? '';
  const reader = Object.hasOwn(CONSTRUCTS, construct) ? CONSTRUCTS[construct] : undefined;
  if (reader !== undefined) return reader(file, givenArguments(file, value));
  const text = expressionText(file, value);
  // PostgreSQL keeps no default that is NULL.
  if (text?.toUpperCase() === 'NULL') return { kind: 'none' };
  return text === undefined ? undefined : { kind: 'sql', text };
}

type Construct = (file: TracedFile, given: GivenArguments) => ColumnDefault | undefined;

const CONSTRUCTS: Readonly<Record<string, Construct | undefined>> = {
  // It says that a trigger or the like fills the column in, and writes nothing into the DDL.
  FetchedValue: () => ({ kind: 'none' }),
  Identity: () => ({ kind: 'identity' }),
  Computed: (file, given) => {
    const isStored = flagOr(file, argumentFor(given, { name: 'persisted', index: 1 }), true);
    return isStored === undefined ? undefined : { kind: 'computed', isStored };
  },
  DefaultClause: (file, { values: [value] }) => value && readServerDefault(file, value),
};

/** How many calls may stand in each other. */
const DEEPEST = 8;

/** An expression of SQLAlchemy as SQL; `undefined` for what only shows when it runs. */
function expressionText(file: TracedFile, value: PythonValue, depth = 0): string | undefined {
  const origin = onlyOrigin(file, value);
  if (origin === undefined || depth > DEEPEST) return undefined;
  const { node } = origin;
  if (node.type === 'none') return 'NULL';
  // SQLAlchemy takes none of these for a default itself, only within a function or a literal.
  if (BARE.has(node.type)) return depth === 0 ? undefined : sourceOf(file, node).toLowerCase();
  return node.type === 'call' ? callText(file, origin, depth) : quoted(knownText(file, origin));
}

const BARE = new Set(['true', 'false', 'integer', 'float']);

function quoted(text: string | undefined): string | undefined {
  return text === undefined ? undefined : `'${text.replaceAll("'", "''")}'`;
}

const CONSTANTS: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['false', 'false'],
  ['null', 'NULL'],
]);
const TEXTS = new Set(['text', 'TextClause', 'literal_column']);
const LITERALS = new Set(['literal', 'inline_literal']);

function callText(file: TracedFile, call: PythonValue, depth: number): string | undefined {
  const name = functionName(file, call);
  if (name !== undefined) return functionText(file, call, { name, depth });
  const construct = constructName(file, call) ?? '';
  const [first] = givenArguments(file, call).values;
  if (first !== undefined && TEXTS.has(construct)) return unescapedColons(knownText(file, first));
  if (first !== undefined && LITERALS.has(construct)) return expressionText(file, first, depth + 1);
  // Anything else may be a text after all, such as `"a".strip()` or `"{}".format(x)`.
  return CONSTANTS.get(construct) ?? quoted(knownText(file, call));
}

function functionText(
  file: TracedFile,
  call: PythonValue,
  { name, depth }: { readonly name: string; readonly depth: number },
): string | undefined {
  // SQLAlchemy knows these in whatever case.
  if (ANSI.has(name.toLowerCase())) return name.toUpperCase();
  const { values, certain } = givenArguments(file, call);
  const passed = values.map((value) => expressionText(file, value, depth + 1));
  return certain < values.length || passed.includes(undefined) ? undefined : `${name}(${passed.join(', ')})`;
}

/** Of `sa.func.now()`: `now`; of `sa.func.pg_catalog.now()` with its schema. */
function functionName(file: TracedFile, { node }: PythonValue): string | undefined {
  const callee = childIn(node, 'function');
  const path = callee?.type === 'attribute' ? sourceOf(file, callee) : '';
  return /(?:^|\.)func\.([\w.]+)$/.exec(path)?.[1];
}

/** Functions that SQLAlchemy writes without parentheses. */
const ANSI: ReadonlySet<string> = new Set([
  'current_date',
  'current_time',
  'current_timestamp',
  'current_user',
  'localtime',
  'localtimestamp',
  'session_user',
  'user',
]);

/** `:x` is a parameter to SQLAlchemy, `\:` a colon. */
function unescapedColons(text: string | undefined): string | undefined {
  return text?.replaceAll(String.raw`\:`, ':');
}
