import { createHash } from 'node:crypto';
import { symlinkSync } from 'node:fs';
import path from 'node:path';

import { observed, unobserved } from '@lockkeeper/policy-core';
import { afterAll, expect, test } from 'vitest';

import { removeTemporaryFolders, temporaryRepository } from '../../testing/temporary-repository.ts';
import { createCommitLogReader } from './commit-log-reader.ts';

afterAll(removeTemporaryFolders);

const NAME = 'deploys/audit.jsonl';

test('a log is read as it stands in a commit', async () => {
  const repository = temporaryRepository();
  const commit = repository.commit({ [NAME]: 'one\ntwo\nthr', 'deploys/audit.end.json': '{}' });
  repository.write(NAME, 'another\n');
  const logs = createCommitLogReader(repository.root, observed(commit));
  expect(await logs.since(NAME, 4)).toEqual(observed({ text: 'two\nthr', isUtf8: true, wholeBytes: 8 }));
  expect(await logs.since(NAME, 99)).toEqual(observed({ text: '', isUtf8: true, wholeBytes: 11 }));
  expect(await logs.end(NAME)).toEqual(observed('{}'));
  const sha256 = createHash('sha256').update('one\n').digest('hex');
  expect(await logs.digest(NAME, 4)).toEqual(observed(sha256));
  expect(await logs.digest(NAME, 12)).toEqual(observed(undefined));
  expect(logs.sha256('one\n')).toBe(sha256);
  expect(await logs.since('other.jsonl', 0)).toEqual(observed(undefined));
});

test('what is no file of a commit is no log', async () => {
  const repository = temporaryRepository();
  repository.write('log', '');
  symlinkSync('log', path.join(repository.root, 'link.jsonl'));
  const logs = createCommitLogReader(repository.root, observed(repository.commit()));
  expect(await logs.since('link.jsonl', 0)).toEqual(unobserved('it is no file there'));
  expect((await createCommitLogReader(repository.root, observed('f'.repeat(40))).since('log', 0)).known).toBe(
    false,
  );
});

test('without a commit there is none, and where nobody could look it is not known', async () => {
  const { root } = temporaryRepository();
  expect(await createCommitLogReader(root, observed(undefined)).since(NAME, 0)).toEqual(observed(undefined));
  const reason = 'origin could not be reached';
  expect(await createCommitLogReader(root, unobserved(reason)).end(NAME)).toEqual(unobserved(reason));
});
