import type { RevisionHistory } from '../history/revision-history.ts';
import { nearestWord } from '../../policy/nearest-word.ts';

export interface FoundRevision {
  readonly history: RevisionHistory;
  readonly id: string;
}

export type RevisionSearch =
  | ({ readonly kind: 'found' } & FoundRevision)
  /** Several fit; sorted. */
  | { readonly kind: 'several'; readonly found: readonly FoundRevision[] }
  /** A file that is loaded and gives itself no id that can be read. */
  | { readonly kind: 'unplaced'; readonly history: RevisionHistory; readonly path: string }
  | { readonly kind: 'none'; readonly nearest: string | undefined };

/**
 * The revision somebody means by its id, the beginning of it, a branch label, `head`, or the path or name of its
 * file. A whole id wins over the beginning of another one.
 */
export function findRevision(wanted: string, histories: readonly RevisionHistory[]): RevisionSearch {
  for (const isMeant of READINGS) {
    const found = histories.flatMap((history) =>
      isMeant(history, wanted)
        .toSorted()
        .map((id) => ({ history, id })),
    );
    const [only] = found;
    if (found.length > 1) return { kind: 'several', found };
    if (only !== undefined) return { kind: 'found', ...only };
  }
  return unplacedFile(wanted, histories) ?? { kind: 'none', nearest: nearestId(wanted, histories) };
}

type Reading = (history: RevisionHistory, wanted: string) => readonly string[];

const READINGS: readonly Reading[] = [byId, byPath, bySymbol, byBeginning];

function byId({ graph }: RevisionHistory, wanted: string): readonly string[] {
  return graph.revisions.has(wanted) ? [wanted] : [];
}

function byPath({ graph }: RevisionHistory, wanted: string): readonly string[] {
  return [...graph.revisions.values()].filter(({ path }) => isPath(path, wanted)).map(({ id }) => id);
}

function isPath(path: string, wanted: string): boolean {
  return wanted !== '' && (path === wanted || path.slice(path.lastIndexOf('/') + 1) === wanted);
}

function bySymbol({ graph }: RevisionHistory, wanted: string): readonly string[] {
  if (wanted === 'head' || wanted === 'heads') return graph.heads;
  if (wanted === 'base') return graph.bases;
  return [...graph.revisions.values()]
    .filter(({ labels }) => labels.some((label) => label.id === wanted))
    .map(({ id }) => id);
}

function byBeginning({ graph }: RevisionHistory, wanted: string): readonly string[] {
  return wanted === '' ? [] : [...graph.revisions.keys()].filter((id) => id.startsWith(wanted));
}

function unplacedFile(wanted: string, histories: readonly RevisionHistory[]): RevisionSearch | undefined {
  for (const history of histories) {
    const path = history.graph.unplaced.find((one) => isPath(one, wanted));
    if (path !== undefined) return { kind: 'unplaced', history, path };
  }
  return undefined;
}

function nearestId(wanted: string, histories: readonly RevisionHistory[]): string | undefined {
  return nearestWord(
    wanted,
    histories.flatMap(({ graph }) => [...graph.revisions.keys()]),
  );
}
