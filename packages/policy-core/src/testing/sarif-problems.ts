import { z } from 'zod';

import { checkAnswer } from '../answers/check-answer.ts';

const message = z.strictObject({ text: z.string() });
const region = z.strictObject({
  startLine: z.int().positive(),
  startColumn: z.int().positive(),
  endLine: z.int().positive(),
  endColumn: z.int().positive(),
});
const artifactLocation = z.strictObject({ uri: z.string().min(1), uriBaseId: z.literal('%SRCROOT%') });
const physicalLocation = z.strictObject({ artifactLocation, region });
const level = z.enum(['none', 'note', 'warning', 'error']);

const fix = z.strictObject({
  description: message,
  artifactChanges: z
    .array(
      z.strictObject({
        artifactLocation,
        replacements: z.array(z.strictObject({ deletedRegion: region, insertedContent: message })).min(1),
      }),
    )
    .min(1),
  properties: z.looseObject({}),
});

const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().nonnegative(),
  kind: z.literal('open').optional(),
  level,
  message,
  locations: z.array(z.strictObject({ physicalLocation })).length(1),
  partialFingerprints: z.record(z.string(), z.string()).optional(),
  relatedLocations: z
    .array(z.strictObject({ id: z.int().nonnegative(), message, physicalLocation }))
    .min(1)
    .optional(),
  fixes: z.array(fix).min(1).optional(),
  properties: z.looseObject({}),
});

const descriptor = z.strictObject({
  id: z.string(),
  shortDescription: message,
  help: message,
  helpUri: z.url().optional(),
  defaultConfiguration: z.strictObject({ level }),
});

const notification = z.strictObject({
  level,
  message,
  associatedRule: z.strictObject({ id: z.string() }).optional(),
});

/**
 * The part of SARIF 2.1.0 that reports use, copied by hand from the tables of the standard, with every
 * property it requires. The full JSON schema is not here: no small package has it.
 */
const sarifLog = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'),
  runs: z
    .array(
      z.strictObject({
        tool: z.strictObject({
          driver: z.strictObject({
            name: z.string().min(1),
            version: z.string(),
            informationUri: z.url().optional(),
            rules: z.array(descriptor),
          }),
        }),
        columnKind: z.literal('utf16CodeUnits'),
        invocations: z.array(
          z.strictObject({
            executionSuccessful: z.boolean(),
            exitCode: z.int(),
            toolExecutionNotifications: z.array(notification),
          }),
        ),
        results: z.array(result),
        properties: z.strictObject({
          coverage: checkAnswer.shape.coverage,
          notApplicable: z.array(
            z.strictObject({ ruleId: z.string(), reason: z.string(), message: z.string() }),
          ),
        }),
      }),
    )
    .length(1),
});

/** What is wrong with a log, as far as a shape and the rules between its parts can tell. */
export function sarifProblems(log: unknown): readonly string[] {
  const parsed = sarifLog.safeParse(log);
  if (!parsed.success) return [z.prettifyError(parsed.error)];
  return parsed.data.runs.flatMap(({ results, tool: { driver } }) => [
    ...results
      .filter(({ ruleId, ruleIndex }) => driver.rules[ruleIndex]?.id !== ruleId)
      .map(({ ruleId }) => `${ruleId} has a wrong ruleIndex`),
    ...results
      .filter((one) => (one.kind === 'open') !== (one.level === 'none'))
      .map(({ ruleId }) => `${ruleId} has a level that does not go with its kind`),
    ...(new Set(driver.rules.map(({ id }) => id)).size === driver.rules.length
      ? []
      : ['a rule is listed twice']),
  ]);
}
