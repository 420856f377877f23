import { lazily } from '../../model/lazy.ts';
import type { RevisionReading } from '../alembic/revision-reading.ts';
import { historyOf } from './fold-schema.ts';
import { madeInOrder, placesInOrder, type OrderedRevisions } from './revision-order.ts';
import type { SchemaHistory } from './schema-history.ts';
import type { Upgrade } from './schema-log.ts';
import { schemaReader, type KnownLogs } from './schema-reader.ts';

interface ReadFile {
  readonly text: string;
  readonly reading: RevisionReading;
}

/**
 * Takes the upgrades in the order of the graph; files that cannot be read change nothing.
 *
 * @param tapes of histories before this one, which share most of its upgrades
 */
export function foldSchema(
  graph: OrderedRevisions,
  files: ReadonlyMap<string, ReadFile>,
  tapes: KnownLogs = { logs: [] },
): SchemaHistory {
  const { order } = graph;
  const upgrades = lazily(() => upgradesInOrder(graph, files));
  const at = (place: number): Upgrade => upgrades()[place] ?? NO_UPGRADE;
  return historyOf(schemaReader({ placeOf: (revision) => placesInOrder(order).get(revision), at }, tapes));
}

const NO_STEPS: Upgrade['steps'] = [];
const NO_UPGRADE: Upgrade = { revision: '', steps: NO_STEPS };

const upgradesInOrder = madeInOrder((file: ReadFile | undefined, revision): Upgrade => {
  if (file?.reading.kind !== 'revision') return { revision, steps: NO_STEPS };
  return { revision, steps: file.reading.upgrade.steps, text: file.text };
});
