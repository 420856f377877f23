import { madeFrom } from '../../model/same-value.ts';
import type { PathPattern } from './path-pattern.ts';
import { pathSet } from './path-set.ts';
import type { PatternLine } from '../policy.ts';

type Find = (path: string) => PatternLine | undefined;

/** Lists of a policy never change, so each is made ready once, however many changes it judges. */
const ready = new WeakMap<readonly PatternLine[], Find>();
const readyPatterns = new WeakMap<readonly PathPattern[], (path: string) => boolean>();

/** Finds the first line of a list whose pattern covers a path. */
export function lineMatch(lines: readonly PatternLine[]): Find {
  const known = ready.get(lines);
  if (known !== undefined) return known;
  const set = pathSet(lines.map(({ pattern }) => pattern));
  const find: Find = (path) => {
    const index = set.firstMatch(path);
    return index === undefined ? undefined : lines[index];
  };
  ready.set(lines, find);
  return find;
}

/** Whether any pattern of a list covers a path. */
export function anyMatch(patterns: readonly PathPattern[]): (path: string) => boolean {
  const known = readyPatterns.get(patterns);
  if (known !== undefined) return known;
  const set = pathSet(patterns);
  const covers = madeFrom(anyMatch, [patterns], (path: string) => set.firstMatch(path) !== undefined);
  readyPatterns.set(patterns, covers);
  return covers;
}
