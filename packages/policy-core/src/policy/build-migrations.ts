import type { PolicySourceText } from './build-policy.ts';
import type { PatternCompiler } from './compile-patterns.ts';
import type { PolicyFile } from './policy-schema.ts';
import type { MigrationPolicy } from './policy.ts';

export function migrationPolicy(
  { migrations = {} }: PolicyFile,
  source: PolicySourceText,
  compiler: PatternCompiler,
): MigrationPolicy {
  const { baseline } = migrations;
  const patterns = (texts: readonly string[] | undefined, key: string) =>
    compiler.patterns(texts ?? [], ['migrations', key]).map(({ pattern }) => pattern);
  return {
    alembic: (migrations.alembic ?? []).map((folder) => folder.replace(/\/+$/, '')),
    sql: patterns(migrations.sql, 'sql'),
    application: patterns(migrations.application, 'application'),
    models: patterns(migrations.models, 'models'),
    apply: migrations.apply,
    baseline:
      baseline === undefined ? undefined : { id: baseline, at: source.spanOf(['migrations', 'baseline']) },
  };
}
