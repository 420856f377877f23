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
  const given: Given[] = [];
  for (let index = 0; index < words.length; index += given.at(-1)?.written.length ?? 1) {
    const read = readArgument(words.slice(index, index + 2), options);
    if (typeof read === 'string') return { kind: 'unread', problem: read };
    given.push(read);
  }
  const of = (kind: Given['kind']) => given.filter((one) => one.kind === kind);
  return {
    kind: 'read',
    kept: given.flatMap(({ kind, written }) => (kind === 'upgrade' ? [] : written)),
    inputs: of('input').map(({ value }) => value),
    output: of('output').at(-1)?.value,
    files: of('file').map(({ value }) => value),
    sources: of('source').map(({ name, like }) => ({ written: name, like })),
  };
}

interface Given {
  readonly kind: LockOption['kind'] | 'input';
  /** Empty for an input. */
  readonly name: string;
  readonly value: string;
  /** The words it stands in. */
  readonly written: readonly string[];
  readonly like: string;
}

/** The first word, with the second where it is its value; a clause where it cannot be read. */
function readArgument(
  [word = '', next]: readonly string[],
  options: ReadonlyMap<string, LockOption>,
): Given | string {
  if (!word.startsWith('-')) return { kind: 'input', name: '', value: word, written: [word], like: '' };
  const [name, attached] = parted(word);
  const option = options.get(name);
  if (option === undefined) return `the option ${name} is not one that is known to be harmless`;
  const like = option.kind === 'source' ? option.like : '';
  const { kind } = option;
  if (!takesValue(option)) {
    if (attached !== undefined) return `the option ${name} takes no value`;
    return { kind, name, value: '', written: [word], like };
  }
  if (attached !== undefined) return { kind, name, value: attached, written: [word], like };
  if (next === undefined) return `the option ${name} has no value`;
  return { kind, name, value: next, written: [word, next], like };
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
