import { judgedRevisions } from '../analysis/judged-revisions.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const createAllInMigration = defineRule({
  id: 'migrations/create-all-in-migration',
  summary: 'Name the tables that a revision creates and drops.',
  defaultSeverity: 'error',
  subjects: migrationSubjects,
  onlyWith: ['revision'],

  options: NO_OPTIONS,

  messages: {
    creates:
      'This creates every table that the models have at run time. Name each with op.create_table, so that later revisions can create theirs.',
    drops: 'This drops all tables and rows of the models at run time. Name each with op.drop_table.',
  },

  *check(_get, migration) {
    for (const { revision, text, span } of judgedRevisions(migration)) {
      for (const step of [...revision.upgrade.steps, ...revision.downgrade.steps]) {
        const kind = step.kind === 'operation' ? step.operation.kind : undefined;
        if (kind !== 'create-all' && kind !== 'drop-all') continue;
        if (!OF_METADATA.test(text.slice(step.start, step.end))) continue;
        const messageId = kind === 'create-all' ? 'creates' : 'drops';
        yield { kind: 'violation', messageId, data: {}, at: span(step) };
      }
    }
  },
});

/** A service of the repository may have such methods, too. */
const OF_METADATA = /\b(?:\w*meta(?:data)?|db)\s*(?:\([^()]*\)\s*)?\.\s*(?:create|drop)_all\b/i;
