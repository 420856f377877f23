import { describe, expect, test } from 'vitest';

import { SOURCE_OPTIONS } from './named-options.ts';
import { policyOf } from '../testing/any-repository.ts';
import { textOf } from '../testing/text-of.ts';
import { loadPolicy } from '../checker/load-policy.ts';

const PAIR = { id: 'api', source: 'r.txt', lock: 'r.lock' };

function pairOf(more: object) {
  const [pair] = policyOf({ dependencies: [{ ...PAIR, ...more }] }).dependencies;
  if (pair === undefined) throw new Error('The policy names a pair.');
  return pair;
}

function problems(written: string) {
  const text = `version: 1\ndependencies: [{ id: api, source: r.txt, lock: r.lock, ${written} }]\n`;
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  return policy.kind === 'invalid'
    ? policy.problems.map(({ message, at }) => [message, textOf(text, at)])
    : [];
}

const REFUSED = [...SOURCE_OPTIONS, '--no-require-hashes'];

describe('a pair', () => {
  test('that says nothing more is held to the strict terms and asks for nothing', () => {
    expect(pairOf({})).toMatchObject({
      terms: {
        includes: { requirements: 'inside_repo', constraints: 'inside_repo' },
        refusedOptions: REFUSED,
        envVars: 'deny',
      },
      label: undefined,
      bothFiles: false,
      pushes: undefined,
      branch: undefined,
    });
  });

  test('may say what is enforced in any case', () => {
    expect(
      pairOf({
        manager: 'pip',
        pinned: { source: 'exact', lock: 'exact', operators: ['=='] },
        sync: { mode: 'textual' },
        direct_urls: 'deny',
        editable: 'deny',
        local_paths: 'deny',
      }),
    ).toEqual({ ...pairOf({}), at: expect.anything() });
  });

  test('names the command that tests an upgrade, word by word', () => {
    expect(pairOf({}).upgrade).toBeUndefined();
    expect(pairOf({ upgrade: { test: ['python', '-m', 'pytest'] } }).upgrade).toEqual({
      test: ['python', '-m', 'pytest'],
    });
  });

  test.each([['[]'], ['""'], ['[""]'], ['pytest -q']])('is not given a command such as %s', (command) => {
    expect(problems(`upgrade: { test: ${command} }`)).not.toEqual([]);
  });

  test('holds its terms', () => {
    const { terms } = pairOf({
      includes: { requirements: 'deny' },
      options: { allow: ['-i', '--pre'], deny: ['--no-binary', '--pre'].slice(0, 1) },
      env_vars: 'allow',
    });
    expect(terms.includes).toEqual({ requirements: 'deny', constraints: 'inside_repo' });
    expect(terms.envVars).toBe('allow');
    expect(terms.refusedOptions).toContain('--no-binary');
    expect(terms.refusedOptions).not.toContain('--index-url');
    expect(terms.refusedOptions).not.toContain('--pre');
  });

  test('may be looser or stricter than that, key by key', () => {
    expect(
      pairOf({
        pinned: { source: 'any', operators: ['==', '==='] },
        sync: { mode: 'compiled', python: '3.11', platform: 'macos' },
        hashes: 'required',
        direct_urls: 'pinned_commit',
        editable: 'allow',
        local_paths: 'allow',
      }),
    ).toMatchObject({
      sync: { mode: 'compiled', python: '3.11', platform: 'macos' },
      terms: {
        pinned: { source: 'any', operators: ['==', '==='] },
        hashes: 'required',
        directUrls: 'pinned_commit',
        editables: 'allow',
        localPaths: 'allow',
      },
    });
  });

  test.each([
    [{}, 'textual', 'exact'],
    [{ sync: { mode: 'mirror' } }, 'mirror', 'exact'],
    // A lock is compiled so that its source may name ranges.
    [{ sync: { mode: 'compiled' } }, 'compiled', 'any'],
    [{ sync: { mode: 'compiled' }, pinned: { source: 'exact' } }, 'compiled', 'exact'],
    [{ sync: { mode: 'textual' }, pinned: { source: 'any' } }, 'textual', 'any'],
    [{ lock: 'api/pylock.toml' }, 'compiled', 'any'],
    [{ lock: 'api/pylock.dev.toml' }, 'compiled', 'any'],
  ])('with %j is compared in the mode %s, its source pinned: %s', (more, mode, source) => {
    expect(pairOf(more)).toMatchObject({
      sync: { mode, python: undefined, platform: 'linux' },
      terms: { pinned: { source } },
    });
  });

  test.each(['textual', 'mirror'])(
    'is not compared in the mode %s with a lock that holds no lines',
    (mode) => {
      const text = `version: 1\ndependencies: [{ id: api, source: r.txt, lock: pylock.toml, sync: { mode: ${mode} } }]\n`;
      const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
      expect(
        policy.kind === 'invalid' && policy.problems.map(({ message, at }) => [message, textOf(text, at)]),
      ).toEqual([[`pylock.toml holds no lines that ${mode} could compare. Use mode compiled.`, mode]]);
    },
  );

  test('denies nothing less by a list of its own', () => {
    expect(pairOf({ options: { deny: ['--pre'] } }).terms.refusedOptions).toEqual(REFUSED);
  });

  test('says what a change of it needs, where it is judged, and what its branch is called', () => {
    const pair = pairOf({
      on_change: { require: { label: 'deps' }, both_files: true, events: ['pull_request'] },
      check_on: ['push:main', 'pull_request', 'push:release/**'],
      branch: { suggest: 'auto/upgrade-NNN', severity: 'warn' },
    });
    expect(pair).toMatchObject({ label: 'deps', bothFiles: true, branch: { severity: 'warning' } });
    expect(pair.pushes?.map(({ pattern }) => pattern.text)).toEqual(['main', 'release/**']);
    expect(['auto/upgrade-007', 'auto/upgrade-7'].map((name) => pair.branch?.matches(name))).toEqual([
      true,
      false,
    ]);
  });
});

