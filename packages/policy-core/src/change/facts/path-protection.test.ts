import { describe, expect, test } from 'vitest';

import { policyOf } from '../../testing/any-repository.ts';
import {
  PROTECTIONS,
  protectingLine,
  protectingLineIn,
  protectionsOf,
  writtenIn,
} from './path-protection.ts';
import { foldPath } from '../../paths/facts/path-folding.ts';

const policy = policyOf({
  protected: [
    { id: 'core', paths: ['core/**', '*.key'], except: ['core/README.md'], require: { label: 'ok' } },
    { id: 'legal', paths: ['legal/'], require: { label: 'ok' } },
  ],
  change_scope: { deny: { paths: ['migrations/'] } },
  dependencies: [{ id: 'api', source: 'api/r[1].txt', lock: 'api/r.lock' }],
});

const guards = protectionsOf(policy);
const over = (path: string) =>
  guards.flatMap((guard) => {
    const line = protectingLine(guard, path);
    return line === undefined ? [] : [`${guard.name}: ${line.pattern.text}`];
  });
const overFolded = (path: string) =>
  guards
    .filter((guard) => protectingLineIn(guard, writtenIn(foldPath, path)) !== undefined)
    .map(({ name }) => name);

describe('what the policy keeps an eye on', () => {
  test.each([
    ['core/auth.py', ['section core: core/**']],
    ['root.key', ['section core: *.key']],
    ['legal/terms.md', ['section legal: legal/']],
    ['lockkeeper.json', ['what enforces the policy: lockkeeper.json']],
    ['docs/AGENTS.md', ['what enforces the policy: **/AGENTS.md']],
    ['migrations/001.sql', ['what the change scope denies: migrations/']],
    [
      'infrastructure/last-good-deploy.json',
      ['what only machines write: infrastructure/last-good-deploy.json'],
    ],
    ['api/r[1].txt', ['the dependencies api: api/r\\[1\\].txt']],
    ['api/r.lock', ['the dependencies api: api/r.lock']],
    ['core/README.md', []],
    ['api/r1.txt', []],
    ['docs/guide.md', []],
  ])('%s is under %j', (path, expected) => {
    expect(over(path)).toEqual(expected);
  });

  test('leaves out what the policy does not speak of', () => {
    expect(protectionsOf(policyOf({})).map(({ kind }) => kind)).toEqual(['self', 'machine']);
  });
});

describe('where case does not count', () => {
  test.each([
    ['Core/Auth.py', ['section core']],
    ['core/auth.py', ['section core']],
    ['core/readme.md', ['section core']],
    ['core/README.md', []],
    ['API/R.LOCK', ['the dependencies api']],
    ['docs/guide.md', []],
  ])('%s is under %j', (path, expected) => {
    expect(overFolded(path)).toEqual(expected);
  });
});

describe('the list of all that is protected', () => {
  test('is the same for a policy with the same sections, whatever else it says', () => {
    const other = { ...policy, documents: [], rules: new Map() };
    expect(protectionsOf(other)).toBe(guards);
  });

  test.each(PROTECTIONS)('is another one where %s is another', (section) => {
    const other = policyOf({
      protected: [{ id: 'other', paths: ['other/**'], require: { label: 'ok' } }],
      integrity: { self_protect: { paths: ['other'] } },
      change_scope: {
        deny: { paths: ['other/'] },
        machine_owned: [{ paths: ['other.json'], writers: ['bot'] }],
      },
      dependencies: [{ id: 'other', source: 'o.txt', lock: 'o.lock' }],
    });
    const mixed = { ...policy, [section]: other[section] };
    expect(protectionsOf(mixed)).not.toEqual(guards);
  });
});
