import { z } from 'zod';

import { programWords } from './driver-schema.ts';
import { wait, waitOrNone } from './duration-form.ts';
import { identifier } from './text-forms.ts';
import { variableName } from './variable-form.ts';

/** A variable of the environment holds its beginning, up to the path: no address and no password stands in the file. */
const URL_OF_VARIABLE = /^\$\{[A-Za-z_][A-Za-z0-9_]*\}(?::\d{1,5})?(?:[/?][^\s{}#\\]*)?$/;

/** Keys that lead into JSON: `$.sha`. */
export const IDENTITY_PATH = /^\$(?:\.[A-Za-z0-9_-]+)+$/;

const shared = {
  id: identifier().describe('Name of the probe in reports of a deploy.'),
  deadline: wait().optional().describe('How long it may take until the service is healthy. Default: 5m.'),
  interval: wait().optional().describe('How long to wait between two attempts. Default: 5s.'),
  successes: z
    .int()
    .min(1)
    .max(1000)
    .optional()
    .describe('How many attempts in a row must succeed. Default: 3.'),
  bake: waitOrNone()
    .optional()
    .describe('How long the service must then stay healthy; 0s: not at all. Default: 1m.'),
};

const http = z
  .strictObject({
    kind: z.literal('http').describe('What is asked: with `http` an address.'),
    ...shared,
    url: z
      .string()
      .regex(URL_OF_VARIABLE, 'Begin it with a variable, as in ${STAGING_URL}/health')
      .describe(
        'The address. It begins with a variable such as ${STAGING_URL}; only https counts, and http of this machine. Redirects are not followed.',
      ),
    identity: z
      .string()
      .regex(IDENTITY_PATH, 'Write a path such as $.sha')
      .optional()
      .describe('Where the JSON of the answer holds the full id of the running commit, such as $.sha.'),
    status: z
      .int()
      .min(100)
      .max(599)
      .optional()
      .describe('The HTTP status of a healthy service. Default: 200.'),
  })
  .describe('Asks an address of the service.');

const sql = z
  .strictObject({
    kind: z.literal('sql').describe('What is asked: with `sql` a database.'),
    ...shared,
    variable: variableName().describe('Name of the environment variable with the address of the database.'),
    query: z.string().min(1).optional().describe('A query that only reads. Default: select 1.'),
  })
  .describe('Asks a database of the service.');

const command = z
  .strictObject({
    kind: z.literal('command').describe('What is asked: with `command` a program.'),
    ...shared,
    run: programWords().describe(
      'The program, as a list of words that no shell reads. Exit code 0: healthy.',
    ),
  })
  .describe('Runs a program of yours.');

export const probeSchema = z.discriminatedUnion('kind', [http, sql, command]);

export type WrittenProbe = z.output<typeof probeSchema>;
