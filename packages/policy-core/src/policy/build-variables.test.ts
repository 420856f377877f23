import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { policyOf } from '../testing/any-repository.ts';
import { problemsIn } from '../testing/problems-in.ts';
import { valueForm } from './build-variables.ts';

describe('the variables that a policy names', () => {
  test('are none unless it says so', () => {
    expect(policyOf({}).variables).toEqual([]);
  });

  test('must be there in every environment and service, may be read by anybody and hold anything', () => {
    const [section] = policyOf({ variables: [{ id: 'backend', names: { API_URL: {} } }] }).variables;
    expect(section).toMatchObject({
      id: 'backend',
      environments: undefined,
      services: undefined,
      variables: [
        { name: 'API_URL', isOptional: false, isSecret: false, differs: false, forms: [], minLength: 1 },
      ],
    });
  });

  test('differ between environments where they are secret, unless the policy says otherwise', () => {
    const [section] = policyOf({
      variables: [
        {
          id: 'backend',
          environments: ['production'],
          services: ['api'],
          names: {
            JWT_SECRET: { secret: true, min_length: 32 },
            LICENCE_KEY: { secret: true, differs: false },
            PUBLIC_ORIGIN: { differs: true, matches: ['https://*', 'http://localhost:*'] },
          },
        },
      ],
    }).variables;
    expect(section).toMatchObject({ environments: ['production'], services: ['api'] });
    expect(section?.variables.map(({ name, differs }) => [name, differs])).toEqual([
      ['JWT_SECRET', true],
      ['LICENCE_KEY', false],
      ['PUBLIC_ORIGIN', true],
    ]);
    expect(section?.variables.map(({ minLength }) => minLength)).toEqual([32, 1, 1]);
    expect(section?.variables[2]?.forms.map(({ text }) => text)).toEqual(['https://*', 'http://localhost:*']);
  });

  test.each([
    [
      'variables: [{ id: api, names: { JWT_SECRET: { secret: true, matches: hunter2 } } }]',
      'What JWT_SECRET matches says all of a secret. Write how it begins, and * for the rest.',
      'hunter2',
    ],
    [
      'variables: [{ id: web, names: { NEXT_PUBLIC_KEY: { secret: true } } }]',
      'NEXT_PUBLIC_KEY cannot be secret: what begins with NEXT_PUBLIC_ ends in code that everybody loads. Give it another name.',
      'true',
    ],
    [
      'variables: [{ id: api, names: { "A=b": {} } }]',
      'variables[0].names.A=b is not valid: Write the name of a variable such as DATABASE_URL.',
      '"A=b"',
    ],
    [
      'variables: [{ id: api, names: { A: { min_length: 0 } } }]',
      'variables[0].names.A.min_length must be 1 or more.',
      '0',
    ],
    [
      'variables: [{ id: api, names: { A: { value: x } } }]',
      'Unknown key "value" in variables[0].names.A. Remove it: only keys that are enforced are accepted.',
      'value',
    ],
    [
      'variables: [{ id: api, names: {} }, { id: api, names: {} }]',
      'The id api occurs twice in variables. Give each its own.',
      '{ id: api, names: {} }',
    ],
    [
      'databases: { backup_max_age: soon }',
      'databases.backup_max_age is not valid: Write a number and m, h or d, such as 24h.',
      'soon',
    ],
    [
      'migrations: { disabled_at_most: 0h }',
      'migrations.disabled_at_most is not valid: Write a number and m, h or d, such as 24h.',
      '0h',
    ],
  ])('are told where they are not sound: %s', (text, message, underlined) => {
    expect(problemsIn(text)).toEqual([[message, underlined]]);
  });
});

describe('the backup that a policy asks for', () => {
  test('is a day old at most, unless it says otherwise', () => {
    expect(policyOf({}).backupMaxAgeMs).toBe(24 * 3_600_000);
    expect(policyOf({ databases: { backup_max_age: '2d' } }).backupMaxAgeMs).toBe(48 * 3_600_000);
  });
});

describe('a form of a value', () => {
  test.each([
    ['https://*', 'https://api.example.com/v1', true],
    ['https://*', 'http://api.example.com', false],
    ['https://*', 'see https://api.example.com', false],
    ['sk_live_*', 'sk_live_', true],
    ['sk_live_*', 'SK_LIVE_1', false],
    ['*@example.com', 'ops@example.com', true],
    ['*@example.com', 'ops@example.com.evil.org', false],
    ['A*B*C', 'AxxBByyC', true],
    ['A*B*C', 'AxxByy', false],
    ['????', 'abcd', true],
    ['????', 'abc', false],
    ['??', '\u{1F511}!', true],
    ['production', 'production', true],
    ['production', 'productions', false],
    ['a.c', 'abc', false],
    ['[ab]*', 'a', false],
    ['*', '', true],
    ['', '', true],
    ['', 'a', false],
    ['*', 'anything', true],
    ['**', 'anything', true],
    ['?', '', false],
    ['?*', 'a', true],
    ['?*', '', false],
    ['*?', '', false],
    ['*.example.com', 'api.example.com', true],
    ['*.example.com', 'example.com', false],
    ['sk_*_*', 'sk_live_1', true],
    ['sk_*_*', 'sk_live', false],
    ['a*a', 'a', false],
    ['a*a', 'aa', true],
    ['a*a', 'aba', true],
    ['*a*b*', 'xxaxxbxx', true],
    ['*a*b*', 'xxbxxaxx', false],
    ['(a|b)', 'a', false],
    ['(a|b)', '(a|b)', true],
    ['\\d+', '1', false],
    ['^a$', 'a', false],
    ['.*', 'a', false],
    ['A', 'a', false],
    ['a', 'a ', false],
    ['*\n*', 'one\ntwo', true],
    ['😀?', '😀a', true],
    ['*', 'two\nlines', true],
  ])('%j and %j', (form, value, isSo) => {
    expect(valueForm(form).fits(value)).toBe(isSo);
  });

  test('fits whatever stands for its stars', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().map((text) => text.replaceAll(/[*?]/g, '')),
          { minLength: 1 },
        ),
        fc.string(),
        (parts, filling) => {
          expect(valueForm(parts.join('*')).fits(parts.join(filling))).toBe(true);
        },
      ),
    );
  });

  test('does not try every way through what nearly fits, which would never end', () => {
    const form = valueForm(`${'a*'.repeat(200)}b`);
    expect(form.fits('a'.repeat(4000))).toBe(false);
  });
});
