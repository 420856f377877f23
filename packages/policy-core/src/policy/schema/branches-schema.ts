import { z } from 'zod';

import { identifier, patterns } from './text-forms.ts';

const branchClass = z.strictObject({
  match: patterns().min(1).describe('Patterns of branch names, such as auto/*.'),
  environment: z.string().min(1).optional().describe('Where its commits are deployed.'),
  service: z.string().min(1).optional().describe('The service that runs them.'),
  optional: z.boolean().optional().describe('The branch may be missing.'),
  direct_push: z
    .enum(['allow', 'deny'])
    .optional()
    .describe('`deny`: commits arrive through a pull request only.'),
  force_push: z.enum(['allow', 'deny']).optional().describe('`deny`: no push takes commits away.'),
  merge: z.literal('pull_request').optional().describe('The same as `direct_push: deny`.'),
});

export const REQUIREMENTS = ['human_approval', 'checks_green', 'tagged'] as const;

export const branchesSchema = z
  .object({
    deploy_from: z
      .record(z.string(), z.array(identifier('branch-kind')).min(1))
      .optional()
      .describe('The kinds of branches each environment is deployed from.'),
    production_requires: z
      .array(z.enum(REQUIREMENTS))
      .optional()
      .describe('Requirements for a commit before it is deployed to production.'),
  })
  .catchall(branchClass)
  .describe('Kinds of branches, by a name of your own, and where each is deployed.');
