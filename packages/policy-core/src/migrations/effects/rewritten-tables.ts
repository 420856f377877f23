import { verbForm } from '../analysis/verb-form.ts';
import type { Outcome } from '../../engine/rule.ts';
import { effectText } from './effect-words.ts';
import type { JudgedEffects } from './judged-effects.ts';

/** Told of a step that writes tables again: `table` of each that it names, `every` where it names none. */
export function* rewrittenTables(
  judged: JudgedEffects,
  { isEvery }: { readonly isEvery: boolean },
): Generator<Outcome<'table' | 'every'>> {
  const { step } = judged;
  const { at } = step;
  if (isEvery) yield { kind: 'violation', messageId: 'every', data: { writes: verbForm(step, 'write') }, at };
  for (const relation of judged.existing)
    yield { kind: 'violation', messageId: 'table', data: { takes: effectText(relation, step) }, at };
}
