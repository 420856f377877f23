import { describe, expect, test } from 'vitest';

import { textOf } from '../testing/text-of.ts';
import { loadPolicy } from '../checker/load-policy.ts';
import { meantAmong } from './meant-word.ts';

/** What an editor offers to write in place of what. */
function offered(keys: string, path = 'lockkeeper.yaml'): readonly (readonly [string, string])[] {
  const text = path.endsWith('.yaml') ? `version: 1\n${keys}\n` : keys;
  const policy = loadPolicy({ path, text });
  if (policy.kind === 'policy') throw new Error('The policy is valid.');
  return policy.problems.flatMap(({ at, meant }) =>
    meant === undefined ? [] : [[textOf(text, at), meant.instead] as const],
  );
}

const SECTION = 'protected: [{ id: core, paths: [a], require: { label: ok } }]';

describe('the word that was most likely meant', () => {
  test.each([
    ['a key', 'protcted: []', [['protcted', 'protected']]],
    ['a key within', 'policy: { titel: x }', [['titel', 'title']]],
    ['a value', 'policy: { status: drafft }', [['drafft', 'draft']]],
    ['a value in a list', SECTION.replace('ok } }', 'ok }, applies_to: [hunan] }'), [['hunan', 'human']]],
    ['a severity', 'rules: { docs/encoding: eror }', [['eror', 'error']]],
    ['a rule', 'rules: { docs/encodin: off }', [['docs/encodin', 'docs/encoding']]],
    [
      'a rule that is waived',
      'waivers: [{ rule: docs/encodin, path: a, reason: b, approver: c, expires: 2099-01-01 }]',
      [['docs/encodin', 'docs/encoding']],
    ],
    ['a preset', 'extends: [alembik]', [['alembik', 'alembic']]],
    ['the only preset', 'extends: alembik', [['alembik', 'alembic']]],
    [
      'a kind of branch',
      'branches: { main: { match: [m] }, deploy_from: { production: [maim] } }',
      [['maim', 'main']],
    ],
    [
      'a pair',
      'dependencies: [{ id: back, source: a, lock: b }]\nchange_scope: { also_allow: [{ dependencies: bakc }] }',
      [['bakc', 'back']],
    ],
    [
      'an option of pip',
      'dependencies: [{ id: back, source: a, lock: b, options: { allow: [--index-ulr] } }]',
      [['--index-ulr', '--index-url']],
    ],
    [
      'what a label approves',
      `${SECTION}\nlabels: { ok: { grants: [protected.coer] } }`,
      [['protected.coer', 'protected.core']],
    ],
  ])('is known for %s', (_, keys, expected) => {
    expect(offered(keys)).toEqual(expected);
  });

  test('is not known where nothing is close', () => {
    expect(offered('completely_else: 1')).toEqual([]);
    expect(offered('version_of_things: 1')).toEqual([]);
    expect(offered('policy: { status: 7 }')).toEqual([]);
    expect(meantAmong('abc', [])).toEqual({});
  });

  test('stands with its quotes', () => {
    expect(offered('{ "version": 1, "protcted": [] }', 'lockkeeper.json')).toEqual([
      ['"protcted"', 'protected'],
    ]);
    expect(offered('version = 1\n[policy]\nstatus = "drft"\n', 'lockkeeper.toml')).toEqual([
      ['"drft"', 'draft'],
    ]);
  });

  test('says what stands there, as it was written', () => {
    expect(meantAmong('protcted', ['policy', 'protected'])).toEqual({
      meant: { written: 'protcted', instead: 'protected' },
    });
  });
});
