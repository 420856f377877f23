import { describe, expect, it } from 'vitest';

import type { Deed, SessionDeed } from './deed.ts';
import { deedShift, leadsNames } from './deed-shift.ts';

type What = Extract<SessionDeed, { kind: 'transaction' }>['what'];
type Scope = Extract<SessionDeed, { kind: 'set-parameter' }>['scope'];

function setting(name: string | undefined, scope: Scope = 'session'): Deed {
  return { kind: 'set-parameter', name, value: { text: 'a' }, scope };
}

describe('What names mean', () => {
  it.each<[What, string | undefined]>([
    ['begin', undefined],
    ['commit', 'bare-names'],
    ['rollback', 'every-name'],
    ['savepoint', undefined],
    ['release', undefined],
    ['rollback-to', 'every-name'],
    ['prepare', 'every-name'],
    ['two-phase', undefined],
  ])('is another thing behind %s: %s', (what, shift) => {
    expect(deedShift({ kind: 'transaction', what, chain: false })).toBe(shift);
    expect(deedShift({ kind: 'transaction', what, chain: true })).toBe(shift);
  });

  it.each(['search_path', 'role', 'session_authorization', 'all', undefined])(
    'is led by the setting %s, of the session or the transaction',
    (name) => {
      expect(leadsNames(name)).toBe(true);
      expect(deedShift(setting(name))).toBe('bare-names');
      expect(deedShift(setting(name, 'local'))).toBe('bare-names');
    },
  );

  it('is the same for sessions to come, under other settings, and behind other deeds', () => {
    expect(deedShift(setting('search_path', 'stored'))).toBeUndefined();
    expect(deedShift(setting('search_path', 'system'))).toBeUndefined();
    expect(deedShift(setting('lock_timeout'))).toBeUndefined();
    expect(leadsNames('lock_timeout')).toBe(false);
    expect(deedShift({ kind: 'vacuum', tables: [], full: true })).toBeUndefined();
    expect(deedShift(undefined)).toBeUndefined();
  });
});
