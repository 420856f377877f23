import { z } from 'zod';

const state = z.enum(['shown', 'against', 'unknown']);

/** The form that other programs rely on, written a second time so that a slip in the types shows. */
export const qualityReportAnswer = z.strictObject({
  schema_version: z.literal(1),
  commit: z.string().nullable(),
  environment: z.string().nullable(),
  made_at: z.iso.datetime(),
  qualities: z
    .array(
      z.strictObject({
        name: z.enum(['safe', 'tested', 'predictable', 'reversible', 'compliant']),
        claim: z.string().regex(/\.$/),
        state,
        evidence: z
          .array(
            z.strictObject({
              id: z.enum([
                'migrations-keep-data',
                'checks-passed',
                'dependencies-frozen',
                'migrations-reversible',
                'release-recorded',
                'changes-approved',
                'branches-kept',
                'documents-true',
                'other-rules',
                'pending-migrations',
                'once-migrations',
                'environment',
                'proof',
                'databases',
                'auto-migrations',
                'known-revision',
                'backup',
                'recorded-checks',
                'recorded-health',
                'same-commit',
                'way-back',
                'recorded-migration',
                'approved',
                'traceable',
                'log-whole',
                'one-at-a-time',
                'waivers-told',
              ]),
              title: z.string().regex(/\.$/),
              state,
              seen: z.array(z.string().min(1)).min(1),
              source: z.string().min(1),
            }),
          )
          .min(1),
      }),
    )
    .length(5),
});
