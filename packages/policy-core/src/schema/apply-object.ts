import type { OperationOf } from '../migrations/by-kind.ts';
import { tableKey, type Name, type TableName } from '../migrations/name.ts';
import { renamedObject } from '../migrations/same-names.ts';
import { renameIndex } from './apply-index.ts';
import { dropSchema, renameSchema } from './apply-table.ts';
import { meetUnclear, type Fold } from './fold.ts';
import { blurAll } from './schema-lines.ts';
import type { DomainState, ViewState } from './schema-history.ts';
import { allNow, latest, setFrom } from './versioned.ts';

export function createObject(operation: OperationOf<'create-object'>, fold: Fold): void {
  const { object, name, domain, reads = [] } = operation;
  if (domain !== undefined) setFrom(fold.lines.domains, { key: name.text, at: fold.at }, domain);
  if (!isView(object)) return;
  placeView({ view: viewName(name), isMaterialized: object === 'materialized-view', reads }, fold);
}

export function dropObject({ object, name }: OperationOf<'drop-object'>, fold: Fold): void {
  if (isView(object)) takeView(name, fold);
  if (object === 'domain') takeDomain(name, fold);
  if (object === 'database' || object === 'owned') blurAll(fold.lines, fold.at);
  if (object !== 'schema') return;
  if (!name.isKnown) {
    meetUnclear(fold);
    return;
  }
  dropSchema(name.text, fold);
  dropViewsIn(name.text, fold);
}

export function renameObject(operation: OperationOf<'rename-object'>, fold: Fold): void {
  const { object, name, to } = operation;
  const isKnown = name.isKnown && to.isKnown;
  if (object === 'schema' && isKnown) renameSchema(name.text, to.text, fold);
  else if (object === 'schema') meetUnclear(fold);
  // Indexes have no kind of object of their own.
  else if (object === 'other' && isKnown) renameIndex(name.text, to.text, fold);
  else if (isView(object)) renameView(operation, fold);
  else if (object === 'domain') renameDomain(operation, fold);
}

function isView(object: string): boolean {
  return object === 'view' || object === 'materialized-view';
}

function renameView(operation: OperationOf<'rename-object'>, fold: Fold): void {
  const was = takeView(operation.name, fold);
  if (was !== undefined) placeView({ ...was, view: viewName(renamedObject(operation)) }, fold);
}

function renameDomain(operation: OperationOf<'rename-object'>, fold: Fold): void {
  const was = takeDomain(operation.name, fold);
  const key = renamedObject(operation).text;
  if (was !== undefined) setFrom(fold.lines.domains, { key, at: fold.at }, was);
}

function takeDomain({ text }: Name, { lines, at }: Fold): DomainState | undefined {
  const was = latest(lines.domains, text);
  if (was !== undefined) setFrom(lines.domains, { key: text, at }, undefined);
  return was;
}

function placeView(state: ViewState, { lines, at }: Fold): void {
  const key = tableKey(state.view);
  if (key !== undefined) setFrom(lines.views, { key, at }, state);
}

function dropViewsIn(schema: string, { lines, at }: Fold): void {
  for (const [key, { view }] of allNow(lines.views)) {
    if ((view.schema ?? 'public') === schema) setFrom(lines.views, { key, at }, undefined);
  }
}

/** What it was, where one is known. */
function takeView(name: Name, { lines, at }: Fold): ViewState | undefined {
  const key = tableKey(viewName(name));
  if (key === undefined) return undefined;
  const was = latest(lines.views, key);
  if (was !== undefined) setFrom(lines.views, { key, at }, undefined);
  return was;
}

/** The name of an object has its schema before it. */
function viewName({ text, isKnown }: Name): TableName {
  const [last = text, ...before] = text.split('.').toReversed();
  return { text: last, isKnown, schema: before.length === 0 ? undefined : before.toReversed().join('.') };
}
