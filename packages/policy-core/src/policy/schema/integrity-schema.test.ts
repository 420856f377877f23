import { describe, expect, test } from 'vitest';

import { problemsIn } from '../../testing/problems-in.ts';

describe('what keeps the policy from being gone around', () => {
  test.each([
    'integrity: {}',
    'integrity: { policy_from: base }',
    'integrity: { self_protect: {} }',
    'integrity: { self_protect: { paths: [Makefile] } }',
    'integrity: { self_protect: { require: { label: ok } } }',
    'integrity: { symlinks: {} }',
    'integrity: { symlinks: { allow: true } }',
    'integrity: { symlinks: { allow: false, except: [] } }',
    'integrity: { symlinks: { except: ["links/*"] } }',
    'integrity: { submodules: deny }',
    'integrity: { submodules: allow }',
    'integrity: { case_collisions: error, suspicious_names: error, unreadable_diff: error }',
    'integrity: { history: net }',
    'integrity: { history: strict }',
  ])('may be written %s', (keys) => {
    expect(problemsIn(keys)).toEqual([]);
  });

  test.each([
    ['[]', 'integrity must be a map.', '[]'],
    ['off', 'integrity must be a map.', 'off'],
    ['{ policy_from: head }', 'integrity.policy_from must be "base".', 'head'],
    ['{ self_protect: false }', 'integrity.self_protect must be a map.', 'false'],
    ['{ self_protect: { paths: [] } }', 'integrity.self_protect.paths must not be empty.', '[]'],
    ['{ self_protect: { paths: a } }', 'integrity.self_protect.paths must be a list.', 'a'],
    [
      '{ self_protect: { except: [a] } }',
      'Unknown key "except" in integrity.self_protect. Remove it: only keys that are enforced are accepted.',
      'except',
    ],
    ['{ symlinks: allow }', 'integrity.symlinks must be a map.', 'allow'],
    ['{ symlinks: { allow: sure } }', 'integrity.symlinks.allow must be true or false.', 'sure'],
    ['{ symlinks: { except: a } }', 'integrity.symlinks.except must be a list.', 'a'],
    ['{ symlinks: { except: [1] } }', 'integrity.symlinks.except[0] must be a text.', '1'],
    ['{ submodules: pinned }', 'integrity.submodules must be "deny" or "allow".', 'pinned'],
    ['{ submodules: true }', 'integrity.submodules must be "deny" or "allow".', 'true'],
    ['{ case_collisions: warning }', 'integrity.case_collisions must be "error".', 'warning'],
    ['{ suspicious_names: off }', 'integrity.suspicious_names must be "error".', 'off'],
    ['{ history: all }', 'integrity.history must be "net" or "strict".', 'all'],
    ['{ unreadable_diff: ignore }', 'integrity.unreadable_diff must be "error".', 'ignore'],
    [
      '{ selfprotect: {} }',
      'Unknown key "selfprotect" in integrity. Did you mean "self_protect"?',
      'selfprotect',
    ],
    ['{ symlink: {} }', 'Unknown key "symlink" in integrity. Did you mean "symlinks"?', 'symlink'],
  ])('is not written %s', (written, message, underlined) => {
    expect(problemsIn(`integrity: ${written}`)).toEqual([[message, underlined]]);
  });

  test.each(['self_protect: { paths: ["[x"] }', 'symlinks: { except: ["[x"] }'])(
    'holds no pattern that cannot mean what it says: %s',
    (written) => {
      expect(problemsIn(`integrity: { ${written} }`)).toEqual([
        [expect.stringContaining('Pattern "[x": '), '"[x"'],
      ]);
    },
  );
});
