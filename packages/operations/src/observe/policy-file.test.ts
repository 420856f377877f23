import {
  loadPolicy,
  observed,
  POLICY_FILE_NAMES,
  textContent,
  unobserved,
  type FileContent,
  type Known,
} from '@lockkeeper/policy-core';
import { describe, expect, test } from 'vitest';

import { readBaselineFile, readPolicyFile, type ReadFiles } from './policy-file.ts';

const SOUND = 'version: 1\n';
const ABSENT = observed({ kind: 'absent' as const });
const text = (written: string) => observed(textContent(written));

/** What was not given is absent. */
function readerOf(contents: Readonly<Record<string, Known<FileContent>>>): ReadFiles {
  return async (paths) => new Map(paths.map((path) => [path, contents[path] ?? ABSENT]));
}

describe('the policy file', () => {
  test.each(POLICY_FILE_NAMES)('may be called %s', async (name) => {
    const written = name.endsWith('.toml') ? 'version = 1\n' : '{ "version": 1 }\n';
    expect(await readPolicyFile(readerOf({ [name]: text(written) }))).toMatchObject({
      kind: 'policy',
      text: written,
      policy: { path: name },
    });
  });

  test('is asked for by all its names in one go', async () => {
    const asked: (readonly string[])[] = [];
    await readPolicyFile(async (paths) => {
      asked.push(paths);
      return new Map();
    });
    expect(asked).toEqual([POLICY_FILE_NAMES]);
  });

  test('is absent where there is none', async () => {
    expect(await readPolicyFile(readerOf({}))).toEqual({ kind: 'absent' });
  });

  test('keeps the text it was read from, so that a snapshot can hold it', async () => {
    const written = `# why\r\n${SOUND}`;
    expect(await readPolicyFile(readerOf({ 'lockkeeper.yml': text(written) }))).toMatchObject({
      text: written,
    });
  });

  test('that is not a policy says place by place why', async () => {
    expect(await readPolicyFile(readerOf({ 'lockkeeper.yaml': text('version: 2\n') }))).toMatchObject({
      kind: 'invalid',
      text: 'version: 2\n',
      policy: { kind: 'invalid', problems: [{ message: 'version must be 1.' }] },
    });
  });

  test('that is empty is not a policy', async () => {
    expect(await readPolicyFile(readerOf({ 'lockkeeper.yaml': text('') }))).toMatchObject({
      kind: 'invalid',
    });
  });

  test('must stand alone', async () => {
    const contents = { 'lockkeeper.toml': text('version = 1'), 'lockkeeper.json': text('{}') };
    expect(await readPolicyFile(readerOf(contents))).toEqual({
      kind: 'unusable',
      problem: 'There are two policies: lockkeeper.toml and lockkeeper.json. Remove one.',
    });
  });

  test('must stand alone also beside one that cannot be read', async () => {
    const contents = {
      'lockkeeper.yaml': text(SOUND),
      'lockkeeper.json': unobserved('permission is denied'),
    };
    expect(await readPolicyFile(readerOf(contents))).toMatchObject({ kind: 'unusable' });
  });

  test('of a commit that is not there is told by that, not as two policies', async () => {
    const unread: ReadFiles = async (paths) =>
      new Map(paths.map((path) => [path, unobserved('there is no commit "nope" here')]));
    expect(await readPolicyFile(unread)).toEqual({
      kind: 'unusable',
      problem: 'lockkeeper.yaml cannot be read: there is no commit "nope" here.',
    });
  });

  test.each([
    {
      what: 'reading fails',
      content: unobserved('permission is denied'),
      problem: 'lockkeeper.yaml cannot be read: permission is denied.',
    },
    {
      what: 'it is no text',
      content: observed({ kind: 'unreadable' as const, problem: 'it is a folder' }),
      problem: 'lockkeeper.yaml cannot be read: it is a folder. Save it as UTF-8 text.',
    },
  ])('cannot be used where $what', async ({ content, problem }) => {
    expect(await readPolicyFile(readerOf({ 'lockkeeper.yaml': content }))).toEqual({
      kind: 'unusable',
      problem,
    });
  });

  test('that a reader forgets to answer about is not taken for absent', async () => {
    expect(await readPolicyFile(async () => new Map())).toMatchObject({ kind: 'unusable' });
  });

  test('may be looked for under other names', async () => {
    const read = readerOf({ 'policy.yaml': text(SOUND), 'lockkeeper.yaml': text('version: 2') });
    expect(await readPolicyFile(read, ['policy.yaml'])).toMatchObject({ kind: 'policy' });
  });
});

describe('the baseline', () => {
  const ADVICE = 'Restore it from git, or delete it and run `lockkeeper baseline`.';
  const EMPTY = '{ "schema_version": 2, "entries": [] }';
  const policyWith = (more: string) => {
    const policy = loadPolicy({ path: 'lockkeeper.yaml', text: SOUND + more });
    if (policy.kind === 'invalid') throw new Error('The policy of this test is sound.');
    return policy;
  };
  const read = (content: Known<FileContent>) =>
    readBaselineFile(readerOf({ 'accepted.json': content }), policyWith('baseline: accepted.json\n'));

  test('is none where the policy names none, and nothing is read', async () => {
    const never: ReadFiles = () => Promise.reject(new Error('Nothing is to be read.'));
    expect(await readBaselineFile(never, policyWith(''))).toEqual({ kind: 'none' });
  });

  test('is none before it was first written', async () => {
    expect(await read(ABSENT)).toEqual({ kind: 'none' });
  });

  test('is the text that was read', async () => {
    expect(await read(text(EMPTY))).toEqual({ kind: 'text', text: EMPTY });
  });

  test.each([
    '',
    '{',
    '[]',
    '{}',
    '{ "schema_version": 1, "entries": [] }',
    '{ "schema_version": 3, "entries": [] }',
    '{ "entries": [] }',
  ])('must be one: %j is not', async (written) => {
    expect(await read(text(written))).toEqual({
      kind: 'unusable',
      problem: `accepted.json is not a baseline of version 2. ${ADVICE}`,
    });
  });

  test('that cannot be read is not taken for none: old findings would look new', async () => {
    expect(await read(unobserved('permission is denied'))).toEqual({
      kind: 'unusable',
      problem: `accepted.json cannot be read: permission is denied. ${ADVICE}`,
    });
    expect(await read(observed({ kind: 'unreadable', problem: 'it is a folder' }))).toEqual({
      kind: 'unusable',
      problem: `accepted.json cannot be read: it is a folder. ${ADVICE}`,
    });
  });
});
