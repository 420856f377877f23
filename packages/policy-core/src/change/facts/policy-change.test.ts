import { describe, expect, test } from 'vitest';

import type { FileContent } from '../../model/file-content.ts';
import { changeObservations } from '../../checker/observations-from-input.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { ChangeEntry, Observations } from '../../model/observations.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { baseContents } from '../../policy/extends/resolve-bases.ts';
import { POLICY_FILE_NAMES, type Policy } from '../../policy/policy.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { askIn } from '../../testing/ask-in.ts';
import { added, deleted, modified } from '../../testing/change-entries.ts';
import { policyChange, policyEntries } from './policy-change.ts';

/** Its file is `lockkeeper.json`. */
const policy = policyOf({});
const SOUND = '{"version":1}';

type Texts = Readonly<Record<string, string | Known<FileContent>>>;

function judged(
  changes: readonly ChangeEntry[],
  texts: Texts = {},
  { by = policy, ...seen }: Partial<Observations> & { readonly by?: Policy } = {},
) {
  const files = Object.entries(texts).map(([path, text]) => [
    path,
    typeof text === 'string' ? observed({ kind: 'text', text } as const) : text,
  ]);
  const observations = {
    ...changeObservations({ changes }, { stage: 'ci' }),
    files: Object.fromEntries(files),
    ...seen,
  };
  return askIn(by, observations)(policyChange).map(({ judged }) => judged)[0];
}

describe('a change leaves the policy as it is', () => {
  test.each<[string, readonly ChangeEntry[]]>([
    ['when it touches other files', [added('docs/a.md'), modified('src/lockkeeper.json')]],
    [
      'when it touches what is only called alike',
      [modified('lockkeeper.json5'), modified('my-lockkeeper.json')],
    ],
    ['when it takes away a second file that was there', [deleted('lockkeeper.toml')]],
  ])('%s', (_, changes) => {
    expect(judged(changes)).toEqual({ kind: 'unchanged' });
  });
});

describe('there is nothing to say of the policy', () => {
  test('where a change touches nothing', () => {
    expect(judged([])).toBeUndefined();
  });

  test.each(['tree', 'document'] as const)('where a %s is judged, which is no change', (kind) => {
    const focus = kind === 'tree' ? { kind } : { kind, path: 'lockkeeper.json' };
    expect(judged([deleted('lockkeeper.json')], {}, { focus })).toBeUndefined();
  });
});

describe('a change of the policy', () => {
  test('is sound when its new text is a policy', () => {
    expect(judged([modified('lockkeeper.json')], { 'lockkeeper.json': SOUND })).toEqual({ kind: 'sound' });
  });

  test('is the same for a release, which holds many changes', () => {
    const focus = { kind: 'release' } as const;
    expect(judged([modified('lockkeeper.json')], { 'lockkeeper.json': SOUND }, { focus })).toEqual({
      kind: 'sound',
    });
  });

  test.each(POLICY_FILE_NAMES.filter((name) => name !== 'lockkeeper.json'))(
    'may give it the name %s, in the form of that name',
    (name) => {
      const text = name.endsWith('.toml') ? 'version = 1\n' : 'version: 1\n';
      const changes = [deleted('lockkeeper.json'), added(name)];
      expect(judged(changes, { [name]: text })).toEqual({ kind: 'sound' });
      expect(judged(changes.toReversed(), { [name]: text })).toEqual({ kind: 'sound' });
    },
  );

  test.each([
    ['no JSON', '{'],
    ['no policy', '{"version":1,"protected":7}'],
    ['of another version', '{"version":99}'],
    ['empty', ''],
    ['a text of a merge that was not finished', '<<<<<<< ours\n{"version":1}\n'],
  ])('is broken when its new text is %s', (_, text) => {
    const change = judged([modified('lockkeeper.json')], { 'lockkeeper.json': text });
    expect(change).toMatchObject({ kind: 'broken', problems: [{ at: { path: 'lockkeeper.json' } }] });
  });

  test('is broken when it becomes no text at all, and says what to do', () => {
    const link = observed({ kind: 'unreadable', problem: 'it is a symbolic link' } as const);
    expect(judged([modified('lockkeeper.json', '120000')], { 'lockkeeper.json': link })).toMatchObject({
      kind: 'broken',
      problems: [{ message: 'The policy cannot be read: it is a symbolic link. Write it as a text file.' }],
    });
  });

  test('is broken in its new name as in its old one', () => {
    const changes = [deleted('lockkeeper.json'), added('lockkeeper.yaml')];
    expect(judged(changes, { 'lockkeeper.yaml': 'version: [' })).toMatchObject({
      kind: 'broken',
      problems: [{ at: { path: 'lockkeeper.yaml' } }],
    });
  });
});

