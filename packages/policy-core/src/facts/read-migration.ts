import type { FileContent } from '../file-content.ts';
import { observed, unobserved, type Known } from '../known.ts';
import type { Parsers } from '../parsers/parsers.ts';
import { spansIn } from '../source-span.ts';
import { readAlembicRevision, type AlembicRevision } from '../alembic/revision.ts';
import type { MigrationKind } from './migration-files.ts';
import type { MigrationReading } from './migrations.ts';
import { readSqlScript } from '../sql/statements.ts';

export interface ReadMigration {
  readonly path: string;
  readonly reading: Known<MigrationReading>;
  /** Set for an Alembic revision whose header could be read. */
  readonly header: { readonly revision: string; readonly downRevisions: readonly string[] } | undefined;
}

interface MigrationText {
  readonly path: string;
  readonly kind: MigrationKind;
  readonly content: Known<FileContent>;
}

export function readMigration(
  { path, kind, content }: MigrationText,
  parsers: Parsers | undefined,
): ReadMigration {
  if (!content.known) return { path, reading: content, header: undefined };
  if (content.value.kind === 'absent') return { path, reading: observed(content.value), header: undefined };
  if (content.value.kind === 'unreadable') {
    return {
      path,
      reading: observed({ kind: 'unanalyzable', problem: content.value.problem }),
      header: undefined,
    };
  }
  if (parsers === undefined)
    return { path, reading: unobserved('the parsers are not loaded'), header: undefined };
  const { text } = content.value;
  if (kind === 'sql') return { path, reading: observed(sqlReading(path, text, parsers)), header: undefined };
  const revision = readAlembicRevision(parsers, text);
  return { path, reading: observed(revisionReading(path, text, revision)), header: headerOf(revision) };
}

function sqlReading(path: string, text: string, parsers: Parsers): MigrationReading {
  const spans = spansIn(path, text);
  const script = readSqlScript(parsers.sql, text);
  return {
    kind: 'read',
    drops: script.statements.flatMap(({ drops }) =>
      drops.map(({ table, start, end }) => ({ table, at: spans.span(start, end) })),
    ),
    unclear: script.problems.map(({ start, end, problem }) => ({ at: spans.span(start, end), problem })),
  };
}

function revisionReading(path: string, text: string, revision: AlembicRevision): MigrationReading {
  const spans = spansIn(path, text);
  if (revision.kind === 'unanalyzable') {
    return { kind: 'unreadable', problem: revision.problem, at: spans.span(revision.start, revision.end) };
  }
  return {
    kind: 'read',
    drops: revision.drops.map(({ table, start, end }) => ({ table, at: spans.span(start, end) })),
    unclear: revision.undecided.map(({ start, end, problem }) => ({ at: spans.span(start, end), problem })),
  };
}

function headerOf(revision: AlembicRevision): ReadMigration['header'] {
  if (revision.kind !== 'revision' || revision.revision === undefined || revision.downRevisions === undefined)
    return undefined;
  return { revision: revision.revision, downRevisions: revision.downRevisions };
}
