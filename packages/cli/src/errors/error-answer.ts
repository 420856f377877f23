import { z } from 'zod';

const text = z.string().min(1);

/** What any command says that gives no verdict. */
export const errorAnswer = z
  .strictObject({
    schema_version: z.literal(1).describe('Version of this form.'),
    verdict: z.literal('undetermined'),
    error: z.strictObject({
      kind: z.enum(['usage', 'no-policy', 'invalid-policy', 'not-judged', 'technical']),
      message: text,
      problems: z
        .array(
          z.strictObject({
            message: text,
            path: text,
            line: z.int().positive(),
            column: z.int().positive(),
            end_line: z.int().positive(),
            end_column: z.int().positive(),
            extended_at: z
              .array(z.strictObject({ path: text, line: z.int().positive() }))
              .readonly()
              .optional()
              .describe('The entries of `extends` that lead to it, the outermost first.'),
          }),
        )
        .readonly(),
    }),
  })
  .describe('Of any command that gives no verdict.');
