import { memoizeByObject } from '../../model/memoize.ts';
import type { JudgedUpgrade } from './judged-upgrade.ts';
import { tableKey, type TableName } from '../operations/name.ts';
import type { ObjectOperation } from '../operations/operation.ts';

/** What makes a materialized view in the same migration, just before a step: then nobody else sees it. */
export function makingOfView(
  { upgrade, index }: { readonly upgrade: JudgedUpgrade; readonly index: number },
  view: TableName,
): Extract<ObjectOperation, { readonly kind: 'create-object' }> | undefined {
  const key = tableKey(view);
  const last = viewSteps(upgrade).findLast((step) => step.index < index && step.operation.name.text === key);
  return last?.operation.kind === 'create-object' ? last.operation : undefined;
}

interface ViewStep {
  readonly operation: ObjectOperation;
  readonly index: number;
}

/** Looked for once: every step of a dump asks. */
const viewSteps = memoizeByObject(({ steps }: JudgedUpgrade): readonly ViewStep[] =>
  steps.flatMap((step, index) => {
    if (step.kind !== 'operation' || !('object' in step.operation)) return [];
    const { operation } = step;
    return operation.object === 'materialized-view' ? [{ operation, index }] : [];
  }),
);
