import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

import { dataOf, readEnd, verifyLog, type LogVerdict } from '@lockkeeper/policy-core/deployment/audit-log';

/** The log in a folder as somebody finds it who only reads. */
export function seenLog(root: string): LogVerdict & { readonly events: readonly string[] } {
  const file = path.join(root, 'deploys', 'audit.jsonl');
  const ending = path.join(root, 'deploys', 'audit.end.json');
  const verdict = verifyLog({
    text: existsSync(file) ? readFileSync(file, 'utf8') : '',
    isUtf8: true,
    end: existsSync(ending) ? (readEnd(readFileSync(ending, 'utf8')) ?? 'damaged') : 'absent',
    known: [],
  });
  return {
    ...verdict,
    events: verdict.reading.entries.map((entry) => dataOf('migration.once', entry)?.revision ?? entry.event),
  };
}
