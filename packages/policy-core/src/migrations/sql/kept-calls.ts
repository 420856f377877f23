import type { CalledRoutine, LaterUse } from '../operations/called-routine.ts';
import type { KeptCalls, RelationUse } from '../operations/kept-calls.ts';
import type { SqlNode } from '../../parsers/parsers.ts';
import { isHarmlessFunction, isKnownOperator, isTriggerHelper } from '../functions/known-functions.ts';
import { flagIn, listIn, namedNode, nodeIn, textIn } from './nodes.ts';
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
  if (kept === undefined || kept.ruled !== undefined) return kept;
  return kept.calls.length + (kept.later?.length ?? 0) === 0 ? undefined : kept;
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
  ['RuleStmt', rule],
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
  return { calls: [], on: [], later: calls.map((call) => ({ ...call, later: 'expressions' })) };
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

/** That of a query is what a view says. */
function rule(node: SqlNode): KeptCalls | undefined {
  const use = RULED.get(node['event']);
  return use === undefined || isNotice(node)
    ? undefined
    : { calls: [], on: [use], ruled: textIn(node, 'rulename') ?? '' };
}

/** Whether a rule only tells those who listen. */
export function isNotice(node: SqlNode): boolean {
  const actions = listIn(node, 'actions').map((action) => namedNode(action).name);
  return !flagIn(node, 'instead') && actions.every((action) => action === 'NotifyStmt');
}

const RULED: ReadonlyMap<unknown, RelationUse> = new Map([
  ['CMD_DELETE', 'delete'],
  ['CMD_INSERT', 'insert'],
  ['CMD_UPDATE', 'update'],
]);

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
  const written = OF_DOMAINS.has(kind) ? callsIn(body) : unknownCalls({ calls: named, operators: [] });
  return written.map(({ name, schema }) => ({
    name,
    ...(schema !== undefined && { schema }),
    later: laterUse(kind, body),
  }));
}

function laterUse(kind: string, body: SqlNode): LaterUse {
  if (kind === 'CreateEventTrigStmt') return 'definitions';
  const [name = '', schema] = stringsIn(body, 'defnames').toReversed();
  const isOperator = body['kind'] === 'OBJECT_OPERATOR';
  const isAggregate = body['kind'] === 'OBJECT_AGGREGATE';
  const isKnown = isOperator ? isKnownOperator(name) : isHarmlessFunction(name, schema);
  return (isOperator || isAggregate) && !isKnown ? 'named' : 'expressions';
}

const OF_DOMAINS: ReadonlySet<string> = new Set(['AlterDomainStmt', 'CreateDomainStmt']);

/** As the calls that they lead to. */
const NAMED_FUNCTIONS: ReadonlyMap<string, (node: SqlNode) => readonly SqlNode[]> = new Map([
  ['CreateCastStmt', (node) => listed(nodeIn(node, 'func'), 'objname')],
  ['CreateConversionStmt', (node) => listed(node, 'func_name')],
  ['CreateEventTrigStmt', (node) => listed(node, 'funcname')],
  ['AlterOpFamilyStmt', functionsOfClass],
  ['CreateOpClassStmt', functionsOfClass],
  ['CreateRangeStmt', functionsOfDefinition('params')],
  ['DefineStmt', functionsOfDefinition('definition')],
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

function functionsOfDefinition(field: string): (node: SqlNode) => readonly SqlNode[] {
  return (node) =>
    listIn(node, field)
      .map((item) => nodeIn(item, 'DefElem'))
      .filter((item) => FUNCTION_OPTIONS.has(item?.['defname']))
      .flatMap((item) => listed(nodeIn(nodeIn(item, 'arg'), 'TypeName'), 'names'));
}

/** Of CREATE OPERATOR, AGGREGATE, TYPE, also AS RANGE, and the parts of text search. */
const FUNCTION_OPTIONS: ReadonlySet<unknown> = new Set(
  `analyze combinefunc deserialfunc end finalfunc function gettoken headline init input join lexize lextypes mfinalfunc
   minvfunc msfunc output procedure receive restrict send serialfunc sfunc start subscript subtype_diff canonical typmod_in
   typmod_out`.split(/\s+/),
);
