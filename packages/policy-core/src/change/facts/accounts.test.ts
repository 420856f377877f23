import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { accountOfAddress, isAddressOf, isAccountNamed, isSameAccount } from './accounts.ts';

describe('an account is named', () => {
  test.each([
    [{ login: 'claude[bot]', id: 7 }, ['claude[bot]']],
    [{ login: 'Copilot', id: null }, ['copilot']],
    [{ login: 'renamed', id: 4711 }, ['4711']],
    [{ login: '4711', id: null }, ['4711']],
  ])('%o by %j', (account, names) => {
    expect(isAccountNamed(account, names)).toBe(true);
  });

  test.each([
    [{ login: 'claude', id: 7 }, ['claude[bot]']],
    [{ login: 'claudette', id: 7 }, ['claude']],
    [{ login: '4711', id: null }, []],
    [{ login: 'x', id: 4711 }, ['471', '47110']],
    [{ login: '41898282', id: 7 }, ['41898282']],
  ])('%o not by %j', (account, names) => {
    expect(isAccountNamed(account, names)).toBe(false);
  });
});

describe('two accounts are the same', () => {
  const ana = { login: 'ana', id: 1, isBot: false };

  test.each([
    ['by number, after a rename', { ...ana, login: 'ana-maria' }],
    ['by login in any case, where the number is not known', { ...ana, login: 'ANA', id: null }],
  ])('%s', (_how, other) => {
    expect(isSameAccount(ana, other)).toBe(true);
  });

  test('or they are not', () => {
    expect(isSameAccount(ana, { login: 'mona', id: 2, isBot: false })).toBe(false);
    expect(isSameAccount({ ...ana, id: null }, { login: 'mona', id: null, isBot: false })).toBe(false);
  });
});

describe('an address', () => {
  test.each([
    ['noreply@anthropic.com', 'noreply@anthropic.com'],
    ['NoReply@Anthropic.com', 'noreply@anthropic.com'],
    ['198982749+Copilot@users.noreply.github.com', '*+Copilot@users.noreply.github.com'],
    ['1+copilot@users.noreply.github.com', '*+Copilot@users.noreply.github.com'],
  ])('%s is that of %s', (email, pattern) => {
    expect(isAddressOf(email, pattern)).toBe(true);
  });

  test.each([
    ['boris@anthropic.com', 'noreply@anthropic.com'],
    ['noreply@anthropic.com.example.org', 'noreply@anthropic.com'],
    ['xnoreply@anthropic.com', 'noreply@anthropic.com'],
    ['ana+Copilot@users.noreply.github.com', '*+Copilot@users.noreply.github.com'],
    ['+Copilot@users.noreply.github.com', '*+Copilot@users.noreply.github.com'],
    ['1+NotCopilot@users.noreply.github.com', '*+Copilot@users.noreply.github.com'],
  ])('%s is not that of %s', (email, pattern) => {
    expect(isAddressOf(email, pattern)).toBe(false);
  });

  test('of one person never makes an agent of another at the same domain', () => {
    const name = fc.stringMatching(/^[a-z]{1,8}$/);
    fc.assert(
      fc.property(name, (local) => {
        fc.pre(local !== 'noreply');
        expect(isAddressOf(`${local}@anthropic.com`, 'noreply@anthropic.com')).toBe(false);
      }),
    );
  });
});

describe('the account behind an address', () => {
  test.each([
    ['198982749+Copilot@users.noreply.github.com', { login: 'Copilot', id: 198_982_749 }],
    ['octocat@users.noreply.github.com', { login: 'octocat', id: null }],
    [
      '41898282+github-actions[bot]@users.noreply.github.com',
      { login: 'github-actions[bot]', id: 41_898_282 },
    ],
  ])('%s is %o', (email, account) => {
    expect(accountOfAddress(email)).toEqual(account);
  });

  test.each(['ana@example.com', 'users.noreply.github.com', 'a@b@users.noreply.github.com', ''])(
    '%s is not told',
    (email) => {
      expect(accountOfAddress(email)).toBeUndefined();
    },
  );
});
