import type { QueryEngine } from '../engine/queries/query-engine.ts';
import { memoizeByObject } from '../model/memoize.ts';
import type { Policy } from '../policy/policy.ts';
import { runEngine, sayGiven, type RunGiven } from './run-engine.ts';

/** What an engine is asked, each by one of its own: they are given different things. */
type Purpose = 'to judge' | 'to look';

interface KeptEngine {
  readonly engine: QueryEngine;
  /** What it was told last. */
  readonly given: RunGiven;
}

/** Documents that somebody goes back and forth between. */
const MOST_DOCUMENTS = 8;

/** By purpose and path; those that were asked last come last. */
const keptEngines = memoizeByObject((_policy: Policy) => new Map<string, KeptEngine>());

export interface TakenEngine {
  readonly engine: QueryEngine;
  /** Once it has answered: it is there for the next time. What ends in an error is not gone on with. */
  readonly putBack: () => void;
}

/**
 * An engine that was told all of this. Of an open document it is kept: a key in it changes little of what is known, and
 * only what rests on that is worked out again. Trees and changes are judged once, each by an engine of its own.
 */
export function takeEngine(given: RunGiven, purpose: Purpose): TakenEngine {
  const { policy, observations } = given;
  const { focus } = observations;
  if (focus.kind !== 'document') return { engine: runEngine(given), putBack: () => undefined };
  const kept = keptEngines(policy);
  const key = `${purpose}\n${focus.path}`;
  const before = kept.get(key);
  kept.delete(key);
  const engine = before?.engine ?? runEngine(given);
  if (before !== undefined) sayGiven(engine, given, before.given);
  return {
    engine,
    putBack: () => {
      engine.collect();
      kept.set(key, { engine, given });
      for (const first of kept.keys()) if (kept.size > 2 * MOST_DOCUMENTS) kept.delete(first);
    },
  };
}
