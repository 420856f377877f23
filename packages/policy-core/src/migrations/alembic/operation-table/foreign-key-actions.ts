import type { ForeignKeyAction, ForeignKeyActions } from '../../operations/column.ts';
import type { TracedFile } from '../../../parsers/python/values.ts';
import type { Argument } from './operation-arguments.ts';
import { flagOr, isNone, knownText } from '../render/render-values.ts';

/** What directives and constructs call them. */
export const ACTION_NAMES: ReadonlySet<string> = new Set(['ondelete', 'onupdate', 'deferrable', 'initially']);

/** `ondelete="CASCADE"` and its like; `hasMore` where one of them is not known, or is none of PostgreSQL's. */
export function foreignKeyActions(
  file: TracedFile,
  argument: (name: string) => Argument,
): ForeignKeyActions & { readonly hasMore?: true } {
  const onDelete = actionOf(file, argument('ondelete'));
  const onUpdate = actionOf(file, argument('onupdate'));
  const deferrable = deferral(file, argument('deferrable'), argument('initially'));
  if (onDelete === 'unknown' || onUpdate === 'unknown' || deferrable === 'unknown') return { hasMore: true };
  return {
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(onUpdate === undefined ? {} : { onUpdate }),
    ...(deferrable === undefined ? {} : { deferrable }),
  };
}

const ACTIONS: ReadonlyMap<string, ForeignKeyAction | undefined> = new Map([
  ['NO ACTION', undefined],
  ['RESTRICT', 'restrict'],
  ['CASCADE', 'cascade'],
  ['SET NULL', 'set null'],
  ['SET DEFAULT', 'set default'],
]);

function actionOf(file: TracedFile, argument: Argument): ForeignKeyAction | undefined | 'unknown' {
  const word = wordOf(file, argument);
  if (word === undefined) return undefined;
  return ACTIONS.has(word) ? ACTIONS.get(word) : 'unknown';
}

/** INITIALLY DEFERRED makes it deferrable, too. */
function deferral(
  file: TracedFile,
  deferrable: Argument,
  initially: Argument,
): ForeignKeyActions['deferrable'] | 'unknown' {
  const isDeferrable = flagOr(file, deferrable, false);
  const word = wordOf(file, initially);
  if (isDeferrable === undefined) return 'unknown';
  if (word === 'DEFERRED') return 'deferred';
  if (word !== undefined && word !== 'IMMEDIATE') return 'unknown';
  return isDeferrable ? 'immediate' : undefined;
}

/** In capitals; `undefined` where nothing is given. */
function wordOf(file: TracedFile, argument: Argument): string | undefined {
  if (argument.kind === 'absent') return undefined;
  if (argument.kind === 'unknown') return 'UNKNOWN';
  if (isNone(file, argument.value)) return undefined;
  const text = knownText(file, argument.value) ?? 'UNKNOWN';
  return text.trim().replaceAll(/\s+/g, ' ').toUpperCase();
}
