import { describe, expect, test } from 'vitest';

import { textContent } from '../model/file-content.ts';
import { observed, unobserved } from '../model/known.ts';
import type { RevisionSources } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';
import { policyOf } from '../testing/any-repository.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { revisionTexts } from '../testing/read-history.ts';
import { revisionFindings } from './revision-findings.ts';

const parsers = await testParsers();

const PATH = 'alembic/versions/b2_x.py';
const TEXTS = revisionTexts({
  a1: {
    upgrade: 'op.create_table("orders", sa.Column("total", sa.Integer()))',
    downgrade: 'op.drop_table("orders")',
  },
  b2: { parents: '"a1"', upgrade: 'op.drop_column("orders", "total")', downgrade: 'pass' },
  c3: { parents: '"a1"', upgrade: 'op.drop_table("orders")', downgrade: 'pass' },
});

const DAY = '2026-11-21T08:00:00Z';

function found(
  policy: Policy,
  { now = DAY, texts = TEXTS }: { readonly now?: string; readonly texts?: typeof TEXTS } = {},
) {
  const revisions: RevisionSources = {
    paths: observed(Object.keys(texts)),
    files: Object.fromEntries(
      Object.entries(texts).map(([path, text]) => [path, observed(textContent(text))]),
    ),
  };
  return revisionFindings(policy, { path: PATH, revisions, parsers, now }).map(
    ({ rule, severity, at }) => `${severity} ${rule} in ${at?.path}`,
  );
}

const migrations = { alembic: ['alembic/versions'] };
const DROP = `error migrations/drop-column in ${PATH}`;

describe('what rules find in one revision', () => {
  test('is what they find in this file, and in no other', () => {
    const all = found(policyOf({ migrations }));
    expect(all).toContain(DROP);
    expect(all.every((one) => one.endsWith(` in ${PATH}`))).toBe(true);
    expect(all).not.toContain(`error migrations/drop-table in ${PATH}`);
  });

  test('is weighed by the policy', () => {
    const rules = { 'migrations/drop-column': 'info' };
    expect(found(policyOf({ migrations, rules }))).toContain(`info migrations/drop-column in ${PATH}`);
  });

  test('is without what is off, and without other areas', () => {
    const rules = { 'migrations/drop-column': 'off' };
    const all = found(policyOf({ migrations, rules }));
    expect(all.filter((one) => one.includes('drop-column'))).toEqual([]);
    expect(all.every((one) => one.includes(' migrations/'))).toBe(true);
  });

  test('is without what a waiver accepts, until its date', () => {
    const waiver = {
      rule: 'migrations/drop-column',
      path: PATH,
      reason: 'agreed',
      approver: 'ops',
      expires: '2026-12-01',
    };
    const policy = policyOf({ migrations, waivers: [waiver] });
    expect(found(policy)).not.toContain(DROP);
    expect(found(policy, { now: '2026-12-24T08:00:00Z' })).toContain(DROP);
  });

  test('is nothing of a file that nobody gave', () => {
    const revisions = { paths: unobserved('git is not there'), files: {} };
    const policy = policyOf({ migrations });
    expect(revisionFindings(policy, { path: PATH, revisions, parsers, now: DAY })).toEqual([]);
  });
});
