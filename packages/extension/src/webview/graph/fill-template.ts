import type { FindingTally } from './finding-tally.ts';
import type { PageWords } from './page-words.ts';

/** Puts values where `{0}`, `{1}` and so on stand; without a value they stay. */
export function fillTemplate(template: string, ...values: readonly (string | number)[]): string {
  return template.replace(/\{(\d)\}/g, (hole, index) => String(values[Number(index)] ?? hole));
}

export function counted(count: number, what: keyof PageWords['one'], words: PageWords): string {
  return fillTemplate((count === 1 ? words.one : words.many)[what], count);
}

/** `2 errors, 1 note` */
export function tallyText(tally: readonly FindingTally[], words: PageWords): string {
  return tally.map(({ severity, count }) => counted(count, severity, words)).join(', ');
}
