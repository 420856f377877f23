import { z } from 'zod';

/** The form that other programs rely on, written a second time so that a slip in the types shows. */
export const troublesAnswer = z.strictObject({
  schema_version: z.literal(1),
  sections: z
    .array(
      z.strictObject({
        id: z.enum(['unexpected-version', 'migrations-failed', 'plan-still-drops']),
        title: z.string().min(1),
        applies: z.enum(['yes', 'no', 'unknown']),
        seen: z.array(z.string().regex(/\.$/)).min(1),
        steps: z
          .array(
            z.strictObject({
              text: z.string().regex(/\.$/),
              commands: z.array(z.string().min(1)),
              state: z.enum(['done', 'not-done', 'unknown']),
              seen: z.string().regex(/\.$/),
            }),
          )
          .min(4)
          .max(5),
      }),
    )
    .length(3),
});
