import { policySections } from '../../engine/policy-sections.ts';
import { defineFact, type Get } from '../../engine/queries/query.ts';
import { isLookingInput, listedBelow, seenParts, soughtPlaces } from '../../engine/seen-inputs.ts';
import { folderOf } from '../../model/folder-of.ts';
import { observed, type Known } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { isSameJson } from '../../model/same-json.ts';
import { nearestWord } from '../../policy/nearest-word.ts';
import type { DocumentReference } from './document-references.ts';
import { documentFolders } from './document-subjects.ts';
import { documentPaths, namedReferences, readDocument } from './read-documents.ts';
import { pathName, pathsSought, type Present, type SoughtReference } from './reference-standing.ts';

/** What there is of what documents speak of; that a file is typed in changes nothing about that. */
export const presentPaths = defineFact<Present>({
  name: 'what is there',
  compute: (get) =>
    get(isLookingInput) ? lookedFor(get, get(sought)) : presentIn(seenParts(get, 'files', 'present')),
  isSame: isSameJson,
});

/** What the documents under judgement speak of, and the policy. */
const sought = defineFact<readonly DocumentReference[]>({
  name: 'what documents speak of',
  compute: (get) => [
    ...get(documentPaths).flatMap((path) => {
      const reading = get(readDocument, path);
      return reading.known && reading.value.kind === 'text' ? reading.value.references : [];
    }),
    ...get(namedReferences),
  ],
});

/** What was looked up, and what is known because its text was read. */
function presentIn({ files, present }: Pick<Observations, 'files' | 'present'>): Present {
  const known: Record<string, Known<boolean>> = {};
  for (const [path, content] of Object.entries(files)) {
    if (!content.known) continue;
    const isThere = content.value.kind !== 'absent';
    known[path] = observed(isThere);
    for (let folder = folderOf(path); isThere && folder !== ''; folder = folderOf(folder))
      known[folder] = observed(true);
  }
  return { ...known, ...present };
}

function lookedFor(get: Get, references: readonly SoughtReference[]): Present {
  const present: Record<string, Known<boolean>> = {};
  for (const path of references.flatMap(pathsSought)) {
    const nearest = get(soughtPlaces.nearest.input, path);
    if (nearest === undefined) continue;
    present[path] = nearest.known ? observed(nearest.value === path) : nearest;
    if (nearest.known && nearest.value !== undefined) present[nearest.value] = observed(true);
  }
  return { ...present, ...namesAnywhere(get, references, present) };
}

/** The name of a document alone may mean one in any folder of documents. */
function namesAnywhere(get: Get, references: readonly SoughtReference[], present: Present): Present {
  const isNowhere = (path: string) =>
    present[path] !== undefined && !(present[path].known && present[path].value);
  const open = references.filter(({ isBareName, places }) => isBareName && places.every(isNowhere));
  if (open.length === 0) return {};
  const listed = listedBelow(get, documentFolders(policySections(get, 'documents')));
  const places = [...new Set(open.flatMap((one) => one.places))];
  if (!listed.known) return Object.fromEntries(places.map((place) => [place, listed]));
  const wanted = new Set(places.map(pathName));
  const all = [...new Set(listed.value.map(pathName))];
  for (const name of wanted) {
    const near = all.includes(name) ? undefined : nearestWord(name, all);
    if (near !== undefined) wanted.add(near);
  }
  return Object.fromEntries(
    listed.value.filter((path) => wanted.has(pathName(path))).map((path) => [path, observed(true)]),
  );
}
