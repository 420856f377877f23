import type { OperationOf } from '../migrations/by-kind.ts';
import { dropSchema, renameSchema } from './apply-table.ts';
import { meetUnclear, type Fold } from './fold.ts';
import { blurAll } from './schema-lines.ts';

export function dropObject({ object, name }: OperationOf<'drop-object'>, fold: Fold): void {
  if (object === 'database' || object === 'owned') blurAll(fold.lines, fold.at);
  if (object !== 'schema') return;
  if (name.isKnown) dropSchema(name.text, fold);
  else meetUnclear(fold.upgrade, fold.at);
}

export function renameObject({ object, name, to }: OperationOf<'rename-object'>, fold: Fold): void {
  if (object !== 'schema') return;
  if (name.isKnown && to.isKnown) renameSchema(name.text, to.text, fold);
  else meetUnclear(fold.upgrade, fold.at);
}
