import { shellWords } from '../requirements/shell-words.ts';
import type { PlannedCommand } from './upgrade-plan.ts';

export type TypedCommand =
  | { readonly kind: 'words'; readonly words: PlannedCommand['words'] }
  /** `problem` is a clause. */
  | { readonly kind: 'refused'; readonly problem: string };

/** Cuts what somebody typed into words. What only a shell could do is refused: silently it would do something else. */
export function typedCommand(text: string): TypedCommand {
  const words = shellWords(text)?.map((word) => word.text);
  if (words === undefined) return { kind: 'refused', problem: 'a quote in it is not closed' };
  const [program, ...rest] = words;
  if (program === undefined || program === '') return { kind: 'refused', problem: 'it is empty' };
  const sign = words.find((word) => FOR_A_SHELL.test(word));
  if (sign !== undefined)
    return { kind: 'refused', problem: `no shell reads it, and ${sign} is for a shell` };
  if (/^\w+=/.test(program)) {
    return { kind: 'refused', problem: `no shell reads it: set ${program} before you start Lockkeeper` };
  }
  return { kind: 'words', words: [program, ...rest] };
}

const FOR_A_SHELL = /^(?:[;&|<>]+|\d?>{1,2}\S*)$|;$|\$\(|`|\0/;