describe('the option that takes hashes back', () => {
  test.each([
    [{}, true],
    [{ hashes: 'optional' }, false],
    [{ hashes: 'consistent' }, true],
    [{ hashes: 'required' }, true],
    [{ hashes: 'required', options: { allow: ['--no-require-hashes'] } }, false],
  ])('is refused under %j: %s', (more, isRefused) => {
    expect(pairOf(more).terms.refusedOptions.includes('--no-require-hashes')).toBe(isRefused);
  });
});

describe('what nothing would enforce is refused', () => {
  test.each([
    ['manager: poetry', 'dependencies[0].manager must be "pip".', 'poetry'],
    ['pinned: { source: loose }', 'dependencies[0].pinned.source must be "exact" or "any".', 'loose'],
    ['pinned: { lock: any }', 'dependencies[0].pinned.lock must be "exact".', 'any'],
    ['pinned: { operators: [">="] }', 'dependencies[0].pinned.operators[0] must be "==" or "===".', '">="'],
    [
      'sync: { mode: loose }',
      'dependencies[0].sync.mode must be "textual" or "mirror" or "compiled".',
      'loose',
    ],
    [
      'sync: { mode: compiled, python: "3" }',
      'dependencies[0].sync.python is not valid: Write a version of Python such as "3.11", in quotes.',
      '"3"',
    ],
    [
      'sync: { mode: compiled, platform: beos }',
      'dependencies[0].sync.platform must be "linux" or "macos" or "windows".',
      'beos',
    ],
    [
      'sync: { mode: mirror, python: "3.11" }',
      'The mode mirror asks for no python. Take it out, or use mode compiled.',
      '"3.11"',
    ],
    [
      'sync: { mode: textual, platform: linux }',
      'The mode textual asks for no platform. Take it out, or use mode compiled.',
      'linux',
    ],
    ['hashes: always', 'dependencies[0].hashes must be "optional" or "consistent" or "required".', 'always'],
    [
      'direct_urls: maybe',
      'dependencies[0].direct_urls must be "deny" or "pinned_commit" or "allow".',
      'maybe',
    ],
    ['editable: maybe', 'dependencies[0].editable must be "deny" or "allow".', 'maybe'],
    ['local_paths: maybe', 'dependencies[0].local_paths must be "deny" or "allow".', 'maybe'],
    [
      'includes: { requirements: anywhere }',
      'dependencies[0].includes.requirements must be "inside_repo" or "deny".',
      'anywhere',
    ],
    ['env_vars: some', 'dependencies[0].env_vars must be "deny" or "allow".', 'some'],
    ['on_change: { events: [push] }', 'dependencies[0].on_change.events[0] must be "pull_request".', 'push'],
    [
      'branch: { suggest: a, severity: off }',
      'dependencies[0].branch.severity must be "error" or "warning" or "info" or "warn".',
      'off',
    ],
    [
      'check_on: [pull_request, merge]',
      'dependencies[0].check_on[1] is not valid: Write pull_request or push:<branch>.',
      'merge',
    ],
    [
      'check_on: ["push:main"]',
      'Pull requests are always judged. Add pull_request to the list.',
      '["push:main"]',
    ],
    ['check_on: [pull_request, "push:a[b"]', expect.stringContaining('Pattern "a[b"'), '"push:a[b"'],
    [
      'options: { deny: [--extra-index-ur] }',
      'pip takes no option "--extra-index-ur" in a requirements file. Did you mean --extra-index-url?',
      '--extra-index-ur',
    ],
    [
      'options: { allow: [--quiet-please] }',
      'pip takes no option "--quiet-please" in a requirements file. Write it in full.',
      '--quiet-please',
    ],
    ['options: { allow: [-r] }', '-r has a key of its own. Use includes.requirements instead.', '-r'],
    [
      'options: { allow: [-i], deny: [--index-url] }',
      '--index-url is allowed and denied. Take it out of one of the lists.',
      '--index-url',
    ],
  ])('%s', (written, message, underlined) => {
    expect(problems(written)).toEqual([[message, underlined]]);
  });
});
