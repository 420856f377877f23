import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import type { Random } from '../pip/random.ts';
import { faultsOf, type ReadBatch, readBatch } from './read-batch.ts';
import { generatedRevision } from './generated-revisions.ts';
import { mutatedPython } from './python-mutations.ts';
import type { PythonOracle } from './python-oracle.ts';
import { smallestFault } from './smallest-revision.ts';

/** What many files came to. */
export interface FuzzRun {
  readonly characters: number;
  readonly steps: number;
  /** Files that CPython reads, calls that it finds in them, and SQL that it tells the text of; zero without it. */
  readonly valid: number;
  readonly calls: number;
  readonly texts: number;
  readonly slowest: ReadBatch['slowest'];
  /** The first faults, each in a file that is as small as can be. */
  readonly shown: readonly string[];
  /** Files at the border of Python that no known difference explains; the first of them as small as can be. */
  readonly atBorder: readonly string[];
}

/** While CPython looks at one batch, the next is read. */
export async function fuzzRevisions(
  judges: { readonly parsers: Parsers; readonly python: PythonOracle | undefined },
  { random, count }: { readonly random: Random; readonly count: number },
): Promise<FuzzRun> {
  let run: FuzzRun = {
    characters: 0,
    steps: 0,
    valid: 0,
    calls: 0,
    texts: 0,
    slowest: NONE,
    shown: [],
    atBorder: [],
  };
  let before: Judged | undefined;
  for (let done = 0; done < count + BATCH && run.shown.length < ENOUGH; done += BATCH) {
    const now = done < count ? judged(judges, random, Math.min(BATCH, count - done)) : undefined;
    if (before !== undefined) run = await withBatch(judges, run, before);
    before = now;
  }
  return run;
}

const NONE = { text: '', milliseconds: 0 };
const BATCH = 200;
/** One mistake makes many faults. */
const ENOUGH = 3;

interface Judged {
  readonly batch: ReadBatch;
  readonly found: ReturnType<typeof faultsOf>;
}

function judged(
  { parsers, python }: Parameters<typeof fuzzRevisions>[0],
  random: Random,
  count: number,
): Judged {
  const texts = Array.from({ length: count }, (_, index) => {
    const text = generatedRevision(random, `a${index % 7}`);
    return random.chance(0.4) ? mutatedPython(random, text) : text;
  });
  const batch = readBatch(parsers, texts);
  return { batch, found: faultsOf(batch, python) };
}

async function withBatch(
  judges: Parameters<typeof fuzzRevisions>[0],
  run: FuzzRun,
  { batch, found }: Judged,
): Promise<FuzzRun> {
  const { faults, told, calls, valid } = await found;
  const [shown, atBorder] = [[...run.shown], [...run.atBorder]];
  for (const [index, own] of faults.entries()) {
    // A misreading counts more than where it was found.
    const fault = own.find(({ isAtBorder }) => isAtBorder !== true) ?? own[0];
    const text = batch.texts[index];
    if (fault === undefined || text === undefined) continue;
    const found = fault.isAtBorder === true ? atBorder : shown;
    found.push(found.length < ENOUGH ? await smallestFault(judges, text, fault) : text);
  }
  return {
    characters: run.characters + batch.texts.reduce((sum, { length }) => sum + length, 0),
    steps: run.steps + batch.steps,
    valid: run.valid + valid,
    calls: run.calls + calls,
    texts: run.texts + told,
    slowest: batch.slowest.milliseconds > run.slowest.milliseconds ? batch.slowest : run.slowest,
    shown,
    atBorder,
  };
}
