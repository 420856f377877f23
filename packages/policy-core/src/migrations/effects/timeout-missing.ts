import type { Migrations } from '../analysis/migrations.ts';
import type { JudgedUpgrade } from '../analysis/judged-upgrade.ts';
import { judgedEffects, type JudgedEffects } from './judged-effects.ts';
import type { RelationEffect } from './step-effects.ts';

/** A step for which nothing sets the timeout, and what it does to a relation that others use. */
export interface WithoutTimeout {
  readonly judged: JudgedEffects;
  readonly effect: RelationEffect;
  /** Of the whole upgrade. */
  readonly all: readonly JudgedEffects[];
}

/** The first one of every migration that is meant. What `env.py` sets holds for all of its revisions. */
export function withoutTimeout(
  migrations: Migrations,
  timeout: string,
  isMeant: (effect: RelationEffect) => boolean,
): readonly WithoutTimeout[] {
  const found = new Map<string, WithoutTimeout>();
  for (const judged of judgedEffects(migrations)) {
    const { upgrade } = judged.step;
    if (found.has(upgrade.path) || upgrade.environmentSets?.includes(timeout) === true) continue;
    if (judged.transaction.settings.has(timeout)) continue;
    const effect = judged.existing.find(isMeant);
    if (effect !== undefined)
      found.set(upgrade.path, { judged, effect, all: ofUpgrade(migrations, upgrade) });
  }
  return [...found.values()];
}

function ofUpgrade(migrations: Migrations, { path }: JudgedUpgrade): readonly JudgedEffects[] {
  return judgedEffects(migrations).filter(({ step }) => step.upgrade.path === path);
}
