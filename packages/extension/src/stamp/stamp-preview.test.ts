import { describe, expect, test } from 'vitest';

import type { StampPlan } from './stamp-outcome.ts';
import { stampPreview } from './stamp-preview.ts';

const PLAN: StampPlan = {
  outcome: 'planned',
  variable: 'DATABASE_URL_PROD',
  database: { name: 'shop', host: 'db.example.com', fingerprint: 'f' },
  revision: '5a9d',
  versions: [],
  pending: [],
  statements: [],
  reasons: [],
  differences: [],
  nextSteps: [],
};

function linesOf(more: Partial<StampPlan>): readonly string[] {
  return stampPreview({ ...PLAN, ...more })
    .split('\n')
    .filter((line) => line.startsWith('- '));
}

describe('what is read before a stamp', () => {
  test('says where the database is, and what comes after', () => {
    expect(linesOf({ versions: ['1a'], pending: ['6b', '7c'] })).toEqual([
      '- Database: shop on db.example.com (DATABASE_URL_PROD)',
      '- Now at: 1a',
      '- Stamp at: 5a9d',
      '- Pending after it: 6b, 7c',
    ]);
    expect(linesOf({}).slice(1)).toEqual([
      '- Now at: no revision',
      '- Stamp at: 5a9d',
      '- Pending after it: nothing',
    ]);
  });

  test('claims nothing of a database that nobody saw, nor of what comes after an unknown revision', () => {
    expect(linesOf({ outcome: 'undetermined', database: undefined, versions: undefined })).toContain(
      '- Now at: not known',
    );
    expect(linesOf({ revision: undefined })).toContain('- Pending after it: not known');
  });
});
