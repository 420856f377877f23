import { z } from 'zod';

import { SEVERITIES } from '../../finding.ts';
import { requiredLabel } from './approval-schema.ts';
import { filePath, identifier } from './path-forms.ts';

/** Where an include may lead: to the repository's own files, or nowhere. */
export const INCLUDE_TERMS = ['inside_repo', 'deny'] as const;

/** Keys with one value state what is enforced in any case: another value would promise what nothing keeps. */
export const dependenciesSchema = z
  .array(
    z.strictObject({
      id: identifier().describe('Name of the pair in findings.'),
      manager: z.literal('pip').optional().describe('Whose way of reading the files counts.'),
      source: filePath().describe('The requirements file that people edit.'),
      lock: filePath().describe('The lock that mirrors it.'),
      pinned: z
        .strictObject({
          source: z.literal('exact').optional(),
          lock: z.literal('exact').optional(),
          operators: z.array(z.literal('==')).length(1).optional(),
        })
        .optional()
        .describe('Both files name one version of everything, with `==`.'),
      sync: z
        .strictObject({
          mode: z
            .literal('textual')
            .describe('The sets of non-comment, non-empty lines of both files match.'),
        })
        .optional(),
      hashes: z.literal('optional').optional().describe('Requirements may carry hashes.'),
      direct_urls: z.literal('deny').optional().describe('Nothing is installed from a URL or a path.'),
      editable: z.literal('deny').optional().describe('Nothing is installed as an editable checkout.'),
      includes: includesSchema().optional().describe('Files that requirements bring in with `-r` and `-c`.'),
      options: z
        .strictObject({
          allow: z
            .array(z.string())
            .optional()
            .describe('Options of pip that may stand there although they would be refused.'),
          deny: z
            .array(z.string())
            .optional()
            .describe('Options that are refused beside those that change where packages come from.'),
        })
        .optional()
        .describe('Options of pip in these files.'),
      env_vars: z
        .enum(['deny', 'allow'])
        .optional()
        .describe('Variables of the environment, as in `${TOKEN}`; refused unless it says otherwise.'),
      on_change: onChangeSchema().optional().describe('What a change of the pair needs.'),
      check_on: z
        .array(z.string().regex(/^(?:pull_request|push:.+)$/, 'Write pull_request or push:<branch>'))
        .min(1)
        .optional()
        .describe('Pull requests, and pushes to these branches; without it every push.'),
      branch: z
        .strictObject({
          suggest: z
            .string()
            .min(1)
            .describe('The name of a branch; YYYYMMDD stands for a day and NNN for a number.'),
          severity: severity().optional().describe('How heavy another name weighs.'),
        })
        .optional()
        .describe('How the branch of an upgrade is called.'),
      docs: z.string().optional().describe('Document that explains the rule; shown with its findings.'),
    }),
  )
  .describe('Python requirements and the locks that mirror them.');

/** `warn` is what many tools call a warning. */
export function severity() {
  return z
    .enum([...SEVERITIES, 'warn'])
    .transform((written) => (written === 'warn' ? ('warning' as const) : written));
}

function includesSchema() {
  return z.strictObject({
    requirements: z.enum(INCLUDE_TERMS).optional().describe('`-r`; inside_repo unless it says otherwise.'),
    constraints: z.enum(INCLUDE_TERMS).optional().describe('`-c`; inside_repo unless it says otherwise.'),
  });
}

function onChangeSchema() {
  return z.strictObject({
    require: requiredLabel().optional(),
    both_files: z.boolean().optional().describe('A change touches both files or neither.'),
    events: z
      .array(z.literal('pull_request'))
      .length(1)
      .optional()
      .describe('The label is asked of a pull request, and not again of the push that merges it.'),
  });
}
