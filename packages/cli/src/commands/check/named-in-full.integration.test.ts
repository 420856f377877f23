import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const FILES = {
  'docs/RELEASES.md': 'See [the plan](gone.md).\n',
  'docs/other.md': 'See [the other plan](lost.md).\n',
  'db/001_drop.sql': 'DROP TABLE users;\n',
  'db/002_more.sql': 'DROP TABLE orders;\n',
};

/** Places and rules of what is found in the whole tree. */
async function found(documents: string, sql: string, ...args: readonly string[]) {
  const repository = temporaryRepository();
  const policy = `version: 1\ndocuments: [${documents}]\nmigrations: { sql: [${sql}] }\n`;
  repository.commit({ ...FILES, 'lockkeeper.yaml': policy });
  const { stdout } = await runMain(['check', '--no-cache', '--format', 'json', ...args], {
    cwd: repository.root,
  });
  const report: {
    readonly findings: readonly { readonly rule: string; readonly path: string }[];
  } = JSON.parse(stdout);
  return report.findings.map(({ rule, path }) => `${path} ${rule}`);
}

const BOTH = ['db/001_drop.sql migrations/drop-table', 'docs/RELEASES.md docs/dangling-reference'];

describe('a file that the policy names in full is judged on the whole tree', () => {
  test.each([
    ['docs/RELEASES.md', 'db/001_drop.sql'],
    ['/docs/RELEASES.md', '/db/001_drop.sql'],
  ])('%s and %s', async (document, sql) => {
    expect(await found(document, sql)).toEqual(BOTH);
    expect(await found(document, sql, '--no-git')).toEqual(BOTH);
  });

  test('like one that a pattern matches', async () => {
    expect(await found('docs/R*.md', 'db/001*')).toEqual(BOTH);
  });

  test('once, where a pattern matches it as well', async () => {
    expect(await found('docs/RELEASES.md, docs/R*', 'db/001_drop.sql, db/001*')).toEqual(BOTH);
  });

  test('and told of in the policy where it is not there', async () => {
    expect(await found('docs/GONE.md', 'db/003.sql')).toEqual(['lockkeeper.yaml policy/matches-nothing']);
  });
});
