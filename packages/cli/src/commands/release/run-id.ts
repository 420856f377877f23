import { randomBytes } from 'node:crypto';

import type { RunKind } from '@lockkeeper/policy-core/deployment/run';

/** A name that people can say: what it is, when it began, and a little chance. */
export function newRunId(kind: RunKind, now: string): string {
  const at = now.replaceAll(/[-:]|\..*$|Z$/g, '').replace('T', '-');
  return `${kind}-${at}-${randomBytes(3).toString('hex')}`;
}
