import { createHash } from 'node:crypto';

import { observed, unobserved } from '@lockkeeper/policy-core';
import { entryAfter, entryLine, endText, type LogHead } from '@lockkeeper/policy-core/deployment/audit-log';
import { describe, expect, test } from 'vitest';

import type { LogBranch, LogPart, LogReader } from '../ports/index.ts';
import { observeAuditLog } from './audit-log.ts';

const START: LogHead = { seq: 0, hash: `sha256:${'0'.repeat(64)}` };
const event = {
  ts: '2026-11-21T08:00:00Z',
  event: 'migration.once',
  actor: 'ana',
  data: { revision: 'b2' },
} as const;
const [FIRST, SECOND] = [entryAfter(START, event), entryAfter(entryAfter(START, event), event)];
const LOG = `${entryLine(FIRST)}${entryLine(SECOND)}`;
const part = (text: string): LogPart => ({ text, isUtf8: true, wholeBytes: text.lastIndexOf('\n') + 1 });

function reader(log: string | undefined, more: Partial<LogBranch>): LogReader {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const seq = log?.includes(SECOND.hash) === true ? SECOND : FIRST;
  return {
    since: async (_path, bytes) =>
      await Promise.resolve(
        observed(log === undefined ? undefined : { ...part(log), text: log.slice(bytes) }),
      ),
    end: async () =>
      await Promise.resolve(observed(log === undefined ? undefined : endText({ ...seq, bytes: log.length }))),
    digest: async (_path, bytes) => await Promise.resolve(observed(sha256((log ?? '').slice(0, bytes)))),
    sha256,
    history: {
      versions: async () => await Promise.resolve(observed([])),
      beside: async () => await Promise.resolve(observed({ beginnings: [], others: [] })),
      isBefore: async () => await Promise.resolve(observed(false)),
    },
    signers: undefined,
    branch: {
      name: 'origin/records',
      lost: undefined,
      isUnwitnessed: false,
      mirror: async () => await Promise.resolve(observed(undefined)),
      ...more,
    },
  };
}

const question = { path: 'audit.jsonl', known: [], checkpoint: undefined };
const mirrors = (text: string) => ({
  mirror: async () => await Promise.resolve(observed(part(text))),
});

async function problemsOf(log: string | undefined, more: Partial<LogBranch> = {}) {
  const seen = await observeAuditLog(question, reader(log, more));
  return seen.known ? seen.value?.verdict.problems.map(({ problem }) => problem) : seen.reason;
}

describe('a log on a branch', () => {
  test('holds where the tree has nothing of it, or its beginning', async () => {
    expect(await problemsOf(LOG)).toEqual([]);
    expect(await problemsOf(LOG, mirrors(entryLine(FIRST)))).toEqual([]);
    expect(await problemsOf(undefined)).toBeUndefined();
  });

  test('does not hold where it was cut off, whole as its chain is', async () => {
    expect(await problemsOf(entryLine(FIRST), mirrors(LOG))).toEqual([
      expect.stringContaining('The log on origin/records has 1 lines and its copy in the tree 2') as unknown,
    ]);
  });

  test('does not hold where the branch is gone, or was rewritten', async () => {
    expect(await problemsOf(undefined, mirrors(LOG))).toHaveLength(1);
    for (const log of [undefined, LOG])
      expect(await problemsOf(log, { lost: 'a'.repeat(40) })).toEqual([
        expect.stringContaining('origin/records was rewritten or deleted') as unknown,
      ]);
  });

  test('is not judged where the tree cannot be read', async () => {
    const mirror = async () => await Promise.resolve(unobserved('it may not be opened'));
    expect(await problemsOf(LOG, { mirror })).toBe('it may not be opened');
  });

  test('is held against the tree from its start also behind a checkpoint', async () => {
    const whole = await observeAuditLog(question, reader(LOG, {}));
    const checkpoint = whole.known ? whole.value?.checkpoint : undefined;
    const forged = entryLine(entryAfter(START, { ...event, actor: 'mallory' }));
    const seen = await observeAuditLog({ ...question, checkpoint }, reader(LOG, mirrors(forged)));
    expect(seen.known && seen.value?.verdict.problems).toHaveLength(1);
    expect(checkpoint).toBeDefined();
  });
});
