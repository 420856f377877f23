import { shownTable } from '../migrations/shown-name.ts';
import { existingRelations } from './existing-relations.ts';
import type { JudgedEffects } from './judged-effects.ts';
import type { RelationEffect, Work } from './step-effects.ts';

/**
 * What a step does to a relation in use that takes as long as the relation has rows. Statements that read or change
 * rows are left out: how many they concern is theirs to say.
 */
export function longWork(judged: JudgedEffects): RelationEffect | undefined {
  return isOfRows(judged)
    ? undefined
    : existingRelations(judged).find(({ work }) => WORDS[work] !== undefined);
}

/** `builds an index over the rows of orders`. */
export function longWorkText({ relation, work }: RelationEffect): string {
  return `${WORDS[work] ?? ''} ${shownTable(relation)}`;
}

const WORDS: Readonly<Partial<Record<Work, string>>> = {
  unknown: 'may write every row again of',
  scan: 'reads every row of',
  index: 'builds an index over the rows of',
  rewrite: 'writes every row again of',
};

function isOfRows({ step: { operation } }: JudgedEffects): boolean {
  return operation.kind === 'change-rows' || (operation.kind === 'other' && operation.deed?.kind === 'query');
}
