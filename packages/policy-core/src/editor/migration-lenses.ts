import type { RevisionHistory } from '../migrations/history/revision-history.ts';
import { listedRevision } from '../migrations/explain/listed-revision.ts';
import { effectsOfUpgrade } from '../migrations/effects/judged-effects.ts';
import { classify, type Classification } from '../migrations/explain/classify.ts';
import { isNewByHistory } from '../migrations/analysis/newness/claimed-table.ts';
import { whoWaits } from '../migrations/operations/lock-mode.ts';
import { formatTable } from '../migrations/operations/format-name.ts';
import { schemaBefore } from '../migrations/schema/schema-before.ts';
import { startOf, type SourceSpan } from '../model/source-span.ts';
import type { Lens } from './document-annotations.ts';
import { openedRevision, type OpenedMigration, type OpenedRevision } from './opened-migration.ts';
import { revisionTitle } from './revision-title.ts';

/** Where a revision stands, above its id, and what its upgrade costs, above that. Nothing of what is not known. */
export function migrationLenses(opened: OpenedMigration): readonly Lens[] {
  const revision = openedRevision(opened);
  const costs = [...(revision === undefined ? [] : kindsOf(revision)), ...locksOf(opened)];
  const at = startOfUpgrade(opened);
  return [
    ...(revision === undefined ? [] : standing(revision)),
    ...costs.map((title) => ({ at, title, opens: undefined })),
  ];
}

/** The name of `upgrade`; of SQL, its first statement. */
function startOfUpgrade({ upgrade, revision }: OpenedMigration): SourceSpan {
  const [first = { start: 0, end: 0 }] = upgrade.steps;
  return upgrade.span(revision?.upgrade.name ?? first);
}

function standing({ id, revision, history, upgrade }: OpenedRevision): readonly Lens[] {
  const { header } = revision;
  const listed = listedRevision(history, id);
  if (header.revision.kind === 'absent' || listed === undefined) return [];
  const at = upgrade.span(header.revision);
  const parents = listed.parents.map((parent) => ({
    at,
    title: `Builds on ${revisionTitle(history, parent)}`,
    opens: fileOf(history, parent),
  }));
  const words = [
    ...(listed.is_base ? ['First revision'] : []),
    ...(listed.is_head ? ['Head'] : []),
    ...(listed.is_released === true ? ['Released'] : []),
  ];
  return [...parents, ...words.map((title) => ({ at, title, opens: 'history' as const }))];
}

function fileOf({ graph }: RevisionHistory, id: string): SourceSpan | undefined {
  const path = graph.revisions.get(id)?.path;
  return path === undefined ? undefined : startOf(path);
}

function kindsOf({ id, revision, history, upgrade, pgVersion }: OpenedRevision): readonly string[] {
  const kind = classify(revision, schemaBefore(history.schema, id), { upgrade, pgVersion });
  const { trivial, reversible, destructive } = kind;
  return [
    REVERSIBLE[reversible.answer],
    TRIVIAL[trivial.answer],
    destructive.answer === 'yes' ? 'Loses data' : undefined,
  ].filter((title) => title !== undefined);
}

const REVERSIBLE: Readonly<Record<Classification['reversible']['answer'], string | undefined>> = {
  yes: 'Reversible',
  partly: 'Reversible in part',
  no: 'Not reversible',
  unknown: undefined,
};

const TRIVIAL: Readonly<Record<Classification['trivial']['answer'], string | undefined>> = {
  yes: 'Trivial',
  no: 'Not trivial',
  unknown: undefined,
};

/** More names than that make a line long. */
const MOST_NAMES = 3;

/** The tables on which somebody waits. */
function locksOf({ upgrade, pgVersion }: OpenedMigration): readonly string[] {
  const locked = new Map<string, boolean>();
  for (const { step, effects } of effectsOfUpgrade(upgrade, pgVersion)) {
    for (const { relation, lock } of effects.relations) {
      if (whoWaits(lock) === 'nobody' || isNewByHistory(step, relation)) continue;
      const name = formatTable(relation);
      locked.set(name, locked.get(name) === true || step.isCertain);
    }
  }
  const names = [...locked.keys()];
  if (names.length === 0) return [];
  const more = names.length - MOST_NAMES;
  const shown = more > 0 ? `${names.slice(0, MOST_NAMES).join(', ')} and ${more} more` : names.join(', ');
  return [`${[...locked.values()].includes(true) ? 'Locks' : 'May lock'} ${shown}`];
}
