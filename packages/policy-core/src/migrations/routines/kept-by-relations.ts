import type { CalledRoutine } from '../operations/called-routine.ts';
import type { ConstraintDefinition } from '../operations/column.ts';
import { operationTable } from '../operations/operation-table.ts';
import type { KeptCalls, RelationUse } from '../operations/kept-calls.ts';
import type { TableName } from '../operations/name.ts';
import type { Operation, OperationStep } from '../operations/operation.ts';
import type { UtilityStatement } from '../operations/utility-statement.ts';
import { pastMap, type Past, type PastMap } from './past.ts';

/** What the relations of a history run when statements use them. Names count without schemas, and so for more than one. */
export interface KeptByRelations {
  readonly kept: PastMap<ReadonlyMap<string, KeptCalls>>;
  /** What a view reads. */
  readonly reads: PastMap<readonly string[]>;
  /** By the table that is referenced, those that have a foreign key to it. */
  readonly referrers: PastMap<readonly Referrer[]>;
  /** A partition or a child shares what its parent has: rows go from one to the other. */
  readonly parents: PastMap<string>;
}

interface Referrer {
  readonly table: string;
  /** What is done to its rows when those that are referenced go, or get another key. */
  readonly onDelete: readonly RelationUse[];
  readonly onUpdate: readonly RelationUse[];
}

export function nothingKept(past: Past): KeptByRelations {
  return { kept: pastMap(past), reads: pastMap(past), referrers: pastMap(past), parents: pastMap(past) };
}

/** Takes in what a step makes, and what that runs later. */
export function noteKept(
  relations: KeptByRelations,
  { operation, isCertain }: OperationStep,
  keeps: KeptCalls | undefined,
): void {
  noteRelatives(relations, operation);
  noteKeys(relations, operation);
  const name = keeperOf(operation);
  if (keeps === undefined && name === undefined) return;
  const relation = relationOf(operation);
  if (relation === undefined) return;
  const key = eldest(relations, relation);
  if (isCertain && name !== undefined) drop(relations, key, name);
  if (keeps !== undefined) keep(relations, key, [name, keeps]);
}

function drop({ kept }: KeptByRelations, key: string, name: string): void {
  const own = kept.get(key);
  if (own?.has(name) !== true) return;
  kept.set(key, new Map([...own].filter(([other]) => other !== name)));
}

function keep({ kept }: KeptByRelations, key: string, [name, keeps]: [string | undefined, KeptCalls]): void {
  const own = new Map(kept.get(key));
  own.set(name === undefined || own.has(name) ? `${own.size}` : name, keeps);
  kept.set(key, own);
}

/** What may take the place of another, or be dropped: a trigger, a view, by its name. */
function keeperOf(operation: Operation): string | undefined {
  if (operation.kind !== 'create-object' && operation.kind !== 'drop-object') return undefined;
  return `${operation.object} ${operation.name.text}`;
}

function noteRelatives(relations: KeptByRelations, operation: Operation): void {
  switch (operation.kind) {
    case 'create-table':
      for (const { table } of (operation.sources ?? []).filter(({ as }) => as !== 'query'))
        relate(relations, operation.table.text, table.text);
      return;
    case 'rename-table':
      relate(relations, operation.to.text, operation.table.text);
      return;
    case 'rename-object':
      relate(relations, bare(operation.to.text), bare(operation.name.text));
      return;
    case 'create-object':
      if (operation.reads !== undefined)
        relations.reads.set(bare(operation.name.text), operation.reads.map(textOf));
      return;
    case 'other':
      relateAttached(relations, operation.deed);
      return;
    default:
  }
}

function noteKeys({ referrers }: KeptByRelations, operation: Operation): void {
  const table = operationTable(operation)?.text;
  if (table === undefined) return;
  for (const constraint of constraintsIn(operation)) {
    if (constraint.kind !== 'foreign-key') continue;
    const target = constraint.target.table.text;
    const { onDelete = 'restrict', onUpdate = 'restrict' } = constraint;
    const one = { table, onDelete: DONE_ALONG[onDelete], onUpdate: onUpdate === 'restrict' ? [] : UPDATED };
    referrers.set(target, [...(referrers.get(target) ?? []), one]);
  }
}

const UPDATED = ['update'] as const;
const DONE_ALONG = {
  cascade: ['delete'],
  restrict: [],
  'set default': UPDATED,
  'set null': UPDATED,
} as const;

function constraintsIn(operation: Operation): readonly ConstraintDefinition[] {
  switch (operation.kind) {
    case 'create-table':
      return [...operation.constraints, ...operation.columns.flatMap(({ constraints }) => constraints)];
    case 'add-column':
      return operation.column.constraints;
    case 'add-constraint':
      return [operation.constraint];
    default:
      return [];
  }
}

function relateAttached(relations: KeptByRelations, deed: UtilityStatement | undefined): void {
  if (deed?.kind === 'attach-partition') relate(relations, deed.partition.text, deed.table.text);
}

function relate(relations: KeptByRelations, child: string, parent: string): void {
  const [young, old] = [eldest(relations, child), eldest(relations, parent)];
  if (young === old) return;
  relations.parents.set(young, old);
  const moved = relations.kept.get(young);
  if (moved === undefined) return;
  const all = new Map(relations.kept.get(old));
  for (const [name, keeps] of moved) all.set(`${young} ${name}`, keeps);
  relations.kept.set(old, all);
}

/** The relation whose name stands for all that share with it. */
function eldest({ parents }: KeptByRelations, name: string): string {
  let [current, next] = [name, parents.get(name)];
  while (next !== undefined) [current, next] = [next, parents.get(next)];
  if (current !== name) parents.set(name, current);
  return current;
}

