import { verbForm } from '../analysis/verb-form.ts';
import type { MigrationStep } from '../analysis/judged-upgrade.ts';
import { formatTable } from '../operations/format-name.ts';
import type { JudgedEffects } from './judged-effects.ts';
import type { RelationEffect, Work } from './step-effects.ts';

/**
 * What a step does to a relation in use that takes as long as the relation has rows, or as a sample of them takes.
 * Statements that read or change rows are left out: how many they concern is theirs to say.
 */
export function longWork(judged: JudgedEffects): RelationEffect | undefined {
  return isOfRows(judged) ? undefined : judged.existing.find(({ work }) => WORDS[work] !== undefined);
}

/** `builds an index over the rows of orders`, or `may build`, for a step that may not run. */
export function longWorkText(
  { relation, work }: RelationEffect,
  { isCertain }: Pick<MigrationStep, 'isCertain'>,
): string {
  const [verb, what] = WORDS[work] ?? [];
  if (verb === undefined) return '';
  return `${verbForm({ isCertain: isCertain && work !== 'unknown' }, verb)} ${what} ${formatTable(relation)}`;
}

const WORDS: Readonly<Partial<Record<Work, readonly [verb: string, what: string]>>> = {
  unknown: ['write', 'every row again of'],
  sample: ['sample', 'the rows of'],
  scan: ['read', 'every row of'],
  index: ['build', 'an index over the rows of'],
  rewrite: ['write', 'every row again of'],
};

function isOfRows({ step: { operation } }: JudgedEffects): boolean {
  return operation.kind === 'change-rows' || (operation.kind === 'other' && operation.deed?.kind === 'query');
}
