import { performance } from 'node:perf_hooks';
import process from 'node:process';

import { knownReading } from '../../packages/policy-core/src/migrations/alembic/known-readings.ts';
import { readRevision } from '../../packages/policy-core/src/migrations/alembic/revision.ts';
import type { RevisionReading } from '../../packages/policy-core/src/migrations/alembic/revision-reading.ts';
import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { callFaults, readExpressions, textFaults } from './python-faults.ts';
import type { PythonOracle } from './python-oracle.ts';
import { type Fault, readingFaults, sameFaults } from './reading-laws.ts';
import { treeFaults } from './tree-laws.ts';

/** What a batch of files comes to, as far as it can be told without CPython. */
export interface ReadBatch {
  readonly texts: readonly string[];
  readonly readings: readonly RevisionReading[];
  /** One list a file. */
  readonly faults: readonly (readonly Fault[])[];
  /** Of all readings, both ways. */
  readonly steps: number;
  readonly slowest: { readonly text: string; readonly milliseconds: number };
}

/** Reads every file twice, the second time after all others, and judges them as trees of a few. */
export function readBatch(parsers: Parsers, texts: readonly string[]): ReadBatch {
  let slowest = { text: '', milliseconds: 0 };
  const readings = texts.map((text) => {
    const from = performance.now();
    // The rules find it there again.
    const reading = knownReading(parsers, text);
    const milliseconds = performance.now() - from;
    if (milliseconds > slowest.milliseconds) slowest = { text, milliseconds };
    return reading;
  });
  const trees = treeFaults(parsers, texts);
  const faults = texts.map((text, index) => {
    const reading = readings[index] ?? readRevision(parsers, text);
    const again = index % TWICE === 0 ? sameFaults(reading, readRevision(parsers, text)) : [];
    return [...readingFaults(text, reading), ...again, ...(trees[index] ?? [])];
  });
  const steps = readings.reduce((sum, reading) => sum + stepsIn(reading), 0);
  return { texts, readings, faults, steps, slowest };
}

function stepsIn(reading: RevisionReading): number {
  return reading.kind === 'revision' ? reading.upgrade.steps.length + reading.downgrade.steps.length : 0;
}

/** What reading depends on beside the text is found with a part of the files as well. */
const TWICE = process.env['LOCKKEEPER_EXHAUSTIVE'] === '1' ? 4 : 10;

/** All faults of a batch, one list a file, and how many expressions CPython could tell the text of. */
export async function faultsOf(
  { texts, readings, faults }: ReadBatch,
  python: PythonOracle | undefined,
): Promise<{
  readonly faults: readonly (readonly Fault[])[];
  readonly told: number;
  readonly calls: number;
  readonly valid: number;
}> {
  if (python === undefined) return { faults, told: 0, calls: 0, valid: 0 };
  const read = texts.map((text, index) => {
    const reading = readings[index];
    return reading === undefined ? [] : readExpressions(text, reading);
  });
  const { files, values } = await python.ask({
    texts,
    expressions: read.flat().map(({ expression }) => expression),
  });
  let next = 0;
  const all = texts.map((text, index) => {
    const [reading, calls, own = []] = [readings[index], files[index], read[index]];
    if (reading === undefined || calls === undefined) return [];
    const said = own.flatMap((expression) => textFaults(expression, values[next++] ?? null));
    return [...(faults[index] ?? []), ...callFaults(text, reading, calls), ...said];
  });
  return {
    faults: all,
    told: values.filter((value) => value !== null).length,
    calls: files.reduce((sum, { calls }) => sum + calls.length, 0),
    valid: files.filter(({ problem }) => problem === null).length,
  };
}
