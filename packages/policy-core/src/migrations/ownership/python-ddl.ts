import type { PythonNode, SqlParser } from '../../parsers/parsers.ts';
import type { Scope } from '../../parsers/python/bindings.ts';
import { readText } from '../../parsers/python/literals.ts';
import { argumentsOf, childIn, lastName, sourceOf } from '../../parsers/python/nodes.ts';
import { placeInFile, skeletonOf, withSources, type Skeleton } from '../../parsers/python/text.ts';
import { alternatives, newBudget, type TracedFile } from '../../parsers/python/values.ts';
import { schemaStatements, type SchemaStatement } from '../sql/schema-statements.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { CodePlace } from './code-place.ts';
import { lasting } from './lasting.ts';
import { literalUse } from './literal-use.ts';
import type { NodeInside, PythonCode } from './parsed-python.ts';

/** Texts of the file that are SQL and change the schema; those that only speak of it are left out. */
export function pythonDdlPlaces(code: PythonCode): readonly CodePlace[] {
  const { file, nodes } = code;
  const literals = wholeLiterals(code);
  if (literals.length === 0) return [];
  const isElsewhere = OTHER_ENGINE.test(file.text) && !THIS_ENGINE.test(file.text);
  const executed = executedLiterals(file, nodes);
  const found = literals.flatMap((literal) => {
    const scope = scopeAround(file, literal);
    const skeleton = skeletonOf(readText(file, { node: literal.node, scope }, newBudget()));
    const statements = schemaStatements(skeleton.text);
    if (statements.length === 0) return [];
    const use = executed.has(literal.node) ? 'executed' : literalUse(file, literal);
    if (use === 'talk') return [];
    const counts = use === 'executed' || isWholeStatement(code.parsers.sql, skeleton.text, statements);
    return counts ? statements.map((statement) => ({ statement, skeleton, literal })) : [];
  });
  return lasting(found).map(({ statement, skeleton, literal }) => ({
    kind: 'ddl',
    what: statement.what,
    name: statement.name && withSources(statement.name, skeleton),
    isElsewhere,
    ...placeOf(statement, skeleton, literal),
  }));
}

/** Databases that Alembic mostly knows nothing of. */
const OTHER_ENGINE =
  /^\s*(?:import|from)\s+(?:sqlite3|aiosqlite|duckdb|clickhouse_\w+|snowflake|pyspark|trino|cassandra)\b/m;
const THIS_ENGINE =
  /^\s*(?:import|from)\s+(?:sqlalchemy|sqlmodel|flask_sqlalchemy|psycopg2?|asyncpg|pg8000|databases|alembic)\b/m;

function placeOf({ head }: SchemaStatement, skeleton: Skeleton, { node }: NodeInside): TextRange {
  return placeInFile(skeleton, head.start, head.end) ?? { start: node.start, end: node.end };
}

/** Each text expression as a whole: `"a" + b`, `"..." % x`, `"...".format(x)`. */
function wholeLiterals({ file, nodes }: PythonCode): readonly NodeInside[] {
  const seen = new Set<PythonNode>();
  return nodes.flatMap((inside) => {
    if (inside.node.type !== 'string' || !VERB.test(sourceOf(file, inside.node))) return [];
    const whole = wholeOf(file, inside);
    if (seen.has(whole.node)) return [];
    seen.add(whole.node);
    return [whole];
  });
}

/** The other words may stand in another piece of the text. */
const VERB = /(?:\b|\\[nrtfv])(?:create|alter|drop)\b/i;

const PARTS = new Set(['concatenated_string', 'parenthesized_expression']);
const TEXT_METHODS = new Set(['format', 'strip', 'lstrip', 'rstrip']);

function wholeOf(file: TracedFile, { node, around }: NodeInside): NodeInside {
  const [parent, ...above] = around;
  if (parent === undefined || !belongsTo(file, node, parent)) return { node, around };
  return wholeOf(file, { node: parent, around: above });
}

function belongsTo(file: TracedFile, node: PythonNode, parent: PythonNode): boolean {
  if (PARTS.has(parent.type)) return true;
  if (parent.type === 'binary_operator') return ['+', '%'].includes(childIn(parent, 'operator')?.type ?? '');
  if (parent.type === 'attribute')
    return node.field === 'object' && TEXT_METHODS.has(lastName(file, parent) ?? '');
  return parent.type === 'call' && node.type === 'attribute' && node.field === 'function';
}

const EXECUTES = new Set(
  'execute executemany executescript exec_driver_sql execute_sql execute_query run_sql'.split(' '),
);

/** What is passed to `execute`, also by way of a name. */
function executedLiterals(file: TracedFile, nodes: readonly NodeInside[]): ReadonlySet<PythonNode> {
  return new Set(
    nodes.flatMap((inside) => {
      const { node } = inside;
      if (node.type !== 'call' || !EXECUTES.has(lastName(file, childIn(node, 'function')) ?? '')) return [];
      const scope = scopeAround(file, inside);
      const [first] = argumentsOf(file, node).positional;
      const values = first === undefined ? [] : alternatives(file, { node: first, scope }, newBudget());
      return values.map((value) => value.node);
    }),
  );
}

function scopeAround(file: TracedFile, { around }: NodeInside): Scope {
  const inner = around.find((node) => file.scopes.functions.has(node));
  return (inner && file.scopes.functions.get(inner)) ?? file.scopes.module;
}

/**
 * A text that nobody is seen to execute counts when PostgreSQL reads the whole of it, and when its key
 * words are not spelled as in a sentence: "Drop table users" is a label.
 */
function isWholeStatement(parser: SqlParser, text: string, statements: readonly SchemaStatement[]): boolean {
  const isSentence = statements.some(({ head }) => /^[A-Z][a-z]/.test(text.slice(head.start)));
  return statements.length > 0 && !isSentence && parser.parse(text).kind === 'statements';
}
