import { describe, expect, it } from 'vitest';

import type { UtilityStatement, SessionStatement } from './utility-statement.ts';
import { utilitySearchPathChange, changesNameResolution } from './utility-search-path-change.ts';

type What = Extract<SessionStatement, { kind: 'transaction' }>['what'];
type Scope = Extract<SessionStatement, { kind: 'set-parameter' }>['scope'];

function setting(name: string | undefined, scope: Scope = 'session'): UtilityStatement {
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
    expect(utilitySearchPathChange({ kind: 'transaction', what, chain: false })).toBe(shift);
    expect(utilitySearchPathChange({ kind: 'transaction', what, chain: true })).toBe(shift);
  });

  it.each(['search_path', 'role', 'session_authorization', 'all', undefined])(
    'is led by the setting %s, of the session or the transaction',
    (name) => {
      expect(changesNameResolution(name)).toBe(true);
      expect(utilitySearchPathChange(setting(name))).toBe('bare-names');
      expect(utilitySearchPathChange(setting(name, 'local'))).toBe('bare-names');
    },
  );

  it('is the same for sessions to come, under other settings, and behind other deeds', () => {
    expect(utilitySearchPathChange(setting('search_path', 'stored'))).toBeUndefined();
    expect(utilitySearchPathChange(setting('search_path', 'system'))).toBeUndefined();
    expect(utilitySearchPathChange(setting('lock_timeout'))).toBeUndefined();
    expect(changesNameResolution('lock_timeout')).toBe(false);
    expect(utilitySearchPathChange({ kind: 'vacuum', tables: [], full: true })).toBeUndefined();
    expect(utilitySearchPathChange(undefined)).toBeUndefined();
  });
});
