import { z } from 'zod';

import { driverSchema } from './driver-schema.ts';
import { duration, waitOrNone } from './duration-form.ts';
import { placeKeyForm, placeNameForm } from './place-name.ts';
import { probeSchema } from './probe-schema.ts';
import { patterns } from './text-forms.ts';
import { weeklyWindow } from './weekly-window.ts';

const approval = z
  .strictObject({
    by: z
      .enum(['github-environment', 'ssh-signature'])
      .describe(
        '`github-environment`: the reviewers of an environment on GitHub. `ssh-signature`: people whom deployment.records.signers names sign the plan.',
      ),
    approvers: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe(
        'Who may approve, as the file of the signers names them. Needed with `ssh-signature`; GitHub names its own.',
      ),
    quorum: z.int().min(1).max(100).optional().describe('How many people must approve. Default: 1.'),
    expires: duration().optional().describe('How long an approval counts. Default: 24h.'),
  })
  .describe('Who must approve a release first. An approval holds for one commit and one plan.');

const requires = z
  .strictObject({
    tag: z
      .enum(['any', 'signed'])
      .optional()
      .describe('`any`: the commit has a tag. `signed`: the tag has a signature that is trusted.'),
    tests: z
      .record(
        z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 ._:/-]*$/, 'Write a name such as backend'),
        z.int().min(1),
      )
      .optional()
      .describe('How many tests of a suite must have passed, by its name.'),
    backup: duration()
      .optional()
      .describe('How old the last backup may be, never more than databases.backup_max_age says.'),
    checks: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Names of statuses and check runs of the commit that must be green.'),
  })
  .describe('Requirements for a commit, in addition to branches.production_requires.');

const environment = z
  .strictObject({
    from: patterns()
      .min(1)
      .optional()
      .describe(
        'Patterns of the branches that may be deployed here, within those of branches.deploy_from. Left out: all of those.',
      ),
    promote_from: placeNameForm()
      .optional()
      .describe('The environment in which a commit must be ready first. Left out: it comes from a branch.'),
    driver: driverSchema.optional(),
    probes: z
      .array(probeSchema)
      .min(1)
      .optional()
      .describe('Probes that show whether the service is healthy, and which commit it runs.'),
    soak: waitOrNone()
      .optional()
      .describe('How long a commit must have been healthy here before it is promoted. Default: 0s.'),
    approval: approval.optional(),
    requires: requires.optional(),
    rollback: z
      .strictObject({
        automatic: z
          .array(z.enum(['probe-failed']))
          .describe('Automatic rollback to the last good commit, within the run that deploys.'),
      })
      .optional()
      .describe('When a deploy is rolled back by itself. Left out: never, a person decides.'),
    freeze: z
      .array(weeklyWindow)
      .min(1)
      .optional()
      .describe('Times of the week at which nothing is deployed here.'),
  })
  .describe('One place where the service runs.');

const service = z
  .strictObject({
    equality: z
      .enum(['sha', 'tree'])
      .optional()
      .describe(
        '`sha`: what is promoted is the very commit that was tried. `tree`: or another one with the same files, as behind a merge. Default: sha.',
      ),
    environments: z
      .record(placeKeyForm(), environment)
      .optional()
      .describe('Where it runs, by the name of the environment.'),
  })
  .describe('A service that Lockkeeper deploys, promotes and rolls back.');

export const servicesSchema = z
  .union([z.array(placeNameForm()).min(1), z.record(placeKeyForm(), service)])
  .describe(
    'What is deployed by itself: a list of names, or a map that also says how each is deployed. Each has a record in each environment: the first one in production at `record`, the others below infrastructure/deploys.',
  );

export type WrittenEnvironment = z.output<typeof environment>;
