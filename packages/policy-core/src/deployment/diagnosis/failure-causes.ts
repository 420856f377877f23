import { loadingProblem, pendingBetween } from '../../database/history-schema.ts';
import { trackingOf, versionsOf } from '../../database/version-tracking.ts';
import { displayText } from '../../model/display-text.ts';
import type { RevisionHistory } from '../../migrations/history/revision-history.ts';
import { pendingConflicts } from '../../database/stamp/pending-conflicts.ts';
import type { TroubleSight } from './trouble.ts';

/** What would make an upgrade fail, as sentences: in the migrations themselves, and between them and production. */
export function failureCauses({
  databases,
  production,
  histories,
}: Pick<TroubleSight, 'databases' | 'production' | 'histories'>): readonly string[] {
  if (!histories.known) return [];
  const strangers = databases.reasons.filter(({ kind }) => kind === 'version-unknown');
  return [
    ...histories.value.flatMap(inHistory),
    ...strangers.map(({ text }) => text),
    ...histories.value.flatMap((history) => inProduction(history, production)),
  ];
}

function inHistory({ name, graph, files }: RevisionHistory): readonly string[] {
  const problem = loadingProblem(graph);
  const unread = [...files.values()].filter(({ reading }) => reading.kind === 'unanalyzable');
  const heads = graph.heads.map(displayText);
  return [
    ...unread.map(({ path }) => `${displayText(path)} cannot be read as Python.`),
    ...(problem === undefined ? [] : [`Alembic cannot load ${displayText(name)}, because ${problem}.`]),
    ...(problem === undefined && heads.length > 1
      ? [
          `${displayText(name)} has ${heads.length} heads: ${heads.join(', ')}. \`alembic upgrade head\` fails.`,
        ]
      : []),
  ];
}

function inProduction(history: RevisionHistory, production: TroubleSight['production']): readonly string[] {
  if (production.kind === 'unseen' || loadingProblem(history.graph) !== undefined) return [];
  const { graph } = history;
  const versions = versionsOf(trackingOf(production.database));
  if (versions === undefined || !versions.every((id) => graph.revisions.has(id))) return [];
  const pending = pendingBetween(graph, { from: versions, to: graph.heads });
  return pendingConflicts(history, pending, production.database).map(({ text }) => text);
}
