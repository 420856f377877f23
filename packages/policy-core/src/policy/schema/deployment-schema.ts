import { z } from 'zod';

import { filePath } from './text-forms.ts';

/** The name of a folder and of a file on every system, and part of the name of a lock. */
export const PLACE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/;

/** What git takes for a branch, but for letters that a shell or a line of output would not show as they are. */
export const BRANCH_NAME = /^(?![\s\S]*(?:\.\.|\/\/|\/\.|\.lock(?:\/|$)|[./]$))[A-Za-z0-9_][A-Za-z0-9._/-]*$/;

export const deploymentSchema = z
  .strictObject({
    record: filePath()
      .optional()
      .describe(
        'The record of the last good production deploy; where there are several services, that of the first.',
      ),
    services: z
      .array(serviceName())
      .min(1)
      .optional()
      .describe(
        'What is deployed by itself. Each has a record in each environment: the first one in production at `record`, the others below infrastructure/deploys.',
      ),
    records: z
      .strictObject({
        mode: z
          .enum(['branch', 'contents', 'file'])
          .describe(
            '`branch`: records and the audit log are written on a branch of the remote, and the files in the tree mirror them. `contents`: they are written to the files of main, by the API of GitHub, where main is not protected. `file`: the files in the tree are all there is.',
          ),
        branch: branchName()
          .optional()
          .describe(
            'Which branch; with `mode: branch` or `mode: contents`. Default: lockkeeper/records, and main with `mode: contents`.',
          ),
        remote: remoteName()
          .optional()
          .describe(
            'Name of the git remote with the branch; with `mode: branch` or `mode: contents`. Default: origin.',
          ),
      })
      .optional()
      .describe('Where records and the audit log are written. Left out: `mode: file`.'),
  })
  .describe('How a deploy is recorded.');

function serviceName() {
  return z
    .string()
    .regex(PLACE_NAME, { error: 'Write a name of letters, digits, dots, hyphens and underscores' });
}

function branchName() {
  return z.string().regex(BRANCH_NAME, 'Write the name of a branch such as lockkeeper/records');
}

function remoteName() {
  return z
    .string()
    .regex(
      /^(?![\s\S]*(?:\.\.|\.lock$|\.$))[A-Za-z0-9_][A-Za-z0-9._-]*$/,
      'Write the name of a remote such as origin',
    );
}
