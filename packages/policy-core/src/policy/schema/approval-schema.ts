import { z } from 'zod';

import { ROLES } from '../../model/observations.ts';
import { named } from './text-forms.ts';

/** Without rename detection a rename is a deletion and an addition, so its sides count as these, too. */
export const CHANGE_KINDS = [
  'add',
  'modify',
  'delete',
  'rename_from',
  'rename_to',
  'copy_to',
  'type',
  'mode',
  'submodule',
] as const;

export const ACTOR_CLASSES = ['human', 'ai', 'automation'] as const;

/** The label somebody must put on the pull request. */
export function requiredLabel() {
  return z
    .strictObject({ label: named('label-name').min(1).describe('The label that approves a change.') })
    .describe('The approval that it needs.');
}

export const labelsSchema = z
  .record(
    named('label-name'),
    z.strictObject({
      grants: z
        .array(named('grant'))
        .optional()
        .describe(
          'Sections that the label approves: protected.<id>, dependencies.<id> or change_scope.deny.',
        ),
      applied_by: z
        .strictObject({
          actors: z
            .array(z.enum(ACTOR_CLASSES))
            .min(1)
            .optional()
            .describe('Who may apply it; people unless it says otherwise.'),
          not: z
            .array(z.literal('author'))
            .optional()
            .describe('`author`: whoever made the change cannot approve it. An empty list allows it.'),
          permission: z
            .enum(ROLES)
            .exclude(['none', 'read', 'triage'])
            .optional()
            .describe('The least role in the repository; `maintain` unless it says otherwise.'),
        })
        .optional()
        .describe('Whose label counts.'),
      expires: z
        .enum(['on_push', 'never'])
        .optional()
        .describe('`on_push`: a label that is older than the last push does not count.'),
    }),
  )
  .describe('Conditions for a label to count. Labels that are not named here follow the same defaults.');