describe('a policy is taken away', () => {
  test.each<[string, readonly ChangeEntry[], Texts]>([
    ['when its file is deleted', [deleted('lockkeeper.json')], {}],
    [
      'when it gets a name that is none of its own',
      [deleted('lockkeeper.json'), added('lockkeeper.json.bak')],
      { 'lockkeeper.json.bak': SOUND },
    ],
    [
      'when it moves into a folder',
      [deleted('lockkeeper.json'), added('config/lockkeeper.json')],
      { 'config/lockkeeper.json': SOUND },
    ],
    ['with every other file of its names', [deleted('lockkeeper.json'), deleted('lockkeeper.yml')], {}],
    [
      'when what was written is gone again',
      [modified('lockkeeper.json')],
      { 'lockkeeper.json': observed({ kind: 'absent' } as const) },
    ],
  ])('%s', (_, changes, texts) => {
    expect(judged(changes, texts)).toEqual({ kind: 'deleted', path: 'lockkeeper.json' });
  });
});

describe('a second policy', () => {
  test.each(['lockkeeper.yaml', 'lockkeeper.yml', 'lockkeeper.toml'])(
    '%s beside the first is told',
    (other) => {
      const texts = { [other]: SOUND, 'lockkeeper.json': SOUND };
      const doubled = { kind: 'doubled', path: 'lockkeeper.json', other };
      expect(judged([added(other)], texts)).toEqual(doubled);
      expect(judged([added(other), modified('lockkeeper.json')], texts)).toEqual(doubled);
    },
  );

  test('is told of two new names in place of the old', () => {
    const changes = [deleted('lockkeeper.json'), added('lockkeeper.toml'), added('lockkeeper.yaml')];
    expect(judged(changes)).toEqual({ kind: 'doubled', path: 'lockkeeper.yaml', other: 'lockkeeper.toml' });
  });

  test('is told however sound either of them is', () => {
    expect(judged([added('lockkeeper.yaml')], { 'lockkeeper.yaml': '{' })).toMatchObject({ kind: 'doubled' });
  });
});

describe('nobody knows what becomes of the policy', () => {
  test('when the change was not seen, whatever it is', () => {
    const change = unobserved('this is a shallow clone');
    expect(judged([], {}, { change })).toEqual({
      kind: 'unseen',
      path: 'lockkeeper.json',
      reason: 'this is a shallow clone',
    });
  });

  test('when its new text was not read', () => {
    expect(judged([modified('lockkeeper.json')])).toEqual({
      kind: 'unseen',
      path: 'lockkeeper.json',
      reason: 'its new text was not read',
    });
  });

  test('when reading failed, with the reason', () => {
    const texts = { 'lockkeeper.json': unobserved('reading failed') };
    expect(judged([modified('lockkeeper.json')], texts)).toMatchObject({
      kind: 'unseen',
      reason: 'reading failed',
    });
  });
});

test('the entries of the policy come first, in whatever order a change tells them', () => {
  const entries = [
    added('lockkeeper.toml'),
    added('x'),
    added('lockkeeper.yaml'),
    modified('lockkeeper.json'),
  ];
  const { change } = changeObservations({ changes: entries }, {});
  if (!change.known) throw new Error('The change of this test is known.');
  const paths = policyEntries(policy, change.value).map(({ path }) => path);
  expect(paths).toEqual(['lockkeeper.json', 'lockkeeper.yaml', 'lockkeeper.toml']);
  expect(
    policyEntries(policy, { ...change.value, entries: entries.toReversed() }).map(({ path }) => path),
  ).toEqual(paths);
});

describe('a change of what the policy builds on', () => {
  const text = '{"version":1,"extends":"./org/base.json"}';
  const by = loadPolicy({
    path: 'lockkeeper.json',
    text,
    bases: baseContents([{ path: 'org/base.json', text: SOUND }]),
  });
  if (by.kind === 'invalid') throw new Error('it is valid');
  const base = (content: Texts[string]): Texts => ({ 'lockkeeper.json': text, 'org/base.json': content });

  test('is a change of the policy', () => {
    expect(judged([modified('org/base.json')], base(SOUND), { by })).toEqual({ kind: 'sound' });
  });

  test('breaks it where it is broken, and says through which entry', () => {
    const problem = {
      message: 'version must be 1.',
      at: { path: 'org/base.json' },
      chain: [{ path: 'lockkeeper.json' }],
    };
    expect(judged([modified('org/base.json')], base('{"version":2}'), { by })).toMatchObject({
      kind: 'broken',
      problems: [problem],
    });
  });

  test('breaks it where it is taken away', () => {
    expect(judged([deleted('org/base.json')], base(observed({ kind: 'absent' })), { by })).toMatchObject({
      kind: 'broken',
    });
  });

  test('is unseen where nobody could read it', () => {
    expect(judged([modified('org/base.json')], base(unobserved('permission is denied')), { by })).toEqual({
      kind: 'unseen',
      path: 'org/base.json',
      reason: 'permission is denied',
    });
  });

  test('is read as well where the policy names a new one', () => {
    expect(judged([modified('lockkeeper.json')], base('{"version":2}'))).toMatchObject({ kind: 'broken' });
    expect(judged([modified('lockkeeper.json')], base(SOUND))).toEqual({ kind: 'sound' });
  });
});
