import { ANSWER_SCHEMAS } from '@lockkeeper/policy-core/report';
import { z } from 'zod';

import { errorAnswer } from '../../errors/error-answer.ts';
import { releaseAnswerJsonSchema } from '../release/answer/answer-schema.ts';

const RELEASE_COMMANDS = [
  'status',
  'deploy',
  'promote',
  'rollback',
  'approve',
  'resume',
  'abandon',
  'hold',
  'release',
  'block',
];

/** Commands whose answer has a published form, each by its words. */
export const COMMANDS_WITH_SCHEMA: readonly string[] = [...Object.keys(ANSWER_SCHEMAS), ...RELEASE_COMMANDS];

/**
 * The form of what a command says with `--format json`, as JSON Schema (draft 2020-12).
 *
 * @param command its words, such as `db audit`; `undefined` comes back where it has no published form
 */
export function answerJsonSchema(command: string): object | undefined {
  if (RELEASE_COMMANDS.includes(command)) return releaseAnswerJsonSchema();
  const answer = Object.hasOwn(ANSWER_SCHEMAS, command) ? ANSWER_SCHEMAS[command] : undefined;
  if (answer === undefined) return undefined;
  return {
    ...z.toJSONSchema(z.union([answer, errorAnswer]), {
      override: ({ jsonSchema }) => {
        // Of our own types: nobody sends us one of these.
        delete jsonSchema.readOnly;
      },
    }),
    title: `Answer of lockkeeper ${command}`,
    description: `What \`lockkeeper ${command} --format json\` prints: one document on the output.`,
  };
}
