import { z } from 'zod';

import { checkAnswer } from './check-answer.ts';

const sentence = z.string().min(1);
const checkId = z.enum([
  'policy',
  'deploy-record',
  'audit-log',
  'databases',
  'known-revision',
  'pending-migrations',
  'proof',
  'backup',
  'environment',
  'auto-migrations',
  'once-migrations',
]);
const seen = { text: sentence, where: z.string().nullable() };

/** The form that other programs rely on, written a second time so that a slip in the types shows. */
export const guardAnswer = z.strictObject({
  schema_version: z.literal(1),
  passed: z.boolean(),
  exit: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]),
  headline: z.enum(['✅ GUARD PASSED', '❌ GUARD FAILED']),
  judged: z.string(),
  explanation: z.string(),
  range: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
  record: z.enum(['present', 'absent', 'unreadable']),
  checks: z.array(
    z.strictObject({
      rule: z.string(),
      severity: z.enum(['error', 'warning', 'info']),
      summary: z.string(),
      outcome: z.enum(['passed', 'warned', 'failed', 'undetermined', 'crashed', 'not-applicable']),
      subjects: z.int().positive().nullable(),
      findings: z.int().nonnegative(),
      undetermined: z.int().nonnegative(),
      reasons: z.array(z.string()),
    }),
  ),
  table: z.array(
    z.strictObject({
      id: checkId,
      title: sentence,
      state: z.enum(['passed', 'failed', 'undetermined', 'not-asked']),
      why: sentence.nullable(),
      evidence: z.array(z.strictObject(seen)),
      problems: z.array(
        z.strictObject({
          ...seen,
          kind: z.enum(['failed', 'undetermined']),
          path: z.string().nullable(),
          line: z.int().positive().optional(),
          next_step: sentence,
          because: z.strictObject({ check: checkId, reason: sentence }).optional(),
        }),
      ),
    }),
  ),
  report: checkAnswer,
});
