import { z } from 'zod';

const path = z.string().min(1);

/** The form that other programs rely on, written a second time so that a slip in the types shows. */
export const policyUpdateAnswer = z.strictObject({
  schema_version: z.literal(1),
  verdict: z.enum(['same', 'differs', 'written']),
  copies: z.array(
    z.strictObject({
      path,
      source: path.describe('The entry of `extends` that it is a copy of.'),
      state: z.enum(['same', 'differs', 'written']),
    }),
  ),
  unused: z.array(z.strictObject({ path, state: z.enum(['edited', 'unused', 'deleted']) })),
});
