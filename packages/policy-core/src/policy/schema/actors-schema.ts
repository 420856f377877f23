import { z } from 'zod';

import { patterns } from './text-forms.ts';

const names = () => z.array(z.string().min(1));

/** One address, or the noreply address of an account of the forge. Never everybody of a domain. */
const email = z
  .string()
  .regex(
    /^(\*\+)?[^@*\s]+@[^@*\s]+\.[^@*\s]+$/,
    'Write one exact address, or *+LOGIN@users.noreply.github.com. A whole domain would make people of it look like agents',
  );

export const actorsSchema = z
  .strictObject({
    ai: z
      .strictObject({
        branches: patterns().optional().describe('Branches that only agents use.'),
        accounts: names().optional().describe('Logins or numeric ids on the forge.'),
        emails: z.array(email).optional().describe('Addresses of commit authors and committers.'),
        trailers: z
          .array(
            z.strictObject({
              key: z
                .union([z.string(), names().min(1)])
                .describe('Names of the trailer, in any case: Co-authored-by.'),
              value: z
                .string()
                .optional()
                .describe('Text its value holds, or a regular expression between slashes: /\\bclaude\\b/i.'),
            }),
          )
          .optional()
          .describe('Trailers of commit messages.'),
        labels: names().optional().describe('Labels that say so.'),
        local_env: names().optional().describe('Environment variables that agents set on a machine.'),
      })
      .optional()
      .describe('Signs of an AI-made change. A list that is left out has the well-known agents.'),
    automation: z
      .strictObject({ accounts: names().describe('Logins or numeric ids on the forge.') })
      .optional()
      .describe('Bots that are not AI agents, by login or numeric id.'),
    human: z
      .strictObject({
        accounts: names().optional().describe('Logins or numeric ids on the forge.'),
        emails: z.array(email).optional().describe('Addresses of commit authors and committers.'),
      })
      .optional()
      .describe('People, for `default: ai`.'),
    default: z
      .enum(['human', 'ai'])
      .optional()
      .describe('Author of a change without a sign. `ai`: whoever is not named a person is an agent.'),
  })
  .describe('Who counts as an AI agent, who as automation, who as a person.');
