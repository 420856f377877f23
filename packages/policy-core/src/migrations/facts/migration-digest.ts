import type { Migrations, MigrationScript } from '../analysis/migrations.ts';
import type { RevisionHistory } from '../history/revision-history.ts';
import { pathsInOrder } from '../schema/revision-order.ts';
import type { Upgrade } from '../schema/schema-log.ts';
import { memoizeByObject } from '../../model/memoize.ts';

type DigestOf = (text: string) => string;

/**
 * Stands for all that rules of a single migration read: what it says, all that is run before it, in that order, and what
 * is known of its surroundings. What comes after it they ask by facts. `undefined` where its place is not certain.
 */
export function migrationDigest(
  script: MigrationScript,
  digestOf: DigestOf,
  { pgVersion, isUpgradedByHand, unsettled, elsewhere, histories }: Migrations,
): string | undefined {
  const past = pastOf(script, digestOf);
  if (past === undefined) return undefined;
  const { path, database, environmentSets, environmentRuns } = script;
  const around = [pgVersion, isUpgradedByHand, unsettled, elsewhere, histories.known || histories.reason];
  return digestOf(JSON.stringify([past, path, database, environmentSets, environmentRuns, around]));
}

function pastOf({ path, reading, history, sqlHistory }: MigrationScript, digestOf: DigestOf) {
  if (!reading.known || reading.value.kind !== 'read') return undefined;
  const { text, revision } = reading.value;
  if (revision === undefined) {
    if (sqlHistory === undefined) return digestOf(text);
    const before = digestsOfLine(sqlHistory.line)(digestOf).get(sqlHistory.revision);
    return before && `${before} ${sqlHistory.last ?? ''}`;
  }
  // Of two files with one id the history knows one, and of one that is typed in perhaps another moment.
  return history?.files.get(path)?.text === text ? digestsOfHistory(history)(digestOf).get(path) : undefined;
}

type Digests = ReadonlyMap<string, string>;

/** By path. */
const digestsOfHistory = memoizeByObject((history: RevisionHistory) =>
  memoizeByObject((digestOf: DigestOf): Digests => {
    const { name, folders, graph, files, released } = history;
    const { missing, unplaced, cycles, duplicates, labelClashes, order } = graph;
    const faults = [missing, unplaced, cycles, [...duplicates], [...labelClashes]];
    const release = released?.known === true ? released.value !== null : released?.reason;
    const begin = digestOf(JSON.stringify([name, folders, faults, release]));
    const paths = pathsInOrder(graph);
    const links = order.map((id, place) => {
      const path = paths[place] ?? '';
      return [path, `${JSON.stringify([id, path])}\n${files.get(path)?.madeOf ?? ''}`] as const;
    });
    return chained(begin, links, digestOf);
  }),
);

const digestsOfLine = memoizeByObject((line: readonly Upgrade[]) =>
  memoizeByObject((digestOf: DigestOf): Digests => {
    const links = line.map(
      ({ revision, text }) =>
        [revision, JSON.stringify(revision) + (text === undefined ? '' : `\n${text}`)] as const,
    );
    return chained('', links, digestOf);
  }),
);

/** By a name of each, a digest of it and of all before it. */
function chained(
  begin: string,
  links: Iterable<readonly [name: string, text: string]>,
  digestOf: DigestOf,
): Digests {
  const digests = new Map<string, string>();
  let past = begin;
  for (const [name, text] of links) {
    past = digestOf(`${past}\n${text}`);
    digests.set(name, past);
  }
  return digests;
}
