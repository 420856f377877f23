import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { findingFingerprint, undeterminedFingerprint } from './fingerprint.ts';
import { startOf } from '../model/source-span.ts';

const PINNED = {
  rule: 'dependencies/requirements-pinned',
  at: startOf('a.txt'),
  messageId: 'notExact',
  data: { name: 'flask', specifier: '>=2' },
};
const UNREAD = [{ fact: 'requirements', reason: 'permission was denied' }];

describe('the fingerprint of a finding', () => {
  test('is 128 bits in hexadecimal', () => {
    expect(findingFingerprint(PINNED)).toMatch(/^[0-9a-f]{32}$/);
  });

  test('stays when lines move, and whatever the order of its data', () => {
    const at = { path: 'a.txt', start: { line: 7, character: 2 }, end: { line: 7, character: 5 } };
    const data = { specifier: '>=2', name: 'flask' };
    expect(findingFingerprint({ ...PINNED, at, data })).toBe(findingFingerprint(PINNED));
  });

  test.each([
    { rule: 'dependencies/lock-unpinned' },
    { at: startOf('b.txt') },
    { at: undefined },
    { messageId: 'comparesText' },
    { data: { name: 'flask', specifier: '>=3' } },
    { data: { name: 'flask>=', specifier: '2' } },
    { data: { name: 'flask' } },
    { data: { name: 'flask', version: '>=2' } },
  ])('differs with %j', (other) => {
    expect(findingFingerprint({ ...PINNED, ...other })).not.toBe(findingFingerprint(PINNED));
  });

  test('differs for other data, whatever stands in it', () => {
    const anyData = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }));
    const shown = (data: Readonly<Record<string, string>>) =>
      JSON.stringify(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)));
    fc.assert(
      fc.property(anyData, anyData, (one, other) => {
        const isSame =
          findingFingerprint({ ...PINNED, data: one }) === findingFingerprint({ ...PINNED, data: other });
        expect(isSame).toBe(shown(one) === shown(other));
      }),
    );
  });
});

describe('the fingerprint of what could not be decided', () => {
  test('is never that of a finding', () => {
    expect(undeterminedFingerprint(PINNED, [])).not.toBe(findingFingerprint(PINNED));
  });

  test('stays when nothing more becomes known, and differs with the reason', () => {
    const fingerprint = undeterminedFingerprint(PINNED, UNREAD);
    expect(undeterminedFingerprint(PINNED, [...UNREAD])).toBe(fingerprint);
    const other = [{ fact: 'requirements', reason: 'it is larger than 2 MB' }];
    expect(undeterminedFingerprint(PINNED, other)).not.toBe(fingerprint);
  });
});
