import type { RevisionHistory } from '../history/revision-history.ts';
import type { FileContent } from '../../model/file-content.ts';
import { observed, unobserved, type Known } from '../../model/known.ts';
import type { Observations, UnmatchedPlace } from '../../model/observations.ts';
import { nearestWord } from '../../policy/nearest-word.ts';
import type { MigrationsSection, NamedRevision, VouchedFunction } from '../../policy/policy.ts';
import type { Migrations } from '../analysis/migrations.ts';
import { revisionEnvironments } from './revisions-wanted.ts';
import { defineFact } from '../../engine/queries/query.ts';
import { policySections } from '../../engine/policy-sections.ts';
import { seenParts } from '../../engine/seen-inputs.ts';
import { earlierSql } from './earlier-sql.ts';
import { migrations } from './known-migrations.ts';

export const unmatchedNamesOfMigrations = defineFact<readonly UnmatchedPlace[]>({
  name: 'unmatched-names-of-migrations',
  compute: (get) =>
    findUnmatchedNames(
      policySections(get, 'migrations'),
      { ...seenParts(get, 'focus', 'files', 'revisions', 'unmatchedPlaces'), ...get(earlierSql) },
      get(migrations),
    ),
});

type Seen = Pick<Observations, 'focus' | 'files' | 'revisions' | 'sqlBefore' | 'unmatchedPlaces'>;

/**
 * Revisions that may run only once and are nowhere, and functions somebody vouches for that no migration names. Told where
 * all migrations are at hand: on the whole tree, and of a change that touches each history.
 */
function findUnmatchedNames(
  policy: MigrationsSection,
  seen: Seen,
  { histories }: Pick<Migrations, 'histories'>,
): readonly UnmatchedPlace[] {
  const { once, names } = askedOf(policy, seen);
  if (once.length + names.length === 0) return [];
  const all = everyHistory(policy, seen, histories);
  if (!all.known) return [];
  const ids = knownIds(all.value);
  const texts = textsOfMigrations(policy, seen, all.value);
  return [
    ...(ids.known ? lostIds(once, ids.value) : []),
    ...(texts.known ? lostNames(names, texts.value) : []),
  ];
}

/** Of a policy that names no migrations nobody knows what these mean. */
function askedOf(
  { migrations }: MigrationsSection,
  { unmatchedPlaces }: Pick<Observations, 'unmatchedPlaces'>,
) {
  const { alembic, sql, once, harmlessFunctions, mayBeEmpty } = migrations;
  const isAsked = unmatchedPlaces !== undefined && !mayBeEmpty;
  return {
    once: isAsked && alembic.length > 0 ? once : [],
    names: isAsked && alembic.length + sql.length > 0 ? harmlessFunctions : [],
  };
}

function lostIds(once: readonly NamedRevision[], ids: readonly string[]): readonly UnmatchedPlace[] {
  return once
    .filter(({ id }) => !ids.includes(id))
    .map(({ id, at }) => unmatched(id, at, nearestWord(id, ids)));
}

function lostNames(names: readonly VouchedFunction[], texts: readonly string[]): readonly UnmatchedPlace[] {
  return names
    .filter(({ name }) => !texts.some((text) => isNamedIn(text, name)))
    .map(({ name, at }) => unmatched(name, at, undefined));
}

function unmatched(written: string, at: UnmatchedPlace['at'], meant: string | undefined): UnmatchedPlace {
  return { section: 'migrations', written: [written], at, meant: meant ?? null, hidden: null };
}

/** Of a change only those histories are read that it touches. */
function everyHistory(
  policy: MigrationsSection,
  { focus, files, revisions }: Pick<Observations, 'focus' | 'files' | 'revisions'>,
  histories: Migrations['histories'],
): Migrations['histories'] {
  if (!histories.known || focus.kind === 'tree' || policy.migrations.alembic.length === 0) return histories;
  if (revisions?.paths.known !== true) return unobserved('the revisions were not looked at');
  const { environments } = revisionEnvironments(policy, revisions.paths.value, [revisions.files, files]);
  return environments.length === histories.value.length
    ? histories
    : unobserved('the change touches other revisions alone');
}

/** Also those that the change takes away. */
function knownIds(histories: readonly RevisionHistory[]): Known<readonly string[]> {
  const ids = new Set<string>();
  for (const { graph, before } of histories) {
    if (before?.known === false) return before;
    for (const one of [graph, before?.value]) for (const id of one?.revisions.keys() ?? []) ids.add(id);
  }
  return observed([...ids]);
}

/** And of modules that they import. */
function textsOfMigrations(
  { migrations: { sql } }: MigrationsSection,
  { focus, files, revisions, sqlBefore }: Pick<Observations, 'focus' | 'files' | 'revisions' | 'sqlBefore'>,
  histories: readonly RevisionHistory[],
): Known<readonly string[]> {
  if (focus.kind !== 'tree' && sql.length > 0 && sqlBefore?.known !== true)
    return unobserved('the other migrations were not looked at');
  const before = sqlBefore?.known === true ? sqlBefore.value : {};
  const contents = [files, revisions?.files ?? {}, before].flatMap((all) =>
    Object.entries(all).flatMap(([path, content]) => (CODE.test(path) ? [content] : [])),
  );
  const unread = contents.find(isUnread);
  if (unread !== undefined) return unobserved('a file was not read');
  const revised = histories.flatMap((history) => [...history.files.values()].map(({ text }) => text));
  return observed([...revised, ...contents.flatMap(textIn)].map((text) => text.toLowerCase()));
}

const CODE = /\.(?:py|sql)$/i;

function isUnread(content: Known<FileContent>): boolean {
  return !content.known || content.value.kind === 'unreadable';
}

function textIn(content: Known<FileContent>): readonly string[] {
  return content.known && content.value.kind === 'text' ? [content.value.text] : [];
}

/** Its schema may go without saying. */
function isNamedIn(text: string, name: string): boolean {
  return text.includes(name.slice(name.lastIndexOf('.') + 1).toLowerCase());
}
