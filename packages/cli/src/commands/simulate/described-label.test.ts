import { observed } from '@lockkeeper/policy-core';
import { ROLES } from '@lockkeeper/policy-core/observe';
import { describe, expect, test } from 'vitest';

import { describedLabel } from './described-label.ts';

const by = (login: string, isBot = false) => ({ login, id: null, isBot });

describe('a label on the command line', () => {
  test('is by a maintainer unless it says otherwise', () => {
    expect(describedLabel('approved-core-change')).toEqual({
      name: 'approved-core-change',
      by: by('maintainer'),
      role: observed('maintain'),
    });
  });

  test('may say who put it there', () => {
    expect(describedLabel('ok@bob')).toEqual({ name: 'ok', by: by('bob'), role: observed('maintain') });
    expect(describedLabel('ok@claude[bot]').by).toEqual(by('claude[bot]', true));
  });

  test.each(ROLES)('may say that they have the role %s', (role) => {
    expect(describedLabel(`ok@bob:${role}`)).toEqual({ name: 'ok', by: by('bob'), role: observed(role) });
  });

  test('may have spaces and colons in its name', () => {
    expect(describedLabel('area: core').name).toBe('area: core');
    expect(describedLabel('area: core@bob:write')).toMatchObject({
      name: 'area: core',
      role: observed('write'),
    });
  });

  test.each(['', ' ', '@bob', 'ok@', 'ok@:write', 'ok@bob@eve', 'ok@bob:write:x'])('is not %j', (text) => {
    expect(() => describedLabel(text)).toThrow(
      `${JSON.stringify(text)} is not a label. Write NAME, NAME@LOGIN or NAME@LOGIN:ROLE.`,
    );
  });

  test('has no role that GitHub does not know', () => {
    expect(() => describedLabel('ok@bob:maintainer')).toThrow(
      'There is no role "maintainer". Did you mean maintain?',
    );
    expect(() => describedLabel('ok@bob:king')).toThrow(
      'There is no role "king". Roles are none, read, triage, write, maintain, admin.',
    );
    expect(() => describedLabel('ok@bob:')).toThrow('There is no role "".');
  });
});
