import { unknownName, type TableName } from '../operations/name.ts';
import type { Operation } from '../operations/operation.ts';
import type { PythonNode } from '../../parsers/parsers.ts';
import type { Scope } from '../../parsers/python/bindings.ts';
import { fullName } from '../../parsers/python/imported-names.ts';
import { argumentsOf, childIn, sourceOf } from '../../parsers/python/nodes.ts';
import { alternatives, newBudget, type PythonValue, type TracedFile } from '../../parsers/python/values.ts';
import { chainsOf, hasFilter, type Chain, type ChainLink } from './construct-chain.ts';
import { nameGiven, tableGiven } from './receivers.ts';
import { tableBehind } from './table-objects.ts';
import { updatedValuesInChain } from './updated-values.ts';
import type { InterpreterState } from './interpreter-state.ts';
import { flagOr } from './render/render-values.ts';
import type { Flag } from '../operations/flag.ts';

/** What a value that is executed does. */
export interface Construct {
  readonly operations: readonly Operation[];
  /** `false` where it is one of several, and only running it tells which. */
  readonly isCertain: boolean;
}

/** A statement that SQLAlchemy builds: `users.update().where(...)`; `undefined` for anything else. */
export function readConstruct(state: InterpreterState, value: PythonValue): Construct | undefined {
  if (CONSTANTS.has(value.node.type)) return { operations: NOTHING, isCertain: true };
  const chains = chainsOf(state.file, value, (name) => READERS.has(name));
  const read = chains.map((chain) => readChain(state, chain));
  const known = read.filter((operations) => operations !== undefined);
  if (known.length === 0 || known.length < read.length) return undefined;
  const distinct = new Map(known.map((operations) => [JSON.stringify(operations), operations]));
  return { operations: [...distinct.values()].flat(), isCertain: distinct.size === 1 };
}

const CONSTANTS = new Set(['none', 'integer', 'float', 'true', 'false']);
const NOTHING: readonly Operation[] = [{ kind: 'other', what: 'nothing' }];

function readChain(state: InterpreterState, { links, scope }: Chain): readonly Operation[] | undefined {
  // The outermost call that makes a statement decides: a select inside of an insert is a part of it.
  const made = links.findLast(({ name }) => READERS.has(name));
  if (made !== undefined) return READERS.get(made.name)?.({ state, made, links, scope });
  return links.some((link) => isOfFunction(state, link, scope))
    ? [{ kind: 'other', what: 'a query' }]
    : undefined;
}

/** `sa.func.shop.next_number("x")` is SELECT shop.next_number('x'). */
function isOfFunction({ file }: InterpreterState, { call }: ChainLink, scope: Scope): boolean {
  const callee = childIn(call, 'function');
  const name = callee && fullName(file, { node: callee, scope });
  return name?.from === 'imported' && /^sqlalchemy\.(?:\w+\.)*func\.\w/.test(name.path);
}

interface MadeStatement {
  readonly state: InterpreterState;
  readonly made: ChainLink;
  readonly links: readonly ChainLink[];
  readonly scope: PythonValue['scope'];
}

type Reader = (statement: MadeStatement) => readonly Operation[] | undefined;

const query: Reader = () => [{ kind: 'other', what: 'a query' }];
const foreign: Reader = ({ state, made }) => [
  { kind: 'other', what: sourceOf(state.file, childIn(made.call, 'function') ?? made.call) },
];

const READERS = new Map<string, Reader>([
  ...['select', 'Select', 'exists', 'union', 'union_all', 'intersect', 'except_', 'func'].map(
    (name) => [name, query] as const,
  ),
  ...(['insert', 'update', 'delete'] as const).flatMap((verb) => [
    [verb, rowChange(verb)] as const,
    [verb.replace(/^./, (letter) => letter.toUpperCase()), rowChange(verb)] as const,
  ]),
  ['DropTable', tableElement((table) => ({ kind: 'drop-table', table, ifExists: false, cascade: false }))],
  ['DropTableOp', dropTableOp],
  ['CreateTable', tableElement(createdElsewhere)],
  ['CreateSequence', objectElement('sequence', 'create-object')],
  ['DropSequence', objectElement('sequence', 'drop-object')],
  ['CreateSchema', objectElement('schema', 'create-object')],
  ['DropSchema', objectElement('schema', 'drop-object')],
  ...['SetTableComment', 'SetColumnComment', 'DropTableComment', 'DropColumnComment'].map(
    (name) => [name, foreign] as const,
  ),
]);

