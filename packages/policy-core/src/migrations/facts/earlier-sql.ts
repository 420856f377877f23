import { policySections } from '../../engine/policy-sections.ts';
import { defineFact, type Get } from '../../engine/queries/query.ts';
import { isLookingInput, listedBelow, seenParts, soughtPlaces } from '../../engine/seen-inputs.ts';
import { observed } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import { inOrder, migrationPlace, type MigrationPlace } from '../sql/migration-place.ts';
import { migrationsUnderJudgement } from './judged-files.ts';
import { migrationKind } from './migration-files.ts';

export type EarlierSql = Pick<Observations, 'sqlBefore' | 'sqlPaths'>;

/** The SQL migrations that run before those under judgement, and the paths of all that stand in one order with them. */
export const earlierSql = defineFact<EarlierSql>({
  name: 'SQL migrations before those under judgement',
  compute: (get) => (get(isLookingInput) ? lookedFor(get) : seenParts(get, 'sqlBefore', 'sqlPaths')),
});

/** Of a tree every migration is judged. */
function lookedFor(get: Get): EarlierSql {
  const policy = policySections(get, 'migrations');
  const seen = seenParts(get, 'focus', 'change', 'listing');
  if (seen.focus.kind === 'tree') return {};
  const judged = new Set(migrationsUnderJudgement(policy, seen).paths);
  const placeOf = (path: string) =>
    migrationKind(policy, path) === 'sql' ? migrationPlace(path) : undefined;
  const last = lastOfEach([...judged].flatMap((path) => placeOf(path) ?? []));
  if (last.size === 0) return {};
  const folders = new Set(Array.from(last.values(), ({ folder }) => folder.replace(/\/$/, '')));
  const listed = listedBelow(get, folders);
  if (!listed.known) return { sqlBefore: listed };
  const placed = listed.value.flatMap((path) => {
    const place = placeOf(path);
    const end = place && last.get(place.line);
    return place === undefined || end === undefined ? [] : [{ path, isBefore: inOrder(place, end) < 0 }];
  });
  const before = placed.filter(({ path, isBefore }) => isBefore && !judged.has(path));
  const texts = before.flatMap(({ path }) => {
    const text = get(soughtPlaces.texts.input, path);
    return text === undefined ? [] : [[path, text] as const];
  });
  return { sqlBefore: observed(Object.fromEntries(texts)), sqlPaths: placed.map(({ path }) => path) };
}

/** By line. */
function lastOfEach(places: readonly MigrationPlace[]): ReadonlyMap<string, MigrationPlace> {
  const last = new Map<string, MigrationPlace>();
  for (const place of places) {
    const end = last.get(place.line);
    if (end === undefined || inOrder(end, place) < 0) last.set(place.line, place);
  }
  return last;
}
