import type { KeptCalls } from '../operations/kept-calls.ts';
import type { NameShift, Operation, Step, UnclearStep } from '../operations/operation.ts';
import type { PythonNode, SqlParser } from '../../parsers/parsers.ts';
import type { Scope } from '../../parsers/python/bindings.ts';
import type { TracedFile } from '../../parsers/python/values.ts';
import type { TextRange } from '../../model/text-range.ts';
import type { ClassDefinition, Definitions } from './definitions.ts';
import type { AlembicNames } from './names.ts';
import type { SqlText } from '../operations/direction.ts';

/** One file while its code is followed in the order of running. */
export interface InterpreterState {
  readonly file: TracedFile;
  readonly names: AlembicNames;
  readonly sql: SqlParser;
  readonly definitions: Definitions;
  /** Calls, and bodies of functions, that were followed at least once in this direction. */
  readonly visited: Set<PythonNode>;
  /** Values that were found to be called, or to have an operation called on them, wherever they were handed before. */
  readonly called: Set<PythonNode>;
  /** Operations, and `op` itself, that were told to be handed on, each with what was told. */
  readonly handedOn: Map<PythonNode, string>;
  /** Functions of which it is told that they are called too often. */
  readonly tooOften: Set<PythonNode>;
  /** Functions that were found to call themselves with arguments of their own. */
  readonly recursive: Set<PythonNode>;
  /** Nodes that may still be followed again, in another call or another round of a loop. */
  readonly budget: { left: number };
  readonly steps: Step[];
  readonly texts: SqlText[];
  /** Code that is there and does not run. */
  readonly passedOver: TextRange[];
  /** A COMMIT of the migration's own has ended the transaction. */
  readonly transaction: { isOver: boolean };
  /** Follows a function of the file. */
  readonly enter: (entered: EnteredFunction, place: Place) => void;
}

/** Under what circumstances code runs. */
export interface Place {
  readonly scope: Scope;
  readonly isCertain: boolean;
  /** Inside an `autocommit_block()`. */
  readonly autocommit: boolean;
  /** The functions that are running, the innermost first. */
  readonly running: Running | undefined;
  /** What `self` is, or `cls`. */
  readonly holder: ClassDefinition | undefined;
}

export interface Running {
  readonly definition: PythonNode;
  readonly caller: Running | undefined;
  readonly depth: number;
}

export function depthIn({ running }: Place): number {
  return running?.depth ?? 0;
}

export function isRunning({ running }: Place, definition: PythonNode): boolean {
  for (let at = running; at !== undefined; at = at.caller) if (at.definition === definition) return true;
  return false;
}

export interface EnteredFunction {
  readonly definition: PythonNode;
  /** `undefined` where it is handed on, and what it is called with is not known. */
  readonly call: PythonNode | undefined;
  readonly isBound: boolean;
}

export function perhaps(place: Place): Place {
  return place.isCertain ? { ...place, isCertain: false } : place;
}

/** The same place with the names of that scope, which is mostly its own. */
export function placeAt(place: Place, scope: Scope): Place {
  return scope === place.scope ? place : { ...place, scope };
}

export interface DoneOperation {
  readonly at: TextRange;
  readonly via: 'directive' | 'batch' | 'sql';
  readonly operation: Operation;
  /** As in a step. */
  readonly shift?: NameShift | undefined;
  /** As in a step. */
  readonly keeps?: KeptCalls | undefined;
  readonly sentWith?: Step['sentWith'];
}

export function addOperation(
  { steps, transaction }: InterpreterState,
  place: Place,
  done: DoneOperation,
): void {
  const { at, via, operation, shift, keeps, sentWith } = done;
  const { start, end } = at;
  const autocommit = place.autocommit || transaction.isOver;
  const step = { start, end, isCertain: place.isCertain, autocommit, via, operation };
  const more = { ...(shift && { shift }), ...(keeps && { keeps }), ...(sentWith && { sentWith }) };
  steps.push({ kind: 'operation', ...step, ...more });
}

export function addUnclear(
  { steps, transaction }: InterpreterState,
  place: Place,
  {
    at,
    ...reason
  }: { readonly at: TextRange } & Pick<
    UnclearStep,
    'problem' | 'reach' | 'keepsTables' | 'isRead' | 'calls' | 'isRefused' | 'sentWith'
  >,
): void {
  const { start, end } = at;
  const autocommit = place.autocommit || transaction.isOver;
  steps.push({ kind: 'unclear', start, end, isCertain: place.isCertain, autocommit, ...reason });
}

/** Whether a step changes neither rows nor the schema. */
export function onlyReads(step: Step): boolean {
  if (step.kind === 'unclear' || step.shift !== undefined || step.operation.kind !== 'other') return false;
  const { deed } = step.operation;
  return deed === undefined || (deed.kind === 'query' && !deed.locksRows);
}
