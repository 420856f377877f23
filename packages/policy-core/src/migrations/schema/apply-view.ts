import { tableKey, type TableName } from '../operations/name.ts';
import type { Fold } from './fold.ts';
import { followRelation } from './follow-names.ts';
import type { ViewState } from './schema-history.ts';
import { noteReader } from './schema-timelines.ts';
import { latest, setFrom } from '../../model/versioned.ts';

/** What is called so, where that is a view. */
export function foldedView({ lines }: Fold, view: TableName): ViewState | undefined {
  const key = tableKey(view);
  return key === undefined ? undefined : latest(lines.views, key);
}

export function placeView(state: ViewState, { lines, at }: Fold): void {
  const key = tableKey(state.view);
  if (key === undefined) return;
  setFrom(lines.views, { key, at }, state);
  for (const of of state.reads) noteReader(lines, { of, view: key });
}

/** Nothing where no view of that name is known; it is no longer told of where its new name is not known. */
export function moveView(
  fold: Fold,
  { from, to }: { readonly from: TableName; readonly to: TableName },
): void {
  const was = foldedView(fold, from);
  const key = tableKey(from);
  if (was === undefined || key === undefined) return;
  setFrom(fold.lines.views, { key, at: fold.at }, undefined);
  placeView({ ...was, view: to }, fold);
  followRelation(fold.lines, { from, to }, fold.at);
}
