import { z } from 'zod';

/** The form that other programs rely on, written a second time so that a slip in the types shows. */
export const checklistAnswer = z.strictObject({
  schema_version: z.literal(1),
  sections: z.array(
    z.strictObject({
      id: z.enum(['first-time', 'before-publish', 'new-migrations', 'emergency']),
      title: z.string().min(1),
      items: z
        .array(
          z.strictObject({
            id: z.enum([
              'production-stamped',
              'guard-run',
              'guard-passed',
              'plan-harmless',
              'models-modified',
              'migration-generated',
              'migration-reviewed',
              'tested-locally',
              'committed',
              'flag-set',
              'flag-removed',
            ]),
            title: z.string().min(1),
            state: z.enum(['done', 'not-done', 'unknown']),
            seen: z.string().regex(/\.$/),
          }),
        )
        .min(1),
    }),
  ),
});
