import { observed, unobserved, type Known } from '../../model/known.ts';
import { nearestWord } from '../../policy/nearest-word.ts';
import type { DocumentReference } from './document-references.ts';
import { folderOf } from '../../model/folder-of.ts';

/** Whether what a document speaks of is there. */
export type ReferenceStanding =
  | { readonly kind: 'there' }
  /** `similar`: the path of something that is there and is called much the same. */
  | { readonly kind: 'missing'; readonly similar: string | undefined }
  | { readonly kind: 'unknown'; readonly reason: string };

/** What is known of the paths that documents speak of, by path. */
export type Present = Readonly<Record<string, Known<boolean>>>;

/** What of a reference decides where it is looked for. */
export type SoughtReference = Pick<DocumentReference, 'places' | 'onlyIf' | 'isBareName'>;

/** Paths to look up before a reference can be judged. */
export function pathsSought({ places, onlyIf }: SoughtReference): readonly string[] {
  return [...places, ...onlyIf].filter((path) => path !== '');
}

/** Judges many references by the same facts. What may only be an example counts as there. */
export function standings(present: Present): (sought: SoughtReference) => ReferenceStanding {
  const there = Object.keys(present).filter((path) => isTrue(presenceAt(present, path)));
  const names = new Set(there.map(pathName));
  const unseen = new Map(
    Object.entries(present).flatMap(([path, presence]) =>
      presence.known ? [] : [[pathName(path), presence] as const],
    ),
  );
  return ({ places, onlyIf, isBareName }) => {
    const isAt = (path: string) => presenceAt(present, path);
    if (places.some((place) => isTrue(isAt(place)))) return { kind: 'there' };
    if (isBareName && places.some((place) => names.has(pathName(place)))) return { kind: 'there' };
    if (onlyIf.length > 0 && onlyIf.every((path) => isFalse(isAt(path)))) return { kind: 'there' };
    const looked = [...places, ...onlyIf].map(isAt);
    // A name alone may be that of something nobody could look at.
    const elsewhere = isBareName ? places.flatMap((place) => unseen.get(pathName(place)) ?? []) : [];
    const unknown = [...looked, ...elsewhere].find(({ known }) => !known);
    if (unknown?.known === false) return { kind: 'unknown', reason: unknown.reason };
    const similar = places
      .map((place) => similarTo(place, isBareName, there))
      .find((path) => path !== undefined);
    return { kind: 'missing', similar };
  };
}

function presenceAt(present: Present, path: string): Known<boolean> {
  if (path === '') return observed(true);
  const found = Object.hasOwn(present, path) ? present[path] : undefined;
  return found ?? unobserved('nobody looked whether it exists');
}

function isTrue(presence: Known<boolean>): boolean {
  return presence.known && presence.value;
}

function isFalse(presence: Known<boolean>): boolean {
  return presence.known && !presence.value;
}

/** The same name in another case, or with a slip: in the same folder, or anywhere for a name alone. */
function similarTo(place: string, isBareName: boolean, there: readonly string[]): string | undefined {
  const candidates = isBareName ? there : there.filter((path) => folderOf(path) === folderOf(place));
  const near = nearestWord(pathName(place), candidates.map(pathName));
  return near === undefined ? undefined : candidates.find((path) => pathName(path) === near);
}

/** Of a path, the last part. */
export function pathName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
