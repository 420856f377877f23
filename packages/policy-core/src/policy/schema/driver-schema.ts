import { z } from 'zod';

import { wait } from './duration-form.ts';

/** A program with its arguments; no shell reads them. */
export function programWords() {
  return z
    .array(
      z
        .string()
        // oxlint-disable-next-line no-control-regex -- no program can be given one
        .regex(/^[^\u0000]+$/, 'Write a word that is not empty and holds no NUL'),
    )
    .min(1);
}

const timeout = wait().optional();

const command = z
  .strictObject({
    kind: z.literal('command').describe('What deploys: `command` runs a program of yours.'),
    deploy: programWords().describe(
      'The program that deploys, as a list of words that no shell reads. {sha} is replaced by the commit, {key} by an id that stays the same when the same deploy is asked for again, {token} by the fencing token of the lock.',
    ),
    current: programWords()
      .optional()
      .describe('Prints what runs there now, as JSON. Left out: only the probes say it.'),
    list: programWords()
      .optional()
      .describe(
        'Prints past deploys as JSON, the newest first. Left out: an interrupted deploy cannot be found again, and a person decides.',
      ),
    auto_deploy: programWords()
      .optional()
      .describe(
        'Prints whether the platform deploys pushed commits by itself. Left out: nobody knows, and a promotion needs --accept-unknown R19.',
      ),
    timeout: timeout.describe('How long a deploy may take. Default: 15m.'),
  })
  .describe('Deploys with a program of yours.');

const githubActions = z
  .strictObject({
    kind: z.literal('github-actions').describe('What deploys: `github-actions` starts a workflow.'),
    workflow: z
      .string()
      .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*\.ya?ml$/, 'Write the name of its file, such as deploy.yml')
      .describe('Name of its file in .github/workflows, such as deploy.yml.'),
    environment: z
      .string()
      .min(1)
      .optional()
      .describe('Name of the environment on GitHub. Default: the name it has here.'),
    timeout: timeout.describe('How long the run may take. Default: 15m.'),
  })
  .describe('Deploys with a workflow that has a workflow_dispatch trigger.');

const manual = z
  .strictObject({
    kind: z.literal('manual').describe('What deploys: with `manual` a person does.'),
    checklist: z
      .array(z.string().min(1))
      .min(1)
      .describe('Steps for the person. {sha} is replaced by the commit.'),
    timeout: timeout.describe('How long to wait for the person. Default: 15m.'),
  })
  .describe('Shows a checklist to a person, for platforms without an API.');

export const driverSchema = z
  .discriminatedUnion('kind', [command, githubActions, manual])
  .describe(
    'Driver that deploys the service there. Left out: Lockkeeper judges and records deploys, and starts none.',
  );

export type WrittenDriver = z.output<typeof driverSchema>;
