import type { QueryEngine } from '../engine/queries/query-engine.ts';
import type { Get } from '../engine/queries/query.ts';
import { memoizeByObject } from '../model/memoize.ts';
import type { Policy } from '../policy/policy.ts';
import { runEngine, sayGiven, type RunGiven } from './run-engine.ts';

interface KeptEngine {
  readonly engine: QueryEngine;
  /** What it was told last. */
  readonly given: RunGiven;
}

/** Documents that somebody goes back and forth between. */
const MOST_DOCUMENTS = 8;

/** By path; those that were judged last come last. */
const keptEngines = memoizeByObject((_policy: Policy) => new Map<string, KeptEngine>());

/**
 * Answers a question about one run. Of an open document the engine is kept: a key in it changes little of what is known,
 * and only what rests on that is worked out again. Trees and changes are judged once, each by an engine of its own.
 */
export function askAboutRun<Answer>(given: RunGiven, question: (get: Get) => Answer): Answer {
  const { policy, observations } = given;
  if (observations.focus.kind !== 'document') return runEngine(given).ask(question);
  const kept = keptEngines(policy);
  const { path } = observations.focus;
  const before = kept.get(path);
  // What ends in an error is not gone on with.
  kept.delete(path);
  const engine = before?.engine ?? runEngine(given);
  if (before !== undefined) sayGiven(engine, given, before.given);
  const answer = engine.ask(question);
  engine.collect();
  kept.set(path, { engine, given });
  for (const first of kept.keys()) if (kept.size > MOST_DOCUMENTS) kept.delete(first);
  return answer;
}