/** The columns are those of an object that is not followed. */
export function createdElsewhere(table: TableName): Operation {
  return {
    kind: 'create-table',
    table,
    columns: [],
    constraints: [],
    ifNotExists: false,
    isWhole: false,
    isTemporary: false,
  };
}

/** `DropTableOp("users", schema="auth")` */
function dropTableOp({ state, made, scope }: MadeStatement): readonly Operation[] {
  const table = tableGiven(state.file, { node: made.call, scope });
  return [{ kind: 'drop-table', table, ifExists: false, cascade: false }];
}

/** `CreateSchema("shop")`, `CreateSequence(sa.Sequence("numbers"))` */
function objectElement(object: 'schema' | 'sequence', kind: 'create-object' | 'drop-object'): Reader {
  return ({ state, made, scope }) => {
    const { file } = state;
    const { positional, keywords } = argumentsOf(file, made.call);
    const [given] = positional;
    if (given === undefined) return undefined;
    const flag = (name: string) => flagOf(file, { node: keywords.get(name), scope });
    const [value] = alternatives(file, { node: given, scope }, newBudget());
    const [inner] = value?.node.type === 'call' ? argumentsOf(file, value.node).positional : [];
    const name = nameGiven(file, { node: inner ?? given, scope: value?.scope ?? scope });
    return kind === 'create-object'
      ? [{ kind, object, name, ...(flag('if_not_exists') !== false && { unlessThere: true }) }]
      : [{ kind, object, name, ifExists: flag('if_exists'), cascade: flag('cascade') }];
  };
}

function flagOf(
  file: TracedFile,
  { node, scope }: { readonly node: PythonNode | undefined; readonly scope: Scope },
): Flag {
  const argument = node === undefined ? ABSENT : ({ kind: 'given', value: { node, scope } } as const);
  return flagOr(file, argument, false);
}

const ABSENT = { kind: 'absent' } as const;

function tableElement(operation: (table: TableName) => Operation): Reader {
  return ({ state, made, scope }) => {
    const { positional, keywords } = argumentsOf(state.file, made.call);
    const element = positional[0] ?? keywords.get('element') ?? keywords.get('table_name');
    return [
      operation(element === undefined ? unknownTable('') : constructTable(state, { node: element, scope })),
    ];
  };
}

type Verb = 'insert' | 'update' | 'delete';

function rowChange(verb: Verb): Reader {
  return ({ state, made, links, scope }) => {
    const [given] = argumentsOf(state.file, made.call).positional;
    const calledOn = made.object && tableBehindAny(state, { node: made.object, scope });
    // `users.insert()` is called on the table, `sa.insert(users)` on a module.
    const table = calledOn ?? namedTable(state, given ?? made.object, scope);
    if (table === undefined) return undefined;
    const hasOldFilter = calledOn !== undefined && given !== undefined && verb !== 'insert';
    const isFiltered = hasOldFilter || hasFilter(state.file, links);
    const values = verb === 'update' ? updatedValuesInChain(state.file, links) : undefined;
    const change = { kind: 'change-rows', verb, table, isFiltered, ...(values && { values }) } as const;
    return [change, ...overwrittenRows(table, links)];
  };
}

/** Those that new ones meet. */
function overwrittenRows(table: TableName, links: readonly ChainLink[]): readonly Operation[] {
  const isUpdated = links.some(({ name }) => OVERWRITES.has(name));
  return isUpdated ? [{ kind: 'change-rows', verb: 'update', table, isFiltered: true }] : [];
}

const OVERWRITES: ReadonlySet<string> = new Set(['on_conflict_do_update', 'on_duplicate_key_update']);

function namedTable(
  state: InterpreterState,
  node: PythonNode | undefined,
  scope: PythonValue['scope'],
): TableName | undefined {
  return node && constructTable(state, { node, scope });
}

/** The table that an expression stands for, or its source. */
export function constructTable(state: InterpreterState, value: PythonValue): TableName {
  return tableBehindAny(state, value) ?? unknownTable(sourceOf(state.file, value.node));
}

function tableBehindAny(state: InterpreterState, value: PythonValue): TableName | undefined {
  const [found, ...more] = alternatives(state.file, value, newBudget());
  return found === undefined || more.length > 0 ? undefined : tableBehind(state, found);
}

function unknownTable(source: string): TableName {
  return { ...unknownName(source), schema: undefined };
}
