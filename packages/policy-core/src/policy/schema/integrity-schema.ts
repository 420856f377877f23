import { z } from 'zod';

import { requiredLabel } from './approval-schema.ts';
import { pathPatterns } from './text-forms.ts';

export const integritySchema = z
  .strictObject({
    policy_from: z.literal('base').optional().describe('A change is judged by the policy of its base.'),
    self_protect: z
      .strictObject({
        paths: pathPatterns()
          .min(1)
          .optional()
          .describe('Path patterns of what enforces the policy; without it the files that usually do.'),
        require: requiredLabel().optional().describe('The approval that a change of it needs.'),
      })
      .optional()
      .describe(
        'Files that enforce the policy, and the label that approves a change of them. The policy itself is always part of it.',
      ),
    symlinks: z
      .strictObject({
        allow: z
          .boolean()
          .optional()
          .describe(
            '`false`: a link may only point at what lies in the repository and is not protected. `true`: anywhere.',
          ),
        except: pathPatterns().optional().describe('Links that may point anywhere.'),
      })
      .optional()
      .describe('Where symbolic links may point.'),
    submodules: z.enum(['deny', 'allow']).optional().describe('Whether a change may add or move submodules.'),
    case_collisions: z
      .literal('error')
      .optional()
      .describe('Names that are one file where case does not count are refused.'),
    suspicious_names: z
      .literal('error')
      .optional()
      .describe('Names that hide something, or look like a protected path, are refused.'),
    history: z
      .enum(['net', 'strict'])
      .optional()
      .describe('`strict`: every commit of a change must keep off protected paths, not only what is left.'),
    unreadable_diff: z.literal('error').optional().describe('A change that cannot be seen whole is refused.'),
  })
  .describe('Protection of the policy itself. It holds with or without this section.');
