import type { ColumnDefault } from '../../operations/column.ts';
import { fullName } from '../../../parsers/python/imported-names.ts';
import { childIn, lastName, sourceOf } from '../../../parsers/python/nodes.ts';
import {
  newBudget,
  origins,
  type Budget,
  type PythonValue,
  type TracedFile,
} from '../../../parsers/python/values.ts';
import { argumentFor, givenArguments, type GivenArguments } from '../operation-table/operation-arguments.ts';
import { isPlainText } from '../plain-text.ts';
import { constructName } from './sqlalchemy-names.ts';
import { flagOr, knownText, onlyOrigin } from '../render/render-values.ts';

/** What `server_default=` comes to in SQL. */
export function readServerDefault(
  file: TracedFile,
  value: PythonValue,
  budget: Budget = newBudget(),
): ColumnDefault {
  const found = origins(file, value, budget);
  const [first, ...others] = budget.left > 0 ? found.map((origin) => readOrigin(file, origin, budget)) : [];
  const isAlike = others.every((other) => JSON.stringify(other) === JSON.stringify(first));
  if (isAlike && first !== undefined) return first;
  const isText = budget.left > 0 && found.length > 0 && found.every((origin) => isPlainText(file, origin));
  return { kind: 'unknown', source: sourceOf(file, value.node), ...(isText && { isText }) };
}

function readOrigin(file: TracedFile, value: PythonValue, budget: Budget): ColumnDefault | undefined {
  if (value.node.type === 'none') return { kind: 'none' };
  const construct = constructName(file, value) ?? '';
  const reader = Object.hasOwn(CONSTRUCTS, construct) ? CONSTRUCTS[construct] : undefined;
  if (reader !== undefined) return reader(file, givenArguments(file, value), budget);
  const text = expressionText(file, value, { budget, isInner: false });
  // PostgreSQL keeps no default that is NULL.
  if (text?.toUpperCase() === 'NULL') return { kind: 'none' };
  return text === undefined ? undefined : { kind: 'sql', text };
}

type Construct = (file: TracedFile, given: GivenArguments, budget: Budget) => ColumnDefault | undefined;

const CONSTRUCTS: Readonly<Record<string, Construct | undefined>> = {
  // It says that a trigger or the like fills the column in, and writes nothing into the DDL.
  FetchedValue: () => ({ kind: 'none' }),
  Identity: () => ({ kind: 'identity' }),
  Computed: (file, given, budget) => {
    const isStored = flagOr(file, argumentFor(given, { name: 'persisted', index: 1 }), true);
    const text = writtenSql(file, given.values[0] ?? given.keywords.get('sqltext'), budget);
    return isStored === undefined
      ? undefined
      : { kind: 'computed', isStored, ...(text !== undefined && { text }) };
  },
  DefaultClause: (file, { values: [value] }, budget) => value && readServerDefault(file, value, budget),
};

interface Expressing {
  readonly budget: Budget;
  /** Within a function or a literal. */
  readonly isInner: boolean;
}

/** An expression of SQLAlchemy as SQL; `undefined` for what only shows when it runs. */
function expressionText(file: TracedFile, value: PythonValue, at: Expressing): string | undefined {
  const origin = onlyOrigin(file, value, at.budget);
  if (origin === undefined) return undefined;
  const { node } = origin;
  if (node.type === 'none') return 'NULL';
  // SQLAlchemy takes none of these for a default itself.
  if (BARE.has(node.type)) return at.isInner ? sourceOf(file, node).toLowerCase() : undefined;
  return node.type === 'call' ? callText(file, origin, at.budget) : quoted(knownText(file, origin));
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
/** Methods of texts. */
const FORMATTERS = new Set(['format', 'join']);

function callText(file: TracedFile, call: PythonValue, budget: Budget): string | undefined {
  const name = functionName(file, call);
  if (name !== undefined) return functionText(file, call, { name, budget });
  const construct = constructName(file, call) ?? '';
  const first = firstArgument(file, call);
  if (first !== undefined && TEXTS.has(construct)) return unescapedColons(knownText(file, first));
  if (first !== undefined && LITERALS.has(construct)) {
    return expressionText(file, first, { budget, isInner: true });
  }
  return CONSTANTS.get(construct) ?? quoted(formattedText(file, call));
}

/** A text stands for itself there. */
function writtenSql(file: TracedFile, value: PythonValue | undefined, budget: Budget): string | undefined {
  const origin = value && onlyOrigin(file, value, budget);
  if (origin === undefined) return undefined;
  return origin.node.type === 'call' ? callText(file, origin, budget) : knownText(file, origin);
}

function firstArgument(file: TracedFile, call: PythonValue): PythonValue | undefined {
  const { values, keywords } = givenArguments(file, call);
  return values[0] ?? keywords.get('text') ?? keywords.get('value');
}

function formattedText(file: TracedFile, call: PythonValue): string | undefined {
  const method = lastName(file, childIn(call.node, 'function')) ?? '';
  return FORMATTERS.has(method) ? knownText(file, call) : undefined;
}

function functionText(
  file: TracedFile,
  call: PythonValue,
  { name, budget }: { readonly name: string; readonly budget: Budget },
): string | undefined {
  // SQLAlchemy knows these in whatever case.
  if (ANSI.has(name.toLowerCase())) return name.toUpperCase();
  const { values, moreValues } = givenArguments(file, call);
  const passed = values.map((value) => expressionText(file, value, { budget, isInner: true }));
  return moreValues !== undefined || passed.includes(undefined) ? undefined : `${name}(${passed.join(', ')})`;
}

/** Of `sa.func.now()`: `now`; of `sa.func.pg_catalog.now()` with its schema. */
function functionName(file: TracedFile, { node, scope }: PythonValue): string | undefined {
  const callee = childIn(node, 'function');
  const path = callee && fullName(file, { node: callee, scope })?.path;
  return /(?:^|\.)func\.([\w.]+)$/.exec(path ?? '')?.[1];
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
