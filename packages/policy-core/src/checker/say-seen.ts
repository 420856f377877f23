import type { QueryEngine } from '../engine/queries/query-engine.ts';
import type { Input } from '../engine/queries/query.ts';
import { lookUps, partInput } from '../engine/seen-inputs.ts';
import type { Known } from '../model/known.ts';
import type { Observations } from '../model/observations.ts';
import { isSameJson } from '../model/same-json.ts';

/** Says what was seen, after what the engine was told `before`: a part that is as it was is no change. */
export function saySeen(engine: QueryEngine, seen: Observations, before?: Observations): void {
  for (const part of ALL_PARTS) {
    if (before === undefined || !isSameJson(before[part], seen[part]))
      engine.set(partInput, part, { value: seen[part] });
  }
  for (const { kind: part, input } of Object.values(lookUps))
    sayLookedUp(engine, input, { found: seen[part], before: before?.[part] ?? {} });
}

type Found = Readonly<Record<string, Known<unknown>>>;

function sayLookedUp(
  engine: QueryEngine,
  input: Input<string, Known<unknown> | undefined>,
  { found, before }: { readonly found: Found; readonly before: Found },
): void {
  for (const [path, value] of Object.entries(found)) engine.set(input, path, { value });
  for (const path of Object.keys(before)) if (!Object.hasOwn(found, path)) engine.unset(input, path);
}

const PARTS = [
  'focus',
  'files',
  'listing',
  'filesBefore',
  'links',
  'folders',
  'present',
  'workflows',
  'change',
  'missingBase',
  'unmatchedPlaces',
  'unsupported',
  'labels',
  'pullRequest',
  'author',
  'agentSigns',
  'deployment',
  'merged',
  'revisions',
  'sqlBefore',
  'sqlPaths',
  'configurations',
  'databases',
  'releasedNames',
  'settled',
  'recordedCommit',
  'now',
] as const;

type Unlisted = Exclude<keyof Observations, (typeof PARTS)[number]>;
/** Does not compile while one is left out. */
const ALL_PARTS: [Unlisted] extends [never] ? typeof PARTS : never = PARTS;
