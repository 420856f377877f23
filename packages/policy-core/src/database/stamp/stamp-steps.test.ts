import { describe, expect, test } from 'vitest';

import { isOpen, STAMP_REASONS } from './stamp-plan.ts';
import { stampSteps } from './stamp-steps.ts';
import { UNEXPECTED_VERSION, unexpectedVersionSteps } from './unexpected-version.ts';

const reason = (kind: (typeof STAMP_REASONS)[number]) => ({ kind, text: 'It is so.' });

describe('what to do about a reason', () => {
  test.each(STAMP_REASONS)('is said in sentences: %s', (kind) => {
    const steps = stampSteps([reason(kind)], 'PROD_DB');
    expect(steps.length).toBeGreaterThan(0);
    for (const step of steps) expect(step).toMatch(/^[A-Z`].*[.]$/);
  });

  test('is said once, however many reasons of a kind there are', () => {
    const reasons = [reason('destructive'), reason('destructive'), reason('not-judged')];
    expect(stampSteps(reasons, 'PROD_DB')).toHaveLength(2);
  });

  test('names the variable, and nothing that could mislead a terminal', () => {
    expect(stampSteps([reason('not-seen')], 'PROD\u001b_DB')[0]).not.toContain('\u001b');
    expect(stampSteps([reason('no-tables')], 'PROD_DB')[0]).toContain('PROD_DB');
  });

  test('never is to stamp over another revision [row 4.62] [row 4.66]', () => {
    for (const kind of STAMP_REASONS) {
      const text = stampSteps([reason(kind)], 'PROD_DB').join(' ');
      expect(text).not.toMatch(/(?<!DO NOT )force-stamp|--purge|DELETE FROM|DROP/i);
    }
  });
});

describe('the error of the policy', () => {
  test('has its words and its steps in their order [row 4.62] [row 4.63] [row 4.64] [row 4.65] [row 4.66]', () => {
    expect(UNEXPECTED_VERSION).toBe('Production has unexpected Alembic version');
    const beginnings = unexpectedVersionSteps('DATABASE_URL_PROD').map((step) => step.split(':')[0]);
    expect(beginnings).toEqual([
      'DO NOT force-stamp.',
      'Check migration history',
      'Check production version',
      'Investigate why versions diverged',
      'Manual intervention may be required.',
    ]);
  });
});

describe('a reason leaves the answer open', () => {
  test('only where something was not seen', () => {
    expect(STAMP_REASONS.filter((kind) => isOpen(reason(kind)))).toEqual([
      'not-seen',
      'migrations-unread',
      'version-unreadable',
      'version-table-unknown',
      'schema-unknown',
      'not-judged',
    ]);
  });
});
