import {
  judgedUtilityStatements,
  type JudgedUtilityStatement,
} from '../effects/judged-utility-statements.ts';
import { alsoDoes, verbForm } from '../analysis/verb-form.ts';
import { formatName, formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const domainConstraint = defineRule({
  id: 'migrations/domain-constraint',
  summary: 'Do not make PostgreSQL read every row for a domain constraint.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['alter-domain'],

  options: NO_OPTIONS,

  messages: {
    constraint:
      'This constraint of a domain makes PostgreSQL read every row. Add it as NOT VALID, and validate it in its own transaction: this {takes} SHARE on {tables} and {reads} every row, and writers wait.',
    notNull:
      'This NOT NULL of a domain makes PostgreSQL read every row. Make the columns NOT NULL instead, each with a valid CHECK: this {takes} SHARE on {tables} and {reads} every row, and writers wait.',
  },

  *check(_get, migration) {
    for (const judged of judgedUtilityStatements(migration, 'alter-domain')) {
      const { step, deed } = judged;
      if (!(deed.change === 'set-not-null' || (deed.change === 'add-constraint' && !deed.notValid))) continue;
      const tables = tablesOf(judged);
      if (tables === undefined) continue;
      yield {
        kind: 'violation',
        messageId: deed.change === 'set-not-null' ? 'notNull' : 'constraint',
        data: { takes: verbForm(step, 'take'), tables, reads: alsoDoes(step, 'read') },
        at: step.at,
      };
    }
  },
});

/** `undefined` where none of them can have rows. */
function tablesOf(judged: JudgedUtilityStatement<'alter-domain'>): string | undefined {
  const { deed, effects } = judged;
  if (isMadeBefore(judged)) return undefined;
  if (effects.relations.length === 0)
    return `every table that has a column of the domain ${formatName(deed.domain)}`;
  const tables = judged.existing;
  return tables.length === 0 ? undefined : tables.map(({ relation }) => formatTable(relation)).join(', ');
}

/** By the same migration: the tables that have it are new as well. */
function isMadeBefore({ step, deed: { domain } }: JudgedUtilityStatement<'alter-domain'>): boolean {
  return step.upgrade.steps
    .slice(0, step.index)
    .some(
      (before) =>
        before.kind === 'operation' &&
        before.operation.kind === 'create-object' &&
        before.operation.object === 'domain' &&
        before.operation.name.isKnown &&
        before.operation.name.text === domain.text,
    );
}
