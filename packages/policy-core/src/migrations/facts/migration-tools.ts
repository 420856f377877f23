import { isAboutChange, type Observations } from '../../model/observations.ts';
import type { MigrationsSection } from '../../policy/policy.ts';
import { migrationKind } from './migration-files.ts';
import { defineSubjects, eachAt } from '../../engine/judged-fact.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';

/** A file that the change adds, and no migration. */
export interface AddedFile {
  readonly path: string;
  /** The other tool for migrations that it belongs to; `undefined`: to none. */
  readonly tool: string | undefined;
}

export const secondTools = defineSubjects<AddedFile>({
  name: 'second-tools',
  words: 'the change',
  of: 'changed path',
  isConfigured: (get) => policySections(get, 'migrations').migrations.alembic.length > 0,
  compute: (get) =>
    eachAt(findAddedFiles(policySections(get, 'migrations'), seenParts(get, 'focus', 'change'))),
});

/** Empty unless the policy names revisions of Alembic. */
function findAddedFiles(
  policy: MigrationsSection,
  { focus, change }: Pick<Observations, 'focus' | 'change'>,
): readonly AddedFile[] {
  if (policy.migrations.alembic.length === 0 || !change.known || !isAboutChange(focus)) return [];
  return change.value.entries.flatMap(({ path, status }) => {
    if (status !== 'added' || migrationKind(policy, path) !== undefined) return [];
    return [{ path, tool: TOOLS.find(({ files }) => files.test(path))?.tool }];
  });
}

/** Names that nothing else has, each with what it belongs to. */
const TOOLS: readonly { readonly tool: string; readonly files: RegExp }[] = [
  {
    tool: 'Flyway',
    files: /(?:^|\/)(?:flyway\.(?:conf|toml|properties)|[VUR]\d+(?:[._]\d+)*__\w[^/]*\.sql)$/,
  },
  {
    tool: 'Liquibase',
    files:
      /(?:^|\/)(?:liquibase\.properties|(?:db\.changelog[\w.-]*|changelog[-_.](?:master|root))\.(?:xml|ya?ml|json|sql))$/i,
  },
  { tool: 'Django', files: /(?:^|\/)migrations\/\d{4}_\w+\.py$/ },
  { tool: 'Prisma', files: /(?:^|\/)prisma\/(?:schema\.prisma|migrations\/.+\.sql)$/ },
  { tool: 'yoyo', files: /(?:^|\/)yoyo\.ini$/ },
  { tool: 'Aerich', files: /(?:^|\/)aerich\.ini$/ },
  { tool: 'Piccolo', files: /(?:^|\/)piccolo_(?:conf\.py|migrations\/)/ },
  { tool: 'Knex', files: /(?:^|\/)knexfile\.[cm]?[jt]s$/ },
  { tool: 'Sequelize', files: /(?:^|\/)\.sequelizerc$/ },
  { tool: 'TypeORM', files: /(?:^|\/)ormconfig\.\w+$/ },
  { tool: 'Drizzle', files: /(?:^|\/)drizzle\.config\.[cm]?[jt]s$/ },
  { tool: 'Rails', files: /(?:^|\/)db\/migrate\/\d{14}_\w+\.rb$/ },
  { tool: 'Sqitch', files: /(?:^|\/)sqitch\.(?:plan|conf)$/ },
  { tool: 'Atlas', files: /(?:^|\/)atlas\.(?:hcl|sum)$/ },
  { tool: 'golang-migrate', files: /(?:^|\/)\d+_[^/]+\.(?:up|down)\.sql$/ },
];
