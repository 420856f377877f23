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
  for (const { kind: part, input } of Object.values(lookUps)) {
    const place: Input<string, Known<unknown> | undefined> = input;
    const known: Readonly<Record<string, Known<unknown>>> = before?.[part] ?? {};
    for (const [path, value] of Object.entries<Known<unknown>>(seen[part])) {
      if (!Object.hasOwn(known, path) || !isSameJson(known[path], value)) engine.set(place, path, { value });
    }
  }
}

const PARTS = [
  'focus',
  'files',
  'listing',
  'filesBefore',
  'links',
  'folders',
  'present',
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
  'releasedNames',
  'settled',
  'recordedCommit',
  'now',
] as const;

type Unlisted = Exclude<keyof Observations, (typeof PARTS)[number]>;
/** Does not compile while one is left out. */
const ALL_PARTS: [Unlisted] extends [never] ? typeof PARTS : never = PARTS;
