import type { CalledRoutine } from '../operations/called-routine.ts';
import type { KeptCalls, RelationUse } from '../operations/kept-calls.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { isTriggerHelper } from '../functions/known-functions.ts';
import { listIn, namedNode, nodeIn } from './nodes.ts';
import { stringsIn } from './table-name.ts';
import { runByStatement, unknownCalls } from './unknown-calls.ts';

/**
 * The functions of which nobody knows what they do, and that a relation runs later by what a statement makes;
 * `undefined` where there is none. `text` is that of the statement; `node` has one key, the name of what it holds.
 */
export function keptCalls(text: string, node: SqlNode): KeptCalls | undefined {
  const { name, body } = namedNode(node);
  if (OF_TABLES.has(name) && !KEEPS.test(text)) return undefined;
  const kept = KEEPERS.get(name)?.(body);
  return kept === undefined || kept.calls.length + (kept.later?.length ?? 0) === 0 ? undefined : kept;
}

/** Of what tables are made, few expressions stay with them: the words before those are looked for first. */
const OF_TABLES: ReadonlySet<string> = new Set(['AlterTableStmt', 'CreateStmt']);
const KEEPS = /\b(?:check|default|exclude|generated|partition)\b/i;

const ROWS: readonly RelationUse[] = ['insert', 'update', 'rebuild'];

const KEEPERS: ReadonlyMap<string, (node: SqlNode) => KeptCalls | undefined> = new Map<
  string,
  (node: SqlNode) => KeptCalls | undefined
>([
  ['AlterPolicyStmt', policy],
  ['AlterTableStmt', altered],
  ['CreatePolicyStmt', policy],
  ['CreateStatsStmt', (node) => ({ calls: callsIn(node), on: ['analyze'] })],
  ['CreateStmt', (node) => ({ calls: callsIn(node), on: ROWS })],
  ['CreateTableAsStmt', materialized],
  ['CreateTrigStmt', trigger],
  ['IndexStmt', (node) => ({ calls: callsIn(node), on: [...ROWS, 'analyze'] })],
  ['ViewStmt', (node) => ({ calls: callsIn(node), on: ['read', ...ROWS, 'delete'] })],
]);

function callsIn(node: SqlNode | undefined): readonly CalledRoutine[] {
  return node === undefined ? [] : unknownCalls(runByStatement(node));
}

/**
 * Whoever reads or changes rows runs it, but the owner: that is told where it is made, of functions of the history
 * alone. Those of others, such as `auth.uid()`, say who somebody is.
 */
function policy(node: SqlNode): KeptCalls {
  const calls = callsIn({ using: node['qual'] ?? null, check: node['with_check'] ?? null });
  return { calls: [], on: [], later: calls.map((call) => ({ ...call, isLater: true })) };
}

/** Defaults, checks and generated columns. USING runs once. */
function altered(node: SqlNode): KeptCalls {
  const calls = listIn(node, 'cmds').flatMap((item) => {
    const command = nodeIn(item, 'AlterTableCmd');
    const definition = nodeIn(command, 'def');
    return command?.['subtype'] === 'AT_AlterColumnType' || definition === undefined
      ? []
      : callsIn({ definition });
  });
  return { calls, on: ROWS };
}

function materialized(node: SqlNode): KeptCalls | undefined {
  if (node['objtype'] !== 'OBJECT_MATVIEW') return undefined;
  return { calls: callsIn(nodeIn(node, 'query')), on: ['refresh'] };
}

function trigger(node: SqlNode): KeptCalls {
  const [name = '', schema] = stringsIn(node, 'funcname').toReversed();
  const run = { name, ...(schema !== undefined && { schema }), arguments: 0 };
  const events = typeof node['events'] === 'number' ? node['events'] : 0;
  const condition = nodeIn(node, 'whenClause');
  return {
    calls: [
      ...(isTriggerHelper(name) ? [] : [run]),
      ...(condition === undefined ? [] : callsIn({ condition })),
    ],
    on: EVENTS.flatMap(([bit, use]) => ((events & bit) === 0 ? [] : [use])),
  };
}

/** Of `pg_trigger.tgtype`. */
const EVENTS: readonly (readonly [number, RelationUse])[] = [
  [4, 'insert'],
  [8, 'delete'],
  [16, 'update'],
  [32, 'truncate'],
];

/** The functions that later statements run by other things: domains, operators, casts, aggregates, types. */
export function hiddenCalls(node: SqlNode): readonly CalledRoutine[] {
  const { name: kind, body } = namedNode(node);
  const named = NAMED_FUNCTIONS.get(kind)?.(body) ?? [];
  const written = kind === 'CreateDomainStmt' ? callsIn(body) : unknownCalls({ calls: named, operators: [] });
  return written.map(({ name, schema }) => ({
    name,
    ...(schema !== undefined && { schema }),
    isLater: true,
  }));
}

/** As the calls that they lead to. */
const NAMED_FUNCTIONS: ReadonlyMap<string, (node: SqlNode) => readonly SqlNode[]> = new Map([
  ['CreateCastStmt', (node) => listed(nodeIn(node, 'func'), 'objname')],
  ['CreateConversionStmt', (node) => listed(node, 'func_name')],
  ['CreateEventTrigStmt', (node) => listed(node, 'funcname')],
  ['CreateOpClassStmt', functionsOfClass],
  ['DefineStmt', functionsOfDefinition],
]);

function listed(node: SqlNode | undefined, field: string): readonly SqlNode[] {
  const names = listIn(node, field);
  return names.length === 0 ? [] : [{ funcname: [...names] }];
}

/** Operators stand there too: each has its own function. */
function functionsOfClass(node: SqlNode): readonly SqlNode[] {
  const FUNCTION = 2;
  return listIn(node, 'items')
    .map((item) => nodeIn(item, 'CreateOpClassItem'))
    .filter((item) => item?.['itemtype'] === FUNCTION)
    .flatMap((item) => listed(nodeIn(item, 'name'), 'objname'));
}

function functionsOfDefinition(node: SqlNode): readonly SqlNode[] {
  return listIn(node, 'definition')
    .map((item) => nodeIn(item, 'DefElem'))
    .filter((item) => FUNCTION_OPTIONS.has(item?.['defname']))
    .flatMap((item) => listed(nodeIn(nodeIn(item, 'arg'), 'TypeName'), 'names'));
}

/** Of CREATE OPERATOR, AGGREGATE, TYPE and the parts of text search. */
const FUNCTION_OPTIONS: ReadonlySet<unknown> = new Set(
  `analyze combinefunc deserialfunc end finalfunc function gettoken headline init input join lexize lextypes mfinalfunc
   minvfunc msfunc output procedure receive restrict send serialfunc sfunc start subscript subtype_diff canonical typmod_in
   typmod_out`.split(/\s+/),
);
