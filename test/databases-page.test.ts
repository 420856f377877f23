import { readFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { AUDIT_REASONS, DIAGNOSES } from '../packages/policy-core/src/database/database-audit.ts';
import { STAMP_REASONS } from '../packages/policy-core/src/database/stamp/stamp-plan.ts';
import { auditOf, unseen } from '../packages/policy-core/src/testing/sample-audit.ts';
import { stampAnswer } from '../packages/policy-core/src/answers/stamp-answer.ts';
import { ROOT } from './architecture/source-files.ts';

const PAGE = readFileSync(path.join(ROOT, 'docs/databases.md'), 'utf8');

describe('the page about databases', () => {
  test('names every diagnosis and every reason', () => {
    for (const diagnosis of Object.values(DIAGNOSES)) expect(PAGE).toContain(`| \`${diagnosis}\` |`);
    for (const kind of [...AUDIT_REASONS, ...STAMP_REASONS]) expect(PAGE).toContain(`| \`${kind}\` |`);
  });

  test('names every field that programs get', () => {
    const audit = auditOf({ production: unseen('slow') });
    const [reason] = audit.reasons;
    const audited = [audit, audit.development, audit.production, reason ?? {}];
    const fields = [...audited.flatMap(Object.keys), ...Object.keys(stampAnswer.shape)];
    expect(fields.filter((field) => !PAGE.includes(`\`${field}\``))).toEqual([]);
  });
});
