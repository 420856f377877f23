import { randomBytes } from 'node:crypto';

import type { RunPlan } from '@lockkeeper/policy-core/deployment/run';

/** A name that people can say: what it is, when it began, and a little chance. */
export function newRunId(kind: RunPlan['kind'], now: string): string {
  const at = now.replaceAll(/[-:]|\..*$|Z$/g, '').replace('T', '-');
  return `${kind}-${at}-${randomBytes(3).toString('hex')}`;
}
