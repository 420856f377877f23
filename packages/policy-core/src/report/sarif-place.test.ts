import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { startOf } from '../model/source-span.ts';
import { anySpan } from '../testing/any-report.ts';
import { deletedPolicy, looseRequirement, passing, spanOf } from '../testing/sample-report.ts';
import { artifactLocation, physicalLocation, sarifLocation } from './sarif-place.ts';

const { policy } = passing;

describe('a path as SARIF writes it', () => {
  test.each([
    ['a plain path', 'backend/app/main.py', 'backend/app/main.py'],
    ['a space and a hash', 'docs/a b#c.md', 'docs/a%20b%23c.md'],
    ['a percent sign', '100%.txt', '100%25.txt'],
    ['a colon in the first name', 'a:b/c', 'a%3Ab/c'],
    ['letters outside ASCII', 'docs/résumé.md', 'docs/r%C3%A9sum%C3%A9.md'],
    ['an emoji', '🚀.md', '%F0%9F%9A%80.md'],
    ['a byte that was not UTF-8', 'caf\udce9.py', 'caf%E9.py'],
    ['half of a pair', 'a\ud800', 'a%EF%BF%BD'],
  ])('encodes %s', (_, path, uri) => {
    expect(artifactLocation(path)).toEqual({ uri, uriBaseId: '%SRCROOT%' });
  });

  test('is a relative reference for any path', () => {
    fc.assert(
      fc.property(anySpan, ({ path }) => {
        expect(artifactLocation(path).uri).toMatch(/^[\w\-.~!*'()%/]+$/);
      }),
    );
  });
});

describe('a place as SARIF writes it', () => {
  test('counts from 1 and ends before endColumn', () => {
    expect(physicalLocation(spanOf('r.txt', 1, [5, 11])).region).toEqual({
      startLine: 2,
      startColumn: 6,
      endLine: 2,
      endColumn: 12,
    });
  });

  test('is where the finding is', () => {
    expect(sarifLocation(looseRequirement, policy).physicalLocation?.artifactLocation?.uri).toBe(
      'backend/requirements.txt',
    );
  });

  test('is the deciding line of the policy for a finding about the change itself', () => {
    expect(sarifLocation(deletedPolicy, policy).physicalLocation).toEqual(
      physicalLocation(spanOf('lockkeeper.yaml', 2, [0, 5])),
    );
  });

  test('is the line evidence was read from where no related place is in the policy', () => {
    const finding = { ...deletedPolicy, related: [{ message: 'Elsewhere.', at: startOf('README.md') }] };
    expect(sarifLocation(finding, policy).physicalLocation).toEqual(
      physicalLocation(spanOf('lockkeeper.yaml', 0, [0, 10])),
    );
  });

  test('is the first line of the policy where nothing says more', () => {
    const finding = { ...deletedPolicy, related: [], evidence: [] };
    expect(sarifLocation(finding, policy).physicalLocation).toEqual(
      physicalLocation(startOf('lockkeeper.yaml')),
    );
  });
});
