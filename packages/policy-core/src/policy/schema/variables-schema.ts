import { z } from 'zod';

import { identifier, mayBeEmpty } from './text-forms.ts';
import { variableName } from './variable-form.ts';

const wantedVariable = z
  .strictObject({
    optional: z.boolean().optional().describe('Whether it may be missing. Default: false.'),
    secret: z.boolean().optional().describe('Whether nobody may read what it holds. Default: false.'),
    matches: z
      .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
      .optional()
      .describe(
        'What its whole value looks like, or several forms of it: `*` stands for any text and `?` for one character. Never the value of a secret.',
      ),
    min_length: z.int().min(1).max(4096).optional().describe('How many characters it has at least.'),
    differs: z
      .boolean()
      .optional()
      .describe('Whether no two environments may have the same value. Default: what `secret` says.'),
  })
  .describe('Requirements of one variable.');

export const variablesSchema = z
  .array(
    z.strictObject({
      id: identifier().describe('Name of the section in reports of the guard.'),
      environments: z
        .array(z.string().min(1))
        .min(1)
        .optional()
        .describe('Environments that need these variables; every one unless it says otherwise.'),
      may_be_empty: mayBeEmpty(),
      services: z
        .array(z.string().min(1))
        .min(1)
        .optional()
        .describe('Services that need them; every one unless it says otherwise.'),
      names: z
        .record(variableName(), wantedVariable)
        .describe('The variables by their names. Their values are never here.'),
    }),
  )
  .describe('Which environment variables a release needs, for `lockkeeper guard`.');
