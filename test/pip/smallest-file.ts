import { differs } from './file-comparison.ts';
import { lineDifferences, shownDifference } from './line-differences.ts';
import type { PipOracle } from './pip-oracle.ts';
import type { OldReading } from './pip-versions.ts';

/** What is left of a file when everything is taken out that the difference does not need, and both answers to it. */
export async function smallestDifference(
  pip: PipOracle,
  readings: readonly OldReading[],
  text: string,
): Promise<string> {
  let smallest = text;
  for (let next: string | undefined = text; next !== undefined;) {
    smallest = next;
    next = await firstDiffering(pip, readings, shorterTexts(smallest));
  }
  const [lines = []] = await pip.ask<'file'>([{ kind: 'file', text: smallest }]);
  const shown = lineDifferences(smallest, lines).map(shownDifference);
  return [`file ${JSON.stringify(smallest)}`, ...shown].join('\n');
}

async function firstDiffering(
  pip: PipOracle,
  readings: readonly OldReading[],
  texts: readonly string[],
): Promise<string | undefined> {
  const answers = await pip.ask<'file'>(texts.map((text) => ({ kind: 'file', text })));
  return texts.find((text, index) => differs(text, answers[index] ?? [], readings));
}

/** First without a line, then without a half, a quarter, ... and a single character. */
function shorterTexts(text: string): readonly string[] {
  const lines = text.split('\n');
  const withoutLine = lines.length < 2 ? [] : lines.map((_, index) => lines.toSpliced(index, 1).join('\n'));
  const shorter = [...withoutLine];
  for (
    let length = Math.ceil(text.length / 2);
    length >= 1;
    length = length === 1 ? 0 : Math.ceil(length / 2)
  )
    for (let start = 0; start < text.length; start += length)
      shorter.push(`${text.slice(0, start)}${text.slice(start + length)}`);
  return shorter.filter((candidate) => !/\p{Surrogate}/u.test(candidate));
}
