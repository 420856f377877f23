import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What was said of a set when it was recorded; nothing where it was not. */
export function recordedLines(set: string): readonly string[] {
  const file = fileOf(set);
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').slice(0, -1) : [];
}

export function recordLines(set: string, lines: readonly string[]): void {
  writeFileSync(fileOf(set), lines.map((line) => `${line}\n`).join(''));
}

function fileOf(set: string): string {
  return fileURLToPath(new URL(`${set}.jsonl`, import.meta.url));
}

/** `- ` what is no longer said and `+ ` what is new, in the order of the sets. */
export function differingLines(before: readonly string[], now: readonly string[]): readonly string[] {
  return [
    ...leftOf(before, now).map((line) => `- ${line}`),
    ...leftOf(now, before).map((line) => `+ ${line}`),
  ].toSorted((a, b) => compare(a.slice(2), b.slice(2)));
}

/** Lines that stand in the one more often than in the other. */
function leftOf(lines: readonly string[], others: readonly string[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of others) counts.set(line, (counts.get(line) ?? 0) + 1);
  return lines.filter((line) => {
    const count = counts.get(line) ?? 0;
    counts.set(line, count - 1);
    return count <= 0;
  });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
