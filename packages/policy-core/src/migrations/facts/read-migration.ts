import type { FileContent } from '../../model/file-content.ts';
import { namedByConvention } from '../history/named-by-convention.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Parsers } from '../../parsers/parsers.ts';
import { spansIn } from '../../model/source-span.ts';
import type { ModulesFor } from '../alembic/revision-modules.ts';
import type { RevisionReading } from '../alembic/revision-reading.ts';
import { knownReading } from '../alembic/known-readings.ts';
import type { ConventionFor } from '../operations/naming-template.ts';
import type { MigrationKind } from './migration-files.ts';
import type { MigrationReading, MigrationScript } from '../analysis/migrations.ts';
import { knownSqlReading } from '../sql/file-reading.ts';
import { upgradePart } from '../sql/upgrade-part.ts';

interface MigrationText {
  readonly path: string;
  readonly kind: MigrationKind;
  readonly content: Known<FileContent>;
  /** Left out: what it imports is not at hand. */
  readonly modulesFor?: ModulesFor;
  /** Left out: nothing names what it leaves without a name. */
  readonly conventionFor?: ConventionFor;
}

export function readMigration(
  { path, kind, content, modulesFor, conventionFor }: MigrationText,
  parsers: Parsers | undefined,
): MigrationScript {
  const script = { path, history: undefined };
  if (!content.known) return { ...script, reading: content };
  if (content.value.kind === 'absent') return { ...script, reading: observed(content.value) };
  if (content.value.kind === 'unreadable') {
    return { ...script, reading: observed({ kind: 'unanalyzable', problem: content.value.problem }) };
  }
  if (parsers === undefined) return { ...script, reading: unobserved('the parsers are not loaded') };
  const { text } = content.value;
  if (kind === 'sql') return { ...script, reading: observed(sqlReading(path, text, parsers)) };
  const read = knownReading(parsers, text, modulesFor?.(path, text));
  const revision = namedByConvention(read, conventionFor?.(path));
  return { ...script, reading: observed(revisionReading(path, text, revision)) };
}

function sqlReading(path: string, text: string, parsers: Parsers): MigrationReading {
  const spans = spansIn(path, text);
  const { upgrade } = knownSqlReading(parsers, upgradePart(path, text));
  return {
    kind: 'read',
    text,
    revision: undefined,
    upgrade,
    span: ({ start, end }) => spans.span(start, end),
  };
}

function revisionReading(path: string, text: string, revision: RevisionReading): MigrationReading {
  const spans = spansIn(path, text);
  if (revision.kind === 'unanalyzable') {
    return { kind: 'unreadable', problem: revision.problem, at: spans.span(revision.start, revision.end) };
  }
  return {
    kind: 'read',
    text,
    revision,
    upgrade: revision.upgrade,
    span: ({ start, end }) => spans.span(start, end),
  };
}
