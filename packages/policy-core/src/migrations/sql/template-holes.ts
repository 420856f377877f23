import type { TextRange } from '../../model/text-range.ts';
import { sqlTokens, type SqlTokenKind } from './tokens.ts';

/** A stretch of a script that its tool replaces before it runs. */
export interface Hole extends TextRange {
  readonly role: HoleRole;
  /** psql puts quotes around a value itself: `:'name'`. */
  readonly quote: string;
}

/** A condition or loop opens and closes; what it has between is none of the script's own text either. */
export type HoleRole = 'opens' | 'closes' | 'between' | 'value';

/** In the order of the text; none lies in another. */
export function templateHoles(text: string): readonly Hole[] {
  const found = [...actionsIn(text), ...variablesIn(text)].toSorted((a, b) => a.start - b.start);
  let covered = 0;
  return found.filter(({ start, end }) => {
    if (start < covered) return false;
    covered = end;
    return true;
  });
}

/** `{{ }}`, `{% %}`, `${ }`. None has braces inside: what does is taken for SQL, such as an array in a string. */
const ACTION = /\{\{-?\s*([^{}]*)\}\}|\{%-?\s*([^{}%]*)%\}|\$\{[\w.:-]+\}/g;

function actionsIn(text: string): readonly Hole[] {
  if (!/\{[{%]|\$\{/.test(text)) return [];
  return Array.from(text.matchAll(ACTION), ({ 0: source, 1: written, 2: told, index }) => ({
    start: index,
    end: index + source.length,
    role: roleOf(written ?? told ?? source),
    quote: '',
  }));
}

const ROLES: readonly (readonly [RegExp, HoleRole])[] = [
  [/^(?:if|range|with|block|define|for|macro)\b/, 'opens'],
  [/^end/, 'closes'],
  [/^(?:else|elif|set|break|continue)\b|^\/\*|^\$\w+\s*:?=/, 'between'],
];

function roleOf(inside: string): HoleRole {
  return ROLES.find(([pattern]) => pattern.test(inside))?.[1] ?? 'value';
}

/** Not the casts, of which most scripts are full. */
const MAY_BE_VARIABLE = /(?<![\w:\])"'$]):["'\p{L}_]/u;

/** `:name`, `:'name'` and `:"name"`: psql puts values in wherever no quote is around them. */
function variablesIn(text: string): readonly Hole[] {
  if (!MAY_BE_VARIABLE.test(text)) return [];
  const holes: Hole[] = [];
  let colon: number | undefined;
  for (const { kind, start, end } of sqlTokens(text)) {
    if (colon !== undefined && isVariable(text, colon, { kind, start, end })) {
      holes.push({ start: colon, end, role: 'value', quote: kind === 'word' ? '' : text.charAt(start) });
    }
    colon = kind === 'other' && text[start] === ':' ? start : undefined;
  }
  return holes;
}

/** Neither a cast, nor a bound of an array. */
function isVariable(
  text: string,
  colon: number,
  { kind, start, end }: TextRange & { readonly kind: SqlTokenKind },
): boolean {
  if (/[\w:\])"'$]/.test(text.charAt(colon - 1))) return false;
  return kind === 'word' || /^["']\w{1,63}["']$/.test(text.slice(start, Math.min(end, start + 66)));
}
