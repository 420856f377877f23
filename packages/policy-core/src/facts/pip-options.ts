/** An option that pip takes, or took, in a requirements file. */
export interface PipOptionKind {
  /** In full, the usual one first; short ones have one letter. */
  readonly names: readonly [string, ...string[]];
  readonly takesValue: boolean;
  /** Whether it changes where packages come from, or which versions of them count. */
  readonly changesSource: boolean;
}

/** Of all versions of pip at once: what one of them takes must not pass because another does not. */
export const PIP_OPTIONS: readonly PipOptionKind[] = [
  source(['--index-url', '-i', '--pypi-url'], true),
  source(['--extra-index-url'], true),
  source(['--no-index'], false),
  source(['--find-links', '-f'], true),
  source(['--trusted-host'], true),
  source(['--pre'], false),
  source(['--all-releases'], true),
  source(['--process-dependency-links'], false),
  other(['--requirement', '-r'], true),
  other(['--constraint', '-c'], true),
  other(['--editable', '-e'], true),
  other(['--no-binary'], true),
  other(['--only-binary'], true),
  other(['--prefer-binary'], false),
  other(['--only-final'], true),
  other(['--require-hashes'], false),
  other(['--use-feature'], true),
  other(['--hash'], true),
  other(['--config-settings', '-C', '--config-setting'], true),
  other(['--global-option'], true),
  other(['--install-option'], true),
];

/** Refused unless the policy allows them. */
export const SOURCE_OPTIONS: readonly string[] = PIP_OPTIONS.filter(({ changesSource }) => changesSource).map(
  ({ names: [name] }) => name,
);

/**
 * What pip may take a word for, by usual names: itself, or everything it is the beginning of. Of
 * several pip takes none; a short option is never abbreviated.
 */
export function pipOptionsMeant(word: string): readonly string[] {
  const exact = pipOptionsNamed(word);
  if (exact.length > 0 || !word.startsWith('--')) return exact;
  return PIP_OPTIONS.filter(({ names }) => names.some((name) => name.startsWith(word))).map(
    ({ names: [name] }) => name,
  );
}

/** The usual name of an option that is written in full; empty when there is none. */
export function pipOptionsNamed(word: string): readonly string[] {
  return PIP_OPTIONS.filter(({ names }) => names.includes(word)).map(({ names: [name] }) => name);
}

export function takesValue(name: string): boolean {
  return PIP_OPTIONS.some((option) => option.names[0] === name && option.takesValue);
}

function source(names: PipOptionKind['names'], needsValue: boolean): PipOptionKind {
  return { names, takesValue: needsValue, changesSource: true };
}

function other(names: PipOptionKind['names'], needsValue: boolean): PipOptionKind {
  return { names, takesValue: needsValue, changesSource: false };
}
