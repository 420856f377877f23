import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { createLogStore } from '@lockkeeper/host-node/write';
import { writeEvent, type TrailEvent } from '@lockkeeper/operations';
import { AUDIT_LOG_PATH, DEFAULT_RECORD_PATH, nextRecord } from '@lockkeeper/policy-core';

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

/** Records a healthy deploy of a commit in a folder. */
export function writeRecord(
  root: string,
  deploy: { readonly sha: string; readonly auditHead: string },
): void {
  const next = nextRecord({
    path: DEFAULT_RECORD_PATH,
    before: { kind: 'absent' },
    deploy: {
      last_good_sha: deploy.sha,
      deployed_at: '2026-11-21T08:00:00Z',
      environment: 'production',
      service: 'api',
    },
    auditHead: deploy.auditHead,
  });
  if (next.kind === 'refused') throw new Error(next.problem);
  const file = path.join(root, DEFAULT_RECORD_PATH);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, next.text);
}
