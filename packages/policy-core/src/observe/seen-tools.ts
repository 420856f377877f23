import type { ForeignSql } from '../migrations/analysis/migrations.ts';
import { foreignSqlTools } from '../migrations/facts/foreign-sql.ts';
import { migrationKind } from '../migrations/facts/migration-files.ts';
import { otherDatabaseOfPath } from '../migrations/operations/named-database.ts';
import type { SeenTool } from '../model/observations.ts';
import type { Policy } from '../policy/policy.ts';

/** What the paths of a repository tell of tools that no rule reads. */
export interface ToolSearch {
  /** Files whose text tells more. */
  readonly reads: readonly string[];
  /** @param texts of these files, by path */
  readonly tools: (texts: ReadonlyMap<string, string>) => readonly SeenTool[];
}

/** Looks for migrations and locks of tools that no rule reads. @param paths every path of the repository */
export function searchTools(policy: Policy, paths: readonly string[]): ToolSearch {
  const telling = paths.filter((path) => MAY_TELL.test(path) && TELLING.test(path));
  return {
    reads: telling.filter((path) => PRISMA.test(path) || LIQUIBASE.test(path)).slice(0, MOST_READ),
    tools: (texts) => seenTools(policy, { paths: telling, texts }),
  };
}

const MOST_READ = 40;
const PRISMA = /(?:^|\/)migrations\/migration_lock\.toml$/;
const PRISMA_MIGRATION = /\/migration\.sql$/;
const LIQUIBASE =
  /change-?log[^/]*\.(?:xml|ya?ml|json|sql)$|(?:^|\/)liquibase[^/]*\/.*\.(?:xml|ya?ml|json|sql)$/i;

interface RepositoryPaths {
  readonly paths: readonly string[];
  readonly texts: ReadonlyMap<string, string>;
}

function seenTools(policy: Policy, { paths, texts }: RepositoryPaths): readonly SeenTool[] {
  const locks = new Set(policy.dependencies.flatMap(({ source, lock }) => [source, lock]));
  const judged = (path: string) => locks.has(path) || migrationKind(policy, path) !== undefined;
  const ofPrisma = prismaMigrations({ paths, texts });
  const prismaFiles = new Set(ofPrisma.flatMap(({ files }) => files));
  return [
    tool(
      'Django migrations',
      djangoMigrations(paths).filter((path) => !judged(path)),
    ),
    tool(
      'Rails migrations',
      paths.filter((path) => RAILS.test(path)),
    ),
    ...ofPrisma.map(({ provider, files }) =>
      tool(
        `Prisma migrations for ${provider}`,
        files.filter((path) => !judged(path)),
      ),
    ),
    ...foreignSqlTools(
      foreignMigrations(paths).filter(({ path }) => !judged(path) && !prismaFiles.has(path)),
    ),
    tool('Liquibase changelogs', liquibaseChangelogs(texts)),
    ...LOCKS.map(([name, file]) =>
      tool(
        `${name} locks`,
        paths.filter((path) => file.test(path) && !judged(path)),
      ),
    ),
  ].flatMap((found) => found ?? []);
}

function tool(name: string, files: readonly string[]): SeenTool | undefined {
  const [example] = files;
  return example === undefined ? undefined : { tool: name, files: files.length, example };
}

/** The folder of an app is a package: numbered scripts of others are none. */
function djangoMigrations(paths: readonly string[]): readonly string[] {
  const known = new Set(paths);
  return paths.filter((path) => {
    const { folder, number } = DJANGO.exec(path)?.groups ?? {};
    return number !== undefined && known.has(`${folder}/__init__.py`);
  });
}

const DJANGO = /(?<folder>^(?:.*\/)?migrations)\/(?:(?<number>\d{4})_\w+|__init__)\.py$/;

const RAILS = /(?:^|\/)db\/(?:\w+_)?migrate\/\d{14}_\w+\.rb$/;

interface PrismaMigrations {
  readonly provider: string;
  readonly files: readonly string[];
}

function prismaMigrations({ paths, texts }: RepositoryPaths): readonly PrismaMigrations[] {
  return [...texts].flatMap(([path, text]) => {
    const provider = PRISMA.test(path) ? /^\s*provider\s*=\s*["']([^"']+)["']/m.exec(text)?.[1] : undefined;
    if (provider === undefined || provider === 'postgresql') return [];
    const folder = path.slice(0, path.lastIndexOf('/') + 1);
    const files = paths.filter((other) => other.startsWith(folder) && PRISMA_MIGRATION.test(other));
    return [{ provider, files }];
  });
}

/** Whose paths name their database. Of those that the policy names, who reads them tells more. */
function foreignMigrations(paths: readonly string[]): readonly ForeignSql[] {
  return paths.flatMap((path) => {
    const database = SQL_MIGRATION.test(path) ? otherDatabaseOfPath(path) : undefined;
    return database === undefined ? [] : [{ path, database }];
  });
}

const SQL_MIGRATION = /(?:^|\/)(?:migrations?|db\/migrate)\/.*\.sql$/;

function liquibaseChangelogs(texts: ReadonlyMap<string, string>): readonly string[] {
  return [...texts].flatMap(([path, text]) =>
    /databaseChangeLog|^--\s*liquibase formatted sql/im.test(text) ? [path] : [],
  );
}

const LOCKS: readonly (readonly [tool: string, file: RegExp])[] = [
  ['uv', /(?:^|\/)uv\.lock$/],
  ['poetry', /(?:^|\/)poetry\.lock$/],
  ['pdm', /(?:^|\/)pdm\.lock$/],
  ['Pipenv', /(?:^|\/)Pipfile\.lock$/],
  ['conda', /(?:^|\/)(?:conda-lock\.ya?ml|conda-(?:linux|osx|win)-[\w-]+\.lock)$/],
  ['npm', /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/],
  ['pnpm', /(?:^|\/)pnpm-lock\.yaml$/],
  ['yarn', /(?:^|\/)yarn\.lock$/],
  ['Cargo', /(?:^|\/)Cargo\.lock$/],
  ['Go', /(?:^|\/)go\.sum$/],
];

/** Cheap, for each path of a large repository, where almost none tells of a tool. */
const MAY_TELL = /\.(?:lock|json|ya?ml|xml|sql|toml|sum)$|migrat/i;

const TELLING = new RegExp(
  [...LOCKS.map(([, file]) => file), DJANGO, RAILS, PRISMA, PRISMA_MIGRATION, SQL_MIGRATION, LIQUIBASE]
    .map(({ source }) => source)
    .join('|'),
  'i',
);
