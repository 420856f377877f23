import type { JudgedUpgrade } from './judged-steps.ts';
import { tableKey, type TableName } from './name.ts';
import type { ObjectOperation } from './operation.ts';

/** What makes a materialized view in the same migration, just before a step: then nobody else sees it. */
export function makingOfView(
  { upgrade: { steps }, index }: { readonly upgrade: JudgedUpgrade; readonly index: number },
  view: TableName,
): Extract<ObjectOperation, { readonly kind: 'create-object' }> | undefined {
  const key = tableKey(view);
  const last = steps.slice(0, index).findLast((step) => {
    if (step.kind !== 'operation' || !('object' in step.operation)) return false;
    return step.operation.object === 'materialized-view' && step.operation.name.text === key;
  });
  const operation = last?.kind === 'operation' ? last.operation : undefined;
  return operation?.kind === 'create-object' ? operation : undefined;
}
