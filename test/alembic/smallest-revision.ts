import type { Parsers } from '../../packages/policy-core/src/parsers/parsers.ts';
import { faultsOf, readBatch } from './read-batch.ts';
import type { PythonOracle } from './python-oracle.ts';
import type { Fault } from './reading-laws.ts';

interface Judges {
  readonly parsers: Parsers;
  readonly python: PythonOracle | undefined;
}

/** What is left of a file when everything is taken out that its first fault does not need, and the fault. */
export async function smallestFault(judges: Judges, text: string, fault: Fault): Promise<string> {
  let smallest = { text, fault };
  for (let next: typeof smallest | undefined = smallest; next !== undefined;) {
    smallest = next;
    next = await firstWith(judges, fault.law, shorterTexts(smallest.text));
  }
  return `${smallest.fault.law}: ${smallest.fault.how.slice(0, 2_000)}\n${JSON.stringify(smallest.text)}`;
}

const BATCH = 50;

async function firstWith(
  { parsers, python }: Judges,
  law: string,
  texts: Iterable<string>,
): Promise<{ readonly text: string; readonly fault: Fault } | undefined> {
  let waiting: string[] = [];
  const ask = async () => {
    const { faults } = await faultsOf(readBatch(parsers, waiting), python);
    const found = faults.findIndex((list) => list.some((fault) => fault.law === law));
    const fault = faults[found]?.find((one) => one.law === law);
    const text = waiting[found];
    waiting = [];
    return text === undefined || fault === undefined ? undefined : { text, fault };
  };
  for (const text of texts) {
    waiting.push(text);
    if (waiting.length < BATCH) continue;
    const found = await ask();
    if (found !== undefined) return found;
  }
  return ask();
}

/** First without a half of its lines, a quarter, ... and one; then without pieces of what is left. */
function* shorterTexts(text: string): Iterable<string> {
  const lines = text.split('\n');
  for (const [start, end] of pieces(lines.length))
    yield [...lines.slice(0, start), ...lines.slice(end)].join('\n');
  for (const [start, end] of pieces(text.length)) yield `${text.slice(0, start)}${text.slice(end)}`;
}

function* pieces(length: number): Iterable<readonly [number, number]> {
  for (let size = Math.ceil(length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let start = 0; start < length; start += size) yield [start, start + size];
}
