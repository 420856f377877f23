import type { LockOption } from './lock-command-options.ts';

export type LockArguments =
  | {
      readonly kind: 'read';
      /** Every word, but those that say what to upgrade. */
      readonly kept: readonly string[];
      readonly inputs: readonly string[];
      /** The last one counts. */
      readonly output: string | undefined;
      /** Other files it reads. */
      readonly files: readonly string[];
      /** Options that change where packages come from, and the option of pip they are like. */
      readonly sources: readonly { readonly written: string; readonly like: string }[];
    }
  /** `problem` is a clause. */
  | { readonly kind: 'unread'; readonly problem: string };

/** Whether every word is known: a word that is not could do anything. */
export function readLockArguments(
  words: readonly string[],
  options: ReadonlyMap<string, LockOption>,
): LockArguments {
  const [kept, inputs, files]: [string[], string[], string[]] = [[], [], []];
  const sources: { written: string; like: string }[] = [];
  let output: string | undefined;
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) {
      inputs.push(word);
      kept.push(word);
      continue;
    }
    const [name, attached] = parted(word);
    const option = options.get(name);
    if (option === undefined) return unread(`the option ${name} is not one that is known to be harmless`);
    const isAlone = attached === undefined && takesValue(option);
    if (attached !== undefined && !takesValue(option)) return unread(`the option ${name} takes no value`);
    const value = isAlone ? words[index + 1] : attached;
    if (takesValue(option) && value === undefined) return unread(`the option ${name} has no value`);
    if (isAlone) index += 1;
    if (option.kind === 'upgrade') continue;
    kept.push(word, ...(isAlone ? [value ?? ''] : []));
    if (option.kind === 'output') output = value;
    if (option.kind === 'file') files.push(value ?? '');
    if (option.kind === 'source') sources.push({ written: name, like: option.like });
  }
  return { kind: 'read', kept, inputs, output, files, sources };
}

/** A short option with its value in one word is not read: the tools do not agree about it. */
function parted(word: string): readonly [string, string | undefined] {
  const equals = word.startsWith('--') ? word.indexOf('=') : -1;
  return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
}

function takesValue(option: LockOption): boolean {
  if (option.kind === 'upgrade' || option.kind === 'source') return option.takesValue;
  return option.kind !== 'flag';
}

function unread(problem: string): LockArguments {
  return { kind: 'unread', problem };
}
