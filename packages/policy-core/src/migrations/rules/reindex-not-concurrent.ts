import { effectText } from '../effects/effect-words.ts';
import {
  judgedUtilityStatements,
  type JudgedUtilityStatement,
} from '../effects/judged-utility-statements.ts';
import { verbForm } from '../analysis/verb-form.ts';
import { formatTable } from '../operations/format-name.ts';
import { defineRule, NO_OPTIONS } from '../../engine/rule.ts';
import { migrationSubjects } from '../facts/judged-migrations.ts';

export const reindexNotConcurrent = defineRule({
  id: 'migrations/reindex-not-concurrent',
  summary: 'Rebuild an index CONCURRENTLY.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['reindex'],

  options: NO_OPTIONS,

  messages: {
    table:
      'This rebuilds an index without CONCURRENTLY. Use REINDEX CONCURRENTLY, outside of a transaction: this {takes}, and most readers wait, too.',
    unknown:
      'This {builds} {what} again, without CONCURRENTLY. Use REINDEX CONCURRENTLY, outside of a transaction, because writers and most readers wait.',
    many: 'This {builds} all indexes of {what} again, without CONCURRENTLY. Use REINDEX CONCURRENTLY, because writers and most readers of each table wait.',
    system:
      'This {builds} the system catalog indexes again; every query may wait. Run it by hand while nobody uses the database, because it cannot run CONCURRENTLY.',
  },

  *check(_get, migration) {
    for (const judged of judgedUtilityStatements(migration, 'reindex')) {
      const { step, deed, effects } = judged;
      if (deed.concurrently === true) continue;
      const [built] = judged.existing;
      if (built === undefined && effects.relations.length > 0) continue;
      const takes = built && effectText(built, sureness(judged));
      yield {
        kind: 'violation',
        messageId: takes === undefined ? wholeOf(judged) : 'table',
        data: { takes: takes ?? '', builds: verbForm(sureness(judged), 'build'), what: whatOf(judged) },
        at: step.at,
      };
    }
  },
});

type Reindex = JudgedUtilityStatement<'reindex'>;

/** CONCURRENTLY may only show when it runs. */
function sureness({ step, deed }: Reindex): { readonly isCertain: boolean } {
  return { isCertain: step.isCertain && deed.concurrently === false };
}

function wholeOf({ deed: { what } }: Reindex): 'unknown' | 'many' | 'system' {
  if (what === 'system') return 'system';
  return what === 'index' || what === 'table' ? 'unknown' : 'many';
}

function whatOf({ deed: { what, name } }: Reindex): string {
  return `the ${what}${name === undefined ? '' : ` ${formatTable(name)}`}`;
}
