import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { createLogStore } from '@lockkeeper/host-node/write';
import { writeEvent, type TrailEvent } from '@lockkeeper/operations';
import { AUDIT_LOG_PATH, nextRecord } from '@lockkeeper/policy-core/deployment/record';

import { DEFAULT_RECORD_PATH } from '../../../policy-core/src/policy/policy.ts';

/** Writes events into the audit log of a folder, as a deploy does. Gives back the hash of the last one. */
export async function writeEvents(root: string, events: readonly TrailEvent[]): Promise<string> {
  let hash = '';
  for (const [index, event] of events.entries()) {
    const written = await writeEvent(
      {
        path: AUDIT_LOG_PATH,
        logs: createLogStore({ root, locks: path.join(root, '.git', 'locks') }),
        clock: { now: () => `2026-11-21T08:00:0${index % 10}Z` },
        actor: 'alice',
      },
      event,
    );
    if (written.kind !== 'written') throw new Error(written.problems[0]?.problem);
    ({ hash } = written.head);
  }
  return hash;
}

interface RecordedDeploy {
  readonly sha: string;
  readonly auditHead: string;
  readonly environment?: string;
  readonly service?: string;
  /** From the root. */
  readonly path?: string;
}

/** Records a healthy deploy of a commit in a folder. */
export function writeRecord(
  root: string,
  {
    sha,
    auditHead,
    environment = 'production',
    service = 'api',
    path: place = DEFAULT_RECORD_PATH,
  }: RecordedDeploy,
): void {
  const next = nextRecord({
    path: place,
    before: { kind: 'absent' },
    deploy: {
      last_good_sha: sha,
      deployed_at: '2026-11-21T08:00:00Z',
      environment,
      service,
    },
    auditHead,
  });
  if (next.kind === 'refused') throw new Error(next.problem);
  const file = path.join(root, place);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, next.text);
}
