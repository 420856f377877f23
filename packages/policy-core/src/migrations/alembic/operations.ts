import type { PythonNode, SqlParser } from '../../parsers/parsers.ts';
import type { RevisionDrop, UndecidedPlace } from './effects.ts';
import { isHandedOn, RUNS_SQL, type NodePlace } from './handed-on.ts';
import { whyHidden } from './hidden-code.ts';
import { calledName, isOp, namedByGetattr, type AlembicNames } from './names.ts';
import { readEmbeddedSql } from './sql.ts';
import type { Scope } from '../../parsers/python/bindings.ts';
import { readText } from '../../parsers/python/literals.ts';
import {
  argumentNamed,
  argumentsOf,
  childIn,
  identifierName,
  isOwnPlace,
  lastName,
  sourceOf,
} from '../../parsers/python/nodes.ts';
import { alternatives, newBudget, type PythonValue, type TracedFile } from '../../parsers/python/values.ts';

/** The judgement of one revision while it grows. */
export interface Judging {
  readonly file: TracedFile;
  readonly names: AlembicNames;
  readonly sql: SqlParser;
  readonly drops: RevisionDrop[];
  readonly undecided: UndecidedPlace[];
}

/** Looks at one node; the caller visits what lies below. */
export function judgeNode(judging: Judging, node: PythonNode, place: NodePlace): void {
  if (node.type === 'call') judgeCall(judging, node, place.scope);
  if (isHandedOn(judging.file, judging.names, { node, place })) {
    undecide(
      judging,
      node,
      `${sourceOf(judging.file, node)} is handed on, and what it is called with is not known`,
    );
    return;
  }
  const hidden = whyHidden(judging, node, place);
  if (hidden !== undefined) undecide(judging, node, hidden);
}

const DRIVER_SQL = new Set(['exec_driver_sql', 'executemany', 'executescript']);
/** Alembic's operation, and the objects behind it that `op.invoke` and `execute` take. */
const DROPS_TABLE = new Set(['drop_table', 'DropTable', 'DropTableOp']);
const RUNS_PYTHON = new Set(['exec', 'eval']);

function judgeCall(judging: Judging, call: PythonNode, scope: Scope): void {
  const { file, names } = judging;
  const callee = childIn(call, 'function');
  const name = callee && calledName(file, names, { callee, scope });
  if (callee === undefined || name === undefined) return;
  if (DROPS_TABLE.has(name) && !isDefinedHere(judging, callee)) {
    judging.drops.push({
      table: tableOf(file, call, scope),
      via: 'op.drop_table',
      start: call.start,
      end: call.end,
    });
  } else if (RUNS_SQL.has(name)) {
    judgeExecution(judging, { call, scope, name });
  } else if (name === 'drop') {
    judgeDropOfObject(judging, { call, scope, name });
  } else {
    const problem = whyUndecided(judging, { call, scope, name });
    if (problem !== undefined) undecide(judging, call, problem);
  }
}

function whyUndecided(judging: Judging, { call, scope, name }: Call): string | undefined {
  if (name === 'drop_all') return 'drop_all drops whatever tables the metadata knows';
  const isBare = childIn(call, 'function')?.type === 'identifier';
  if (isBare && RUNS_PYTHON.has(name)) return `${name} runs code that is not known`;
  return isUnknownOperation(judging, call, scope) ? 'which operation getattr picks is not known' : undefined;
}

/** A function of this file with that name is judged by its own body. */
function isDefinedHere({ file, names }: Judging, callee: PythonNode): boolean {
  const name = identifierName(file, callee);
  if (name === undefined || names.imported.has(name)) return false;
  return [...file.scopes.functions.keys()].some(
    (node) => isOwnPlace(file, node) && identifierName(file, childIn(node, 'name')) === name,
  );
}

function isUnknownOperation({ file, names }: Judging, call: PythonNode, scope: Scope): boolean {
  if (identifierName(file, childIn(call, 'function')) !== 'getattr') return false;
  const [object] = argumentsOf(file, call).positional;
  return isOp(file, names, object) && namedByGetattr(file, call, scope) === undefined;
}

