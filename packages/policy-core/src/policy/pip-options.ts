/** An option that pip takes, or took, in a requirements file. */
export interface PipOptionKind {
  /** In full, the usual one first; short ones have one letter. */
  readonly names: readonly [string, ...string[]];
  readonly takesValue: boolean;
  /** Whether it changes where packages come from, or which versions of them count. */
  readonly changesSource: boolean;
  /** pip takes it no more: it refuses the line. */
  readonly isPast?: true;
}

export const PIP_OPTIONS: readonly PipOptionKind[] = [
  source(['--index-url', '-i', '--pypi-url'], true),
  source(['--extra-index-url'], true),
  source(['--no-index'], false),
  source(['--find-links', '-f'], true),
  source(['--trusted-host'], true),
  source(['--pre'], false),
  source(['--all-releases'], true),
  { ...source(['--process-dependency-links'], false), isPast: true },
  other(['--requirement', '-r'], true),
  other(['--constraint', '-c'], true),
  other(['--editable', '-e'], true),
  other(['--no-binary'], true),
  other(['--only-binary'], true),
  other(['--prefer-binary'], false),
  other(['--only-final'], true),
  other(['--require-hashes'], false),
  other(['--no-require-hashes'], false),
  other(['--use-feature'], true),
  other(['--hash'], true),
  other(['--config-settings', '-C'], true),
  { ...other(['--config-setting'], true), isPast: true },
  { ...other(['--global-option'], true), isPast: true },
  { ...other(['--install-option'], true), isPast: true },
];

/** What pip makes of the name of an option. */
export interface MeantOption {
  /** By usual names: one; none when pip knows none, several when it cannot tell. */
  readonly means: readonly string[];
  /** Whether pip takes it: one it takes, or the beginning of one only. */
  readonly isTaken: boolean;
  readonly takesValue: boolean;
}

/** pip takes the beginning of one long name for it; a short option is never abbreviated. */
export function pipOptionMeant(written: string): MeantOption {
  const known = MEANT.get(written);
  if (known !== undefined) return known;
  const present = written.startsWith('--') ? begunBy(written, PRESENT) : [];
  if (present.length > 0) return meantBy(present);
  const past = PIP_OPTIONS.filter(({ isPast }) => isPast);
  const gone = written.startsWith('--') ? begunBy(written, past) : [];
  return { ...meantBy(gone), isTaken: false };
}

const PRESENT = PIP_OPTIONS.filter(({ isPast }) => isPast !== true);
const MEANT: ReadonlyMap<string, MeantOption> = new Map(
  PRESENT.flatMap((option) => option.names.map((name) => [name, meantBy([option])] as const)),
);

/** An option counts once for each of its names that may be meant: two are too many for pip even then. */
function begunBy(beginning: string, options: readonly PipOptionKind[]): readonly PipOptionKind[] {
  return options.flatMap((option) =>
    option.names.filter((name) => name.startsWith(beginning)).map(() => option),
  );
}

function meantBy(options: readonly PipOptionKind[]): MeantOption {
  const [only] = options;
  return {
    means: [...new Set(options.map(({ names: [name] }) => name))],
    isTaken: options.length === 1,
    takesValue: options.length === 1 && only?.takesValue === true,
  };
}

function source(names: PipOptionKind['names'], needsValue: boolean): PipOptionKind {
  return { names, takesValue: needsValue, changesSource: true };
}

function other(names: PipOptionKind['names'], needsValue: boolean): PipOptionKind {
  return { names, takesValue: needsValue, changesSource: false };
}
