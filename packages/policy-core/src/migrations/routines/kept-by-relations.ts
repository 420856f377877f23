import type { CalledRoutine } from '../operations/called-routine.ts';
import { operationTable } from '../operations/covered-by.ts';
import type { KeptCalls, RelationUse } from '../operations/kept-calls.ts';
import type { TableName } from '../operations/name.ts';
import type { Operation, OperationStep } from '../operations/operation.ts';
import type { UtilityStatement } from '../operations/utility-statement.ts';

/** What the relations of a history run when statements use them. Names count without schemas, and so for more than one. */
export interface KeptByRelations {
  readonly kept: Map<string, Map<string, KeptCalls>>;
  /** What a view reads. */
  readonly reads: Map<string, readonly string[]>;
  /** A partition or a child shares what its parent has: rows go from one to the other. */
  readonly parents: Map<string, string>;
}

export function nothingKept(): KeptByRelations {
  return { kept: new Map(), reads: new Map(), parents: new Map() };
}

/** Takes in what a step makes. */
export function noteKept(relations: KeptByRelations, { operation, keeps, isCertain }: OperationStep): void {
  noteRelatives(relations, operation);
  const relation = relationOf(operation);
  if (relation === undefined) return;
  const key = eldest(relations, relation);
  const own = relations.kept.get(key) ?? new Map<string, KeptCalls>();
  const name = keeperOf(operation);
  if (isCertain && name !== undefined) own.delete(name);
  if (keeps === undefined) return;
  own.set(name === undefined || own.has(name) ? `${own.size}` : name, keeps);
  relations.kept.set(key, own);
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

function relateAttached(relations: KeptByRelations, deed: UtilityStatement | undefined): void {
  if (deed?.kind === 'attach-partition') relate(relations, deed.partition.text, deed.table.text);
}

function relate(relations: KeptByRelations, child: string, parent: string): void {
  const [young, old] = [eldest(relations, child), eldest(relations, parent)];
  if (young === old) return;
  relations.parents.set(young, old);
  const moved = relations.kept.get(young);
  if (moved === undefined) return;
  const before = relations.kept.get(old) ?? new Map<string, KeptCalls>();
  for (const [name, keeps] of moved) before.set(`${young} ${name}`, keeps);
  relations.kept.set(old, before);
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
  return operationTable(operation)?.text;
}

/** What an operation makes relations run, each once. */
export function callsFired(relations: KeptByRelations, operation: Operation): readonly CalledRoutine[] {
  if (relations.kept.size === 0) return [];
  const found = new Set<CalledRoutine>();
  for (const { relation, uses } of usesIn(operation)) {
    for (const name of withRead(relations, relation)) {
      for (const { calls, on } of relations.kept.get(eldest(relations, name))?.values() ?? []) {
        if (on.some((use) => uses.includes(use))) for (const call of calls) found.add(call);
      }
    }
  }
  return [...found];
}

/** A relation, and all that it reads, if it is a view. */
function withRead({ reads }: KeptByRelations, relation: string): ReadonlySet<string> {
  const found = new Set([relation]);
  for (const name of found) for (const read of reads.get(name) ?? []) found.add(read);
  return found;
}

interface Use {
  readonly relation: string;
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
    case 'create-table':
      return (operation.sources ?? []).filter(({ as }) => as === 'query').map(({ table }) => read(table));
    case 'create-object':
      return operation.object === 'materialized-view' ? (operation.reads ?? []).map(read) : [];
    case 'other':
      return usesOfDeed(operation);
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
    case 'vacuum':
      return deed.tables.map(({ text }) => ({ relation: text, uses: ['analyze'] }));
    default:
      return [];
  }
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