function tableOf(file: TracedFile, call: PythonNode, scope: Scope): string {
  const { positional, keywords, spread } = argumentsOf(file, call);
  const table = positional[0] ?? keywords.get('table_name') ?? keywords.get('element');
  const schema = keywords.get('schema');
  if (table === undefined || spread) {
    return sourceOf(file, childIn(call, 'arguments') ?? call).replace(/^\(|\)$/g, '');
  }
  const name = textOrSource(file, { node: table, scope });
  return schema === undefined || schema.type === 'none'
    ? name
    : `${textOrSource(file, { node: schema, scope })}.${name}`;
}

function textOrSource(file: TracedFile, value: PythonValue): string {
  const parts = readText(file, value, newBudget());
  if (parts.some(({ kind }) => kind === 'unknown')) return sourceOf(file, value.node);
  return parts.map((part) => (part.kind === 'known' ? part.text : '')).join('');
}

interface Call {
  readonly call: PythonNode;
  readonly scope: Scope;
  readonly name: string;
}

/** `sa.Table("users", meta).drop(bind)`; other objects, such as types, have a `drop` too. */
function judgeDropOfObject({ file, drops }: Judging, { call, scope }: Call): void {
  const receiver = childIn(childIn(call, 'function'), 'object');
  if (receiver === undefined) return;
  for (const { node, scope: inner } of alternatives(file, { node: receiver, scope }, newBudget())) {
    const isTable = node.type === 'call' && lastName(file, childIn(node, 'function')) === 'Table';
    if (!isTable && !isNamedTable(file, node)) continue;
    const table = isTable ? tableOf(file, node, inner) : sourceOf(file, node);
    drops.push({ table, via: 'op.drop_table', start: call.start, end: call.end });
  }
}

/** `User.__table__` and `metadata.tables["users"]` */
function isNamedTable(file: TracedFile, node: PythonNode): boolean {
  if (node.type === 'attribute') return lastName(file, node) === '__table__';
  const container = node.type === 'subscript' ? childIn(node, 'value') : undefined;
  return container?.type === 'attribute' && lastName(file, container) === 'tables';
}

function judgeExecution(judging: Judging, { call, scope, name }: Call): void {
  const { file } = judging;
  const argument = argumentNamed(file, call, ['sqltext', 'statement', 'clause', 'sql', 'operation']);
  if (argument === undefined) {
    if (argumentsOf(file, call).spread) undecide(judging, call, 'what it runs is not known');
    return;
  }
  const budget = newBudget();
  for (const value of alternatives(file, { node: argument, scope }, budget)) {
    if (isConstruct(judging, value.node)) continue;
    const parts = readText(file, value, budget);
    const [only] = parts;
    if (parts.length === 1 && only?.kind === 'unknown') {
      undecide(judging, call, `the SQL in ${only.source.slice(0, 60)} is not known`);
      continue;
    }
    const { start, end } = value.node;
    const judged = readEmbeddedSql(judging.sql, { parts, start, end, driverMarkers: DRIVER_SQL.has(name) });
    judging.drops.push(...judged.drops.map((drop) => ({ ...drop, via: 'sql' as const })));
    judging.undecided.push(...judged.undecided);
  }
}

/** SQLAlchemy's builders of statements that cannot drop a table. */
const BUILDERS = new Set(
  'select insert update delete union union_all intersect except_ exists with_only_columns cte lateral'
    .split(' ')
    .concat(
      'Select Insert Update Delete CreateTable CreateIndex CreateSchema CreateSequence CreateView'.split(' '),
      'DropTable DropTableOp DropIndex DropSequence DropConstraint AddConstraint SetTableComment SetColumnComment'.split(
        ' ',
      ),
    ),
);

/** `users.update().where(...)`. A DropTable in it is found on its own. */
function isConstruct({ file }: Judging, node: PythonNode): boolean {
  if (['none', 'integer', 'float', 'true', 'false'].includes(node.type)) return true;
  let at: PythonNode | undefined = node;
  while (at !== undefined) {
    const callee: PythonNode | undefined = at.type === 'call' ? childIn(at, 'function') : at;
    if (at.type === 'call' && BUILDERS.has(lastName(file, callee) ?? '')) return true;
    at = callee?.type === 'attribute' ? childIn(callee, 'object') : undefined;
  }
  return false;
}

function undecide({ undecided }: Judging, { start, end }: PythonNode, problem: string): void {
  undecided.push({ start, end, problem });
}
