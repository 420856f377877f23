import type { OperationOf } from '../migrations/by-kind.ts';
import { renameIndex } from './apply-index.ts';
import { dropSchema, renameSchema } from './apply-table.ts';
import { meetUnclear, type Fold } from './fold.ts';
import { blurAll } from './schema-lines.ts';

export function dropObject({ object, name }: OperationOf<'drop-object'>, fold: Fold): void {
  if (object === 'database' || object === 'owned') blurAll(fold.lines, fold.at);
  if (object !== 'schema') return;
  if (name.isKnown) dropSchema(name.text, fold);
  else meetUnclear(fold);
}

export function renameObject({ object, name, to }: OperationOf<'rename-object'>, fold: Fold): void {
  const isKnown = name.isKnown && to.isKnown;
  if (object === 'schema' && isKnown) renameSchema(name.text, to.text, fold);
  else if (object === 'schema') meetUnclear(fold);
  // Indexes have no kind of object of their own.
  else if (object === 'other' && isKnown) renameIndex(name.text, to.text, fold);
}
