import { z } from 'zod';

import { ACTOR_CLASSES, requiredLabel } from './approval-schema.ts';
import { severity } from './dependencies-schema.ts';
import { identifier, mayBeEmpty, pathPatterns, patterns } from './text-forms.ts';

export const changeScopeSchema = z
  .strictObject({
    applies_to: z
      .array(z.enum(ACTOR_CLASSES))
      .min(1)
      .optional()
      .describe('Whose changes are held to the scope; those of AI agents unless it says otherwise.'),
    branches: z
      .array(identifier('branch-kind'))
      .min(1)
      .optional()
      .describe('Kinds of branches, named under `branches`, on which such a change may be committed.'),
    may_be_empty: mayBeEmpty(),
    allow: pathPatterns().optional().describe('Paths that such a change may touch. Default: all.'),
    deny: z
      .strictObject({
        paths: pathPatterns().min(1).describe('Path patterns of what it may not touch.'),
        unless: requiredLabel().optional().describe('The approval with which it may.'),
      })
      .optional()
      .describe('Paths that it may not touch, whatever is allowed, unless somebody approves.'),
    also_allow: z
      .array(
        z.strictObject({
          dependencies: identifier('dependency-id').describe('A pair under `dependencies`.'),
          unless_missing: requiredLabel().optional().describe('The approval without which it may not.'),
          branches: patterns().min(1).optional().describe('Branches such an upgrade is made on.'),
          branch_severity: severity().optional().describe('Severity of any other branch.'),
        }),
      )
      .optional()
      .describe('Files of a dependency pair, beside `allow`.'),
    machine_owned: z
      .array(
        z.strictObject({
          paths: pathPatterns().min(1).describe('Path patterns of the files.'),
          writers: z.array(z.string().min(1)).describe('Accounts that write them, by login or numeric id.'),
        }),
      )
      .optional()
      .describe('Files that only a machine writes. The deploy record is one in any case.'),
    additive_only: pathPatterns()
      .optional()
      .describe('Python modules in which such a change may add and may not break what is there.'),
    feature_flags: z
      .strictObject({
        paths: pathPatterns().min(1).describe('Path patterns of the modules.'),
        dependencies: z
          .array(z.string().min(1))
          .optional()
          .describe('Functions of which an endpoint depends on one, such as require_flag.'),
        decorators: z
          .array(z.string().min(1))
          .optional()
          .describe('Decorators of which an endpoint carries one, such as feature_flag.'),
      })
      .optional()
      .describe('FastAPI modules whose new endpoints carry one of these dependencies or decorators.'),
  })
  .describe('Paths that AI-made changes may touch, and branches for them.');
