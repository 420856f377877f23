import { z } from 'zod';

import { SEVERITIES } from '../../model/finding.ts';
import { requiredLabel } from './approval-schema.ts';
import { filePath, identifier, mayBeEmpty } from './text-forms.ts';

/** Where an include may lead: to the repository's own files, or nowhere. */
export const INCLUDE_TERMS = ['inside_repo', 'deny'] as const;

/** How a lock belongs to its source. */
export const SYNC_MODES = ['textual', 'mirror', 'compiled'] as const;
export const HASH_TERMS = ['optional', 'consistent', 'required'] as const;
export const DIRECT_URL_TERMS = ['deny', 'pinned_commit', 'allow'] as const;
export const PLATFORMS = ['linux', 'macos', 'windows'] as const;

/** Keys with one value state what is enforced in any case: another value would promise what nothing keeps. */
export const dependenciesSchema = z
  .array(
    z.strictObject({
      id: identifier().describe('Name of the pair in findings.'),
      manager: z.literal('pip').optional().describe('Whose way of reading the files counts.'),
      source: filePath().describe('The requirements file that people edit.'),
      lock: filePath().describe(
        'The lock that is installed from: lines as in requirements, or a pylock.toml.',
      ),
      may_be_empty: mayBeEmpty(),
      pinned: pinnedSchema().optional().describe('Which of the files name one version of everything.'),
      sync: syncSchema().optional().describe('Condition for the lock to belong to its source.'),
      hashes: z
        .enum(HASH_TERMS)
        .optional()
        .describe(
          'optional: hashes are allowed. consistent: where one requirement of a file has them, all have. required: every requirement of the lock has them. Default: consistent.',
        ),
      direct_urls: z
        .enum(DIRECT_URL_TERMS)
        .optional()
        .describe(
          'Addresses to install from; refused unless it says otherwise. pinned_commit: only those that name a commit in full, or the SHA-256 of an archive.',
        ),
      editable: z
        .enum(['deny', 'allow'])
        .optional()
        .describe('Editable checkouts, `-e`; refused unless it says otherwise.'),
      local_paths: z
        .enum(['deny', 'allow'])
        .optional()
        .describe('Folders and archives beside the files; refused unless it says otherwise.'),
      includes: includesSchema().optional().describe('Files that requirements bring in with `-r` and `-c`.'),
      options: z
        .strictObject({
          allow: z
            .array(z.string())
            .optional()
            .describe('Options of pip that are allowed although they would be refused.'),
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
      on_change: onChangeSchema().optional().describe('Requirements for a change of the pair.'),
      check_on: z
        .array(z.string().regex(/^(?:pull_request|push:.+)$/, 'Write pull_request or push:<branch>'))
        .min(1)
        .optional()
        .describe('Pull requests, and pushes to these branches; without it every push.'),
      branch: z
        .strictObject({
          suggest: z.string().min(1).describe('The name of a branch; YYYYMMDD means a day and NNN a number.'),
          severity: severity().optional().describe('Severity of any other name.'),
        })
        .optional()
        .describe('How the branch of an upgrade is called.'),
      upgrade: z
        .strictObject({
          test: z
            .array(z.string().min(1))
            .min(1)
            .describe('Words of the command that tests an upgrade: no shell reads them.'),
        })
        .optional()
        .describe('How `lockkeeper deps upgrade` goes about it.'),
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

function pinnedSchema() {
  return z.strictObject({
    source: z
      .enum(['exact', 'any'])
      .optional()
      .describe(
        'any: the source may name ranges; that is what it does in the mode compiled unless it says exact.',
      ),
    lock: z.literal('exact').optional().describe('A lock names one version of everything.'),
    operators: z
      .array(z.enum(['==', '===']))
      .min(1)
      .optional()
      .describe('Operators that count as a pin; default: `==` alone.'),
  });
}

function syncSchema() {
  return z.strictObject({
    mode: z
      .enum(SYNC_MODES)
      .describe(
        'textual: the sets of non-comment, non-empty lines match. mirror: the same requirements, however they are spelled. compiled: the lock pins what the source asks for, and what that needs.',
      ),
    python: z
      .string()
      .regex(/^\d+\.\d+(?:\.\d+)?$/, 'Write a version of Python such as "3.11", in quotes')
      .optional()
      .describe('Whose markers count in the mode compiled; else the one the lock names.'),
    platform: z
      .enum(PLATFORMS)
      .optional()
      .describe('Whose markers count in the mode compiled; linux unless it says otherwise.'),
  });
}

function includesSchema() {
  return z.strictObject({
    requirements: z.enum(INCLUDE_TERMS).optional().describe('`-r`; inside_repo unless it says otherwise.'),
    constraints: z.enum(INCLUDE_TERMS).optional().describe('`-c`; inside_repo unless it says otherwise.'),
  });
}

function onChangeSchema() {
  return z.strictObject({
    require: requiredLabel().optional().describe('The approval that a change of the pair needs.'),
    both_files: z.boolean().optional().describe('A change touches both files or neither.'),
    events: z
      .array(z.literal('pull_request'))
      .length(1)
      .optional()
      .describe('The label is asked of a pull request, and not again of the push that merges it.'),
  });
}
