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
  summary: 'An index is built again while others read and write.',
  defaultSeverity: 'warning',
  subjects: migrationSubjects,
  databases: ['postgresql'],
  onlyWith: ['reindex'],

  options: NO_OPTIONS,

  messages: {
    table:
      'This {takes} until the transaction ends, and most readers do too, as planning a query asks for every index. Use REINDEX ... CONCURRENTLY, outside of a transaction.',
    unknown:
      'This {builds} {what} again; those who write its table wait until the transaction ends, and most readers do too, as planning a query asks for every index. Use REINDEX ... CONCURRENTLY, outside of a transaction.',
    many: 'This {builds} every index of {what} again, table by table; writers of each wait until it is done, and most readers do too, as planning a query asks for every index. Use REINDEX ... CONCURRENTLY.',
    system:
      'This {builds} the indexes of the system catalogs again; whoever plans a query may wait, and it cannot be done CONCURRENTLY. Run it by hand while nobody uses the database.',
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
