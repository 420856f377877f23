import { z } from 'zod';

const line = z.int().positive();
const sentence = z.string().regex(/\.$/);

/** The form that other programs rely on, written a second time so that a slip in the types shows. */
export const planCheckAnswer = z.strictObject({
  schema_version: z.literal(1),
  verdict: z.enum(['fail', 'undetermined', 'pass']),
  statements: z.int().nonnegative(),
  reasons: z.array(
    z.strictObject({
      kind: z.enum(['drop-table', 'drop-column', 'mass-deletion', 'reset', 'data-loss', 'warning']),
      text: sentence,
      line,
      quote: z.string(),
    }),
  ),
  unjudged: z.array(z.strictObject({ text: sentence, line, end_line: line, quote: z.string() })),
  recovery: z.array(sentence),
});
