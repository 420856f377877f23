import { z } from 'zod';

import { SEVERITIES } from '../model/finding.ts';
import { actorsSchema } from './schema/actors-schema.ts';
import { ACTOR_CLASSES, CHANGE_KINDS, labelsSchema, requiredLabel } from './schema/approval-schema.ts';
import { branchesSchema } from './schema/branches-schema.ts';
import { changeScopeSchema } from './schema/change-scope-schema.ts';
import { databasesSchema } from './schema/databases-schema.ts';
import { dependenciesSchema } from './schema/dependencies-schema.ts';
import { deploymentSchema } from './schema/deployment-schema.ts';
import { generateSchema } from './schema/generate-schema.ts';
import { integritySchema } from './schema/integrity-schema.ts';
import { migrationsSchema } from './schema/migrations-schema.ts';
import {
  FORMATS,
  filePath,
  identifier,
  mayBeEmpty,
  named,
  pathPattern,
  pathPatterns,
} from './schema/text-forms.ts';
import { variablesSchema } from './schema/variables-schema.ts';

/** What a policy file may hold. A key is here only once something enforces it. */
export const policySchema = z.strictObject({
  $schema: z
    .string()
    .optional()
    .describe('Address of this schema, for editors that complete and check while typing.'),
  version: z.literal(1).describe('Version of the policy format.'),
  extends: z
    .union([named('preset-name'), z.array(named('preset-name'))])
    .transform((names) => (typeof names === 'string' ? [names] : names))
    .optional()
    .describe(
      'What this policy builds on: presets by name, files of the repository (./base.yaml), npm:NAME@VERSION and github:OWNER/REPOSITORY//PATH@COMMIT. Maps merge key by key and lists of sections with an id by id; any other list is replaced. Of several the later wins, and this file wins over all.',
    ),
  policy: z
    .strictObject({
      title: z.string().min(1).optional().describe('Shown at the head of every report.'),
      version: z
        .string()
        .min(1)
        .optional()
        .describe("Your own version of these rules, such as '1.2'. Shown in every report."),
      status: z
        .enum(['canonical', 'draft'])
        .optional()
        .describe(
          '`draft` reports every finding as a warning, so that nothing is blocked while you try the policy.',
        ),
    })
    .optional()
    .describe('Name of this policy, and how binding it is.'),
  scope: pathPatterns()
    .min(1)
    .optional()
    .describe(
      'Path patterns this policy governs. Files outside are not judged, protected paths excepted. Without it the whole repository is governed.',
    ),
  patterns: z
    .strictObject({
      dialect: z
        .enum(['lockpath', 'codeowners'])
        .optional()
        .describe('How path patterns are read; docs/path-patterns.md explains both.'),
      case: z.literal('sensitive').optional().describe('`Core` is not `core`.'),
      unicode: z.literal('nfc').optional().describe('Composed and decomposed letters are the same.'),
    })
    .optional()
    .describe('How the path patterns of this file are read.'),
  branches: branchesSchema.optional(),
  actors: actorsSchema.optional(),
  labels: labelsSchema.optional(),
  protected: z
    .array(
      z.strictObject({
        id: identifier().describe('Name of the section in findings.'),
        description: z.string().optional().describe('Description of these paths.'),
        paths: pathPatterns().min(1).describe('Path patterns that need approval before they change.'),
        may_be_empty: mayBeEmpty(),
        except: pathPatterns().optional().describe('Path patterns taken out of this section.'),
        require: requiredLabel().describe('The approval that a change of them needs.'),
        applies_to: z
          .array(z.enum(ACTOR_CLASSES))
          .min(1)
          .optional()
          .describe("Whose changes need the approval; everybody's unless it says otherwise."),
        changes: z
          .array(z.enum(CHANGE_KINDS))
          .min(1)
          .optional()
          .describe('Kinds of change that count; default: all.'),
        owners: z
          .array(z.string().min(1))
          .optional()
          .describe('Who answers for these paths, for `lockkeeper generate codeowners`: @org/team.'),
        docs: z.string().optional().describe('Document that explains the section; shown with its findings.'),
      }),
    )
    .optional()
    .describe('Paths that only change with an approval.'),
  change_scope: changeScopeSchema.optional(),
  dependencies: dependenciesSchema.optional(),
  integrity: integritySchema.optional(),
  migrations: migrationsSchema.optional(),
  databases: databasesSchema.optional(),
  variables: variablesSchema.optional(),
  deployment: deploymentSchema.optional(),
  generate: generateSchema.optional(),
  unsupported: z
    .enum(['note', 'error'])
    .optional()
    .describe(
      'Severity of migrations and locks that Lockkeeper sees and cannot judge, such as those of Django, MySQL or uv. Default: note.',
    ),
  rules: z
    .record(
      named('rule-id'),
      z.union([
        z.enum(['off', ...SEVERITIES]),
        z.strictObject({
          severity: z
            .enum(['off', ...SEVERITIES])
            .optional()
            .describe('Severity of the rule; `off` disables it.'),
          options: z.unknown().optional().describe('Options of the rule, as on its page.'),
        }),
      ]),
    )
    .optional()
    .describe('Severity and options of single rules, by rule id.'),
  waivers: z
    .array(
      z.strictObject({
        rule: named('waivable-rule-id').describe('The rule that is waived.'),
        path: pathPattern().describe('Path pattern the waiver holds for.'),
        reason: z.string().min(1).describe('Why; shown in reports.'),
        approver: z.string().min(1).describe('Who answers for it.'),
        expires: z.iso
          .date({ error: 'Write a day such as 2026-12-31' })
          .describe('Last day of the waiver, UTC, as YYYY-MM-DD.'),
      }),
    )
    .optional()
    .describe('Findings that are accepted until a date.'),
  since: z
    .string()
    .min(1)
    .optional()
    .describe('A commit or an Alembic revision: on the whole tree only migrations after it are judged.'),
  baseline: filePath().optional().describe('File of accepted findings, written by `lockkeeper baseline`.'),
  documents: pathPatterns()
    .optional()
    .describe('Path patterns of the documents that explain the policy: what they refer to must exist.'),
});

export type PolicyFile = z.output<typeof policySchema>;

/** The schema editors complete from, as JSON Schema (draft 2020-12). */
export function policyJsonSchema(): object {
  return jsonSchema((schema) => {
    // A strict validator refuses a format that it does not know.
    if (OWN_FORMATS.has(schema.format ?? '')) delete schema.format;
  });
}

/** The same, with what a text stands for where only our own editors can tell: see `text-forms.ts`. */
export function policyEditorSchema(): object {
  return jsonSchema();
}

const OWN_FORMATS: ReadonlySet<string> = new Set(FORMATS);

type Part = z.core.JSONSchema.BaseSchema;

function jsonSchema(change: (part: Part) => void = () => undefined): object {
  const written = z.toJSONSchema(policySchema, {
    io: 'input',
    override: ({ jsonSchema: part }) => {
      withOneWord(part);
      change(part);
    },
  });
  return {
    ...written,
    title: 'Lockkeeper policy',
    description: 'One policy file, the same verdict in the editor, in CI and at the deploy button.',
  };
}

/** Forms of which each has its own kind: no value fits two of them, and one word for a choice is enough. */
function withOneWord(part: Part): void {
  if (part.oneOf === undefined) return;
  part.anyOf = part.oneOf;
  delete part.oneOf;
}
