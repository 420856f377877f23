import type { PatternCompiler } from './compile-patterns.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { MigrationPolicy } from './policy.ts';

export function migrationPolicy({ migrations = {} }: PolicyFile, compiler: PatternCompiler): MigrationPolicy {
  const patterns = (texts: readonly string[] | undefined, key: string) =>
    compiler.patterns(texts ?? [], ['migrations', key]).map(({ pattern }) => pattern);
  return {
    alembic: (migrations.alembic ?? []).map((folder) => folder.replace(/\/+$/, '')),
    sql: patterns(migrations.sql, 'sql'),
    application: patterns(migrations.application, 'application'),
    apply: migrations.apply,
  };
}
