import type { JudgedUpgrade } from '../migrations/analysis/judged-upgrade.ts';
import type { Operation, OperationStep, UnclearStep } from '../migrations/operations/operation.ts';
import { startOf } from '../model/source-span.ts';
import { directionOf } from './sample-schema.ts';

/** An upgrade that no history knows. */
export function judgedUpgrade(...steps: readonly (Operation | OperationStep | UnclearStep)[]): JudgedUpgrade {
  const path = 'db/1.sql';
  return {
    path,
    text: '',
    steps: directionOf(steps).steps,
    span: () => startOf(path),
    revision: undefined,
    history: undefined,
  };
}
