import { readLog } from '@lockkeeper/policy-core/deployment/audit-log';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { fakeLogs } from '../testing/fake-log-store.ts';
import { writeEvent } from './audit-trail.ts';
import { entriesIn } from './log-entries.ts';

const logs = fakeLogs();
const trail = {
  path: 'audit.jsonl',
  logs: logs.store,
  clock: { now: () => '2026-11-21T08:00:00Z' },
  actor: 'ana',
};
for (const revision of ['a1', 'b2', 'c3', 'd4'])
  await writeEvent(trail, { event: 'migration.once', data: { revision } });
const WRITTEN = logs.files.get('audit.jsonl') ?? '';

test('a log that grew, shrank or was changed since it was read is read as if for the first time', async () => {
  const anyText = fc
    .tuple(fc.nat({ max: WRITTEN.length }), fc.option(fc.nat({ max: WRITTEN.length })))
    .map(([end, at]) => {
      const text = WRITTEN.slice(0, end);
      return at === null ? text : `${text.slice(0, at)}X${text.slice(at + 1)}`;
    });
  await fc.assert(
    fc.asyncProperty(fc.array(anyText, { maxLength: 5 }), async (texts) => {
      for (const text of texts) {
        logs.files.set('audit.jsonl', text);
        const entries = await logs.store.exclusively('audit.jsonl', entriesIn);
        expect(entries).toEqual(readLog(`${text}\n`).entries);
      }
    }),
  );
});
