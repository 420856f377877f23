import { z } from 'zod';

import { filePath } from './path-forms.ts';

/** The name of a folder and of a file on every system, and part of the name of a lock. */
export const PLACE_NAME = /^[A-Za-z0-9][A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]+)*$/;

export const deploymentSchema = z
  .strictObject({
    record: filePath().describe(
      'The record of the last good production deploy; where there are several services, that of the first.',
    ),
    services: z
      .array(serviceName())
      .min(1)
      .optional()
      .describe(
        'What is deployed by itself. Each has a record in each environment: the first one in production at `record`, the others below infrastructure/deploys.',
      ),
  })
  .describe('How a deploy is recorded.');

function serviceName() {
  return z
    .string()
    .regex(PLACE_NAME, { error: 'Write a name of letters, digits, dots, hyphens and underscores' });
}
