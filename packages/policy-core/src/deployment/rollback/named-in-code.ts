import { isCode, releasedUses } from '../../migrations/analysis/released-uses.ts';
import { isTestFile } from '../../migrations/ownership/code-kind.ts';
import type { NamedLine } from '../../model/observations.ts';
import type { Taking } from './names-taken.ts';

type NameTaking = Extract<Taking, { readonly kind: 'name' }>;

/** What code is searched for: the names as they are, and as classes of them are called. */
export function wordsOf({ table, column }: NameTaking): readonly string[] {
  const parts = table.text.split('_').filter((part) => part !== '');
  const camel = parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
  const forms = [table.text, camel, camel.charAt(0).toLowerCase() + camel.slice(1), parts.join('')];
  return [...new Set([...forms, ...(column === undefined ? [] : [column.text])])];
}

export type NamedInCode =
  | { readonly kind: 'not-named' }
  /** `sure`: it is this table or column, and not another one of that name. */
  | { readonly kind: 'named'; readonly at: NamedLine; readonly isSure: boolean };

/**
 * Whether code names what was taken away. A column may be named far from its table, by a class or by a mixin: where its
 * word stands anywhere in code that nobody can tell apart, it counts.
 */
export function namedInCode(taking: NameTaking, lines: readonly NamedLine[]): NamedInCode {
  const code = lines.filter(({ path }) => !isTestFile(path));
  const [sure] = releasedUses(taking, code);
  if (sure !== undefined) return { kind: 'named', at: sure, isSure: true };
  const words = taking.column === undefined ? wordsOf(taking) : [taking.column.text];
  const [perhaps] = code.filter((line) => isCode(line) && mayHold(line, words));
  return perhaps === undefined ? { kind: 'not-named' } : { kind: 'named', at: perhaps, isSure: false };
}

function mayHold({ text }: NamedLine, words: readonly string[]): boolean {
  // A line is kept to its 300th character; it was found for something that may stand behind.
  if (text.length >= CUT) return true;
  const found: readonly string[] = text.match(/[\p{L}\p{N}_$]+/gu) ?? [];
  return words.some((word) => found.includes(word));
}

const CUT = 300;
