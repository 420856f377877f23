import type { PipOracle } from './pip-oracle.ts';
import { generatedFile } from './generated-files.ts';
import { type LineDifference, lineDifferences } from './line-differences.ts';
import type { PipLine } from './pip-answers.ts';
import { type OldReading, oldReadingIn } from './pip-versions.ts';
import type { Random } from './random.ts';

/** Many files read by both sides. */
export interface FileComparison {
  readonly lines: number;
  /** Lines by the kind that pip takes them for. */
  readonly kinds: ReadonlyMap<PipLine['kind'], number>;
  /** Lines that differ because an older pip reads them so, by the name of that reading. */
  readonly old: ReadonlyMap<string, number>;
  /** The first files that differ for no known reason. */
  readonly differing: readonly string[];
}

/** Both sides work at the same time: while one batch is compared, pip reads the next. */
export async function compareFiles({
  pip,
  readings,
  random,
  count,
}: {
  readonly pip: PipOracle;
  readonly readings: readonly OldReading[];
  readonly random: Random;
  readonly count: number;
}): Promise<FileComparison> {
  const tally = { lines: 0, kinds: new Map<PipLine['kind'], number>(), old: new Map<string, number>() };
  const differing: string[] = [];
  let asked = askBatch(pip, random);
  for (let done = 0; done < count && differing.length < ENOUGH; done += BATCH) {
    const { texts } = asked;
    const answers = await asked.answers;
    if (done + BATCH < count) asked = askBatch(pip, random);
    for (const [index, text] of texts.entries()) {
      const lines = answers[index] ?? [];
      tally.lines += lines.length;
      for (const { kind } of lines) addOne(tally.kinds, kind);
      if (!areExcused(lineDifferences(text, lines), readings, tally.old)) differing.push(text);
    }
  }
  return { ...tally, differing };
}

/** Whether pip and we differ on a text in a way that no old reading explains. */
export function differs(text: string, lines: readonly PipLine[], readings: readonly OldReading[]): boolean {
  return !areExcused(lineDifferences(text, lines), readings, new Map());
}

const BATCH = 400;
/** One fault makes many files differ. */
const ENOUGH = 10;

function askBatch(pip: PipOracle, random: Random) {
  const texts = Array.from({ length: BATCH }, () => generatedFile(random));
  return { texts, answers: pip.ask<'file'>(texts.map((text) => ({ kind: 'file', text }))) };
}

function areExcused(
  differences: readonly LineDifference[],
  readings: readonly OldReading[],
  counts: Map<string, number>,
): boolean {
  return differences.every(({ ours, pips }) => {
    const reading = oldReadingIn(readings, pips?.content ?? ours?.content ?? '');
    if (reading !== undefined) addOne(counts, reading.name);
    return reading !== undefined;
  });
}

function addOne<Key>(counts: Map<Key, number>, key: Key): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
