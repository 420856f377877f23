import { describe, expect, test } from 'vitest';

import { fakeHost, fakeMachine, SHOP } from '../testing/fake-host.ts';
import { createRequestHandlers, type RequestHandlers } from './request-handlers.ts';
import type { Host } from './host.ts';
import type { PolicyVerdict } from './messages.ts';

const REVISIONS = {
  'lockkeeper.yaml': 'version: 1\nmigrations: { alembic: [db/versions] }\n',
  'db/versions/a.py': "revision = 'a'\ndown_revision = None\n",
  'db/versions/b.py': "revision = 'b'\ndown_revision = 'a'\n",
};

const unread = { parse: () => ({ kind: 'unanalyzable', problem: 'nothing is read here' }) as const };

/** The files that are read from disk are added to `reads`. */
function answersFor(reads: string[] = []): RequestHandlers {
  const host: Host = {
    ...fakeHost(fakeMachine(REVISIONS)),
    loadParsers: () => Promise.resolve({ sql: unread, python: unread }),
  };
  const files: Host['files'] = (folder) => {
    const disk = host.files(folder);
    return {
      ...disk,
      read: (path) => {
        reads.push(path);
        return disk.read(path);
      },
    };
  };
  return createRequestHandlers({ ...host, files }, () => undefined);
}

function open(answers: RequestHandlers, path: string, text: string): void {
  answers.opened({ uri: `${SHOP}/${path}`, version: 1, text });
}

async function judged(answers: RequestHandlers, path: string): Promise<PolicyVerdict> {
  const [verdict] = await answers.answer({ kind: 'document', uri: `${SHOP}/${path}`, folder: SHOP });
  if (verdict === undefined) throw new Error('There is no verdict.');
  return verdict;
}

describe('an open revision', () => {
  test('lets the folder of the others be watched', async () => {
    const [verdict] = await answersFor().answer({ kind: 'policy', folder: SHOP });
    expect(verdict?.files).toContain('db/versions/');
  });

  test('depends on the others that are open, and on those that will be', async () => {
    const answers = answersFor();
    open(answers, 'db/versions/b.py', REVISIONS['db/versions/b.py']);
    expect((await judged(answers, 'db/versions/b.py')).files).toEqual(['db/versions/b.py', 'db/versions/']);
    open(answers, 'db/versions/a.py', REVISIONS['db/versions/a.py']);
    open(answers, 'README.md', 'read me');
    expect((await judged(answers, 'db/versions/b.py')).files).toEqual([
      'db/versions/b.py',
      'db/versions/a.py',
      'db/versions/',
    ]);
  });

  test('has the others read once, and again when something was saved', async () => {
    const reads: string[] = [];
    const answers = answersFor(reads);
    const timesRead = async (text: string) => {
      open(answers, 'db/versions/b.py', text);
      await judged(answers, 'db/versions/b.py');
      return reads.filter((path) => path === 'db/versions/a.py').length;
    };
    expect(await timesRead('one')).toBe(1);
    expect(await timesRead('two')).toBe(1);
    answers.invalidate();
    expect(await timesRead('three')).toBe(2);
  });
});
