import { z } from 'zod';

import { duration } from './duration-form.ts';
import { folderPath, mayBeEmpty, pathPatterns } from './text-forms.ts';

/** Major versions of PostgreSQL whose behaviour is known, the oldest first. */
export const PG_VERSIONS = [13, 14, 15, 16, 17, 18] as const;

/** How migrations come to the database: with every start of the service, or when somebody says so. */
export const APPLY_TERMS = ['on_start', 'manual_unless_trivial'] as const;

/** Databases that migrations run on; of PostgreSQL it is known what statements lock and rewrite. */
export const DIALECTS = ['postgresql', 'mysql', 'mariadb', 'sqlite', 'oracle', 'mssql'] as const;

export type Dialect = (typeof DIALECTS)[number];

const alembicPlace = z
  .strictObject({
    name: z.string().min(1).optional().describe('Name of the history; default: its first folder.'),
    folders: z.array(folderPath()).min(1).describe('Folders that hold its revisions.'),
    recursive: z
      .boolean()
      .optional()
      .describe('Whether folders below them hold revisions, too. Default: false.'),
  })
  .describe('One history over several folders, where no configuration of Alembic says so.');

/** `wipe` or `app.wipe`: neither a call nor a pattern. */
function functionName() {
  return z
    .string()
    .regex(
      /^(?!public\.)[^\s"'();,.*]+(?:\.[^\s"'();,.*]+)?$/,
      'must be the name of a function, such as note or audit.note',
    );
}

export const migrationsSchema = z
  .strictObject({
    alembic: z
      .array(z.union([folderPath(), alembicPlace]))
      .optional()
      .describe(
        'Folders that hold Alembic revisions, such as alembic/versions. A map is one history over several folders.',
      ),
    may_be_empty: mayBeEmpty(),
    sql: pathPatterns().optional().describe('Path patterns of SQL migrations.'),
    application: pathPatterns()
      .optional()
      .describe(
        'Path patterns of code and scripts in which nothing may change the schema. Tests and migrations among them are left out.',
      ),
    models: pathPatterns()
      .optional()
      .describe(
        'Path patterns of the files that describe the tables. Their changes come with a migration, and `env.py` knows those named in full.',
      ),
    apply: z
      .enum(APPLY_TERMS)
      .optional()
      .describe(
        '`on_start`: the service upgrades its database when it starts. `manual_unless_trivial`: somebody starts each upgrade.',
      ),
    dialect: z
      .union([z.enum(DIALECTS), z.record(folderPath(), z.enum(DIALECTS))])
      .optional()
      .describe(
        'Database that the migrations run on; a map names one for each folder. Without it the evidence decides: addresses, drivers, types. Locks and rewrites are judged for `postgresql`, and where nothing shows it.',
      ),
    pg_version: z
      .literal(PG_VERSIONS)
      .optional()
      .describe(
        'Major version of the PostgreSQL that runs the migrations. Without it they are judged by what holds for every version from 13 on.',
      ),
    baseline: z
      .string()
      .min(1)
      .optional()
      .describe('Id of the revision of the schema as it was before Alembic; it must stay empty.'),
    once: z
      .array(z.string().min(1))
      .optional()
      .describe(
        'Ids of revisions that may run only once, such as one that hashes what it finds: the guard refuses to bring them again, or to take them back.',
      ),
    harmless_functions: z
      .array(functionName())
      .optional()
      .describe(
        'Names of functions and procedures that the team vouches for: they change no rows and no objects. As statements write them, such as audit.note; `public.` is left out.',
      ),
    disabled_at_most: duration()
      .optional()
      .describe(
        'How long DISABLE_AUTO_MIGRATIONS may stay set before the guard refuses a release, such as 24h. Default: 24h.',
      ),
  })
  .describe('Where schema migrations lie, and who may change the schema beside them.');
