import { z } from 'zod';

import { placeNameForm } from './place-name.ts';
import { IDENTITY_PATH } from './probe-schema.ts';
import { servicesSchema } from './services-schema.ts';
import { filePath } from './text-forms.ts';

/** What git takes for a branch, but for letters that a shell or a line of output would not show as they are. */
export const BRANCH_NAME = /^(?![\s\S]*(?:\.\.|\/\/|\/\.|\.lock(?:\/|$)|[./]$))[A-Za-z0-9_][A-Za-z0-9._/-]*$/;

/** A variable of the environment at its beginning, or none; no name and password before the host. */
const PROBE_URL = /^(?:\$\{[A-Za-z_][A-Za-z0-9_]*\}|https?:\/\/)[^\s{}@/?#\\]*(?:[/?#][^\s{}]*)?$/;

export const deploymentSchema = z
  .strictObject({
    record: filePath()
      .optional()
      .describe(
        'The record of the last good production deploy; where there are several services, that of the first.',
      ),
    services: servicesSchema.optional(),
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
        signers: filePath()
          .optional()
          .describe(
            'A file in the form of allowed_signers of ssh-keygen: each entry of the audit log then has to be signed by one of those whom it names. Left out: nobody signs, and a log that was made anew as a whole cannot be told from the one before.',
          ),
      })
      .optional()
      .describe('Where records and the audit log are written. Left out: `mode: file`.'),
    probes: z
      .array(
        z.strictObject({
          environment: placeNameForm().describe('Where it asks.'),
          service: placeNameForm().optional().describe('Which service it asks. Default: the first.'),
          url: z
            .string()
            .regex(PROBE_URL, 'Write an address such as ${PRODUCTION_URL}/health, without a password')
            .describe(
              'What answers there, over https, or http of this machine. It may start with a variable such as ${PRODUCTION_URL}.',
            ),
          identity: z
            .string()
            .regex(IDENTITY_PATH, 'Write a path such as $.sha')
            .describe('Place of the full id of the running commit in the JSON of the answer.'),
        }),
      )
      .optional()
      .describe('How a place says which commit runs there. `record deployed` asks before it writes.'),
  })
  .describe('How a deploy is recorded.');

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