/** The relation that keeps what a step makes. */
function relationOf(operation: Operation): string | undefined {
  if (operation.kind === 'create-object' || operation.kind === 'drop-object')
    return operation.on?.text ?? bare(operation.name.text);
  // ALTER VIEW ... ALTER ... SET DEFAULT
  if (operation.kind === 'other' && operation.deed?.kind === 'set-table-option')
    return operation.deed.table.text;
  return operationTable(operation)?.text;
}

/** What an operation makes relations run, each once. */
export interface Fired {
  readonly calls: ReadonlySet<CalledRoutine>;
  /** Names of rules. */
  readonly rules: ReadonlySet<string>;
}

export function firedBy(relations: KeptByRelations, operation: Operation): Fired {
  const calls = new Set<CalledRoutine>();
  const rules = new Set<string>();
  const own = relations.kept.size === 0 ? [] : usesIn(operation);
  for (const { relation, uses } of withReferrers(relations, operation, own)) {
    for (const kept of keptFor(relations, relation)) {
      for (const one of kept) {
        if (!one.on.some((use) => uses.includes(use))) continue;
        for (const call of one.calls) calls.add(call);
        if (one.ruled !== undefined) rules.add(one.ruled);
      }
    }
  }
  return { calls, rules };
}

function keptFor(relations: KeptByRelations, relation: string | undefined): Iterable<Iterable<KeptCalls>> {
  if (relation === undefined) return [...relations.kept.values()].map((own) => own.values());
  const names = [...withRead(relations, relation)];
  return names.map((name) => relations.kept.get(eldest(relations, name))?.values() ?? []);
}

/** With what foreign keys do to the rows of other tables, and to those of the next ones. */
function withReferrers(
  { referrers }: KeptByRelations,
  operation: Operation,
  uses: readonly Use[],
): readonly Use[] {
  if (!reachesReferrers(operation)) return uses;
  const found = [...uses];
  const seen = new Set<string>();
  for (const use of found) {
    for (const referrer of referrers.get(use.relation ?? '') ?? []) {
      const along = { relation: referrer.table, uses: usesAlong(use, referrer) };
      const key = JSON.stringify(along);
      if (along.uses.length > 0 && !seen.has(key)) found.push(along);
      seen.add(key);
    }
  }
  return found;
}

function reachesReferrers(operation: Operation): boolean {
  if (operation.kind === 'truncate') return operation.cascade;
  return operation.kind === 'change-rows' && KEYS_GO.has(operation.verb);
}

const KEYS_GO: ReadonlySet<string> = new Set(['delete', 'merge', 'update']);

function usesAlong({ uses }: Use, { onDelete, onUpdate }: Referrer): readonly RelationUse[] {
  if (uses.includes('truncate')) return ['truncate'];
  return [...(uses.includes('delete') ? onDelete : []), ...(uses.includes('update') ? onUpdate : [])];
}

/** A relation, and all that it reads, if it is a view. */
function withRead({ reads }: KeptByRelations, relation: string): ReadonlySet<string> {
  const found = new Set([relation]);
  for (const name of found) for (const read of reads.get(name) ?? []) found.add(read);
  return found;
}

interface Use {
  /** `undefined`: it may be any. */
  readonly relation: string | undefined;
  readonly uses: readonly RelationUse[];
}

function usesIn(operation: Operation): readonly Use[] {
  switch (operation.kind) {
    case 'change-rows':
      return [
        { relation: operation.table.text, uses: USES_OF[operation.verb] },
        ...(operation.reads ?? []).map(read),
      ];
    case 'truncate':
      return operation.tables.map(({ text }) => ({ relation: text, uses: ['truncate'] }));
    case 'other':
      return usesOfDeed(operation);
    default:
      return usesOfDefinition(operation);
  }
}

function usesOfDefinition(operation: Operation): readonly Use[] {
  switch (operation.kind) {
    case 'alter-column':
      return operation.type === undefined ? [] : [rebuilt(operation.table)];
    case 'validate-constraint':
      return [rebuilt(operation.table)];
    case 'create-table':
      return (operation.sources ?? []).filter(({ as }) => as === 'query').map(({ table }) => read(table));
    case 'create-object':
      return operation.object === 'materialized-view' ? (operation.reads ?? []).map(read) : [];
    default:
      return [];
  }
}

const USES_OF = {
  copy: ['insert'],
  delete: ['delete'],
  // ON CONFLICT DO UPDATE
  insert: ['insert', 'update'],
  merge: ['insert', 'update', 'delete'],
  update: ['update'],
} as const;

function usesOfDeed({ deed }: Extract<Operation, { readonly kind: 'other' }>): readonly Use[] {
  switch (deed?.kind) {
    case 'query':
      return deed.reads.map(read);
    case 'refresh-view':
      return [{ relation: deed.view.text, uses: ['refresh', 'read'] }];
    case 'analyze':
      return deed.tables.map(({ text }) => ({ relation: text, uses: ['analyze'] }));
    case 'vacuum':
      return deed.tables.map(({ text }) => ({
        relation: text,
        uses: deed.full ? ['analyze', 'rebuild'] : ['analyze'],
      }));
    case 'cluster':
      return [rebuilt(deed.table)];
    case 'reindex':
      return [rebuilt(deed.what === 'table' ? deed.name : undefined)];
    default:
      return [];
  }
}

function rebuilt(table: TableName | undefined): Use {
  return { relation: table?.text, uses: ['rebuild'] };
}

function read(table: TableName): Use {
  return { relation: table.text, uses: ['read'] };
}

function textOf({ text }: TableName): string {
  return text;
}

function bare(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}
