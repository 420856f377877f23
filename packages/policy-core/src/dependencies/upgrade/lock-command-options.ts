/** What an option of a lock command means for whether it may be run unseen by its author. */
export type LockOption =
  | { readonly kind: 'flag' }
  | { readonly kind: 'value' }
  /** Its value is a file of the repository. */
  | { readonly kind: 'file' }
  | { readonly kind: 'output' }
  /** Says what to upgrade, which the user says now. */
  | { readonly kind: 'upgrade'; readonly takesValue: boolean }
  /** Changes where packages come from, as this option of pip does. */
  | { readonly kind: 'source'; readonly like: string; readonly takesValue: boolean };

/** An option that is not listed may run a program, write elsewhere or read settings: such a command is shown only. */
export const PIP_COMPILE_OPTIONS: ReadonlyMap<string, LockOption> = new Map<string, LockOption>([
  ...flags(`
    -q --quiet -v --verbose --all-extras --allow-unsafe --no-allow-unsafe --annotate --no-annotate
    --build-isolation --color --no-color --emit-find-links --no-emit-find-links --emit-index-url
    --no-emit-index-url --emit-options --no-emit-options --emit-trusted-host --no-emit-trusted-host
    --generate-hashes --no-generate-hashes --header --no-header --no-config --no-pre --rebuild
    --reuse-hashes --no-reuse-hashes --strip-extras --no-strip-extras --no-upgrade
  `),
  ...values('--annotation-style --extra --max-rounds --newline --resolver --unsafe-package'),
  ...files('-c --constraint'),
  ...output(),
  ...upgrades(),
  ...pipSources(),
]);

export const UV_OPTIONS: ReadonlyMap<string, LockOption> = new Map<string, LockOption>([
  ...flags(`
    -q --quiet -v --verbose --all-extras --universal --no-universal --no-annotate --annotate
    --no-header --header --no-strip-extras --strip-extras --no-strip-markers --strip-markers
    --emit-index-url --emit-find-links --emit-build-options --emit-marker-expression
    --emit-index-annotation --generate-hashes --no-generate-hashes --no-build --no-deps --no-sources
    --no-cache --no-progress --native-tls --offline --system-certs
  `),
  ...values(`
    --annotation-style --color --exclude-newer --extra --fork-strategy --no-binary --no-emit-package
    --only-binary --python-platform --python-version --resolution --unsafe-package
  `),
  ...files(
    '-b -c --build-constraint --build-constraints --constraint --constraints --excludes --override --overrides',
  ),
  ...output(),
  ...upgrades(),
  ...pipSources(),
  ['--default-index', source('--index-url')],
  ['--index', source('--extra-index-url')],
  ['--index-strategy', source('--extra-index-url')],
  ['--torch-backend', source('--extra-index-url')],
  ['--allow-insecure-host', source('--trusted-host')],
  ['--prerelease', source('--pre')],
]);

function pipSources(): readonly Entry[] {
  return [
    ['-i', source('--index-url')],
    ['--index-url', source('--index-url')],
    ['--extra-index-url', source('--extra-index-url')],
    ['-f', source('--find-links')],
    ['--find-links', source('--find-links')],
    ['--trusted-host', source('--trusted-host')],
    ['--pre', source('--pre', false)],
    ['--no-index', source('--no-index', false)],
  ];
}

type Entry = readonly [string, LockOption];

function upgrades(): readonly Entry[] {
  return [
    ...entries('-U --upgrade', { kind: 'upgrade', takesValue: false }),
    ...entries('-P --upgrade-package', { kind: 'upgrade', takesValue: true }),
  ];
}

function output(): readonly Entry[] {
  return entries('-o --output-file', { kind: 'output' });
}

function flags(names: string): readonly Entry[] {
  return entries(names, { kind: 'flag' });
}

function values(names: string): readonly Entry[] {
  return entries(names, { kind: 'value' });
}

function files(names: string): readonly Entry[] {
  return entries(names, { kind: 'file' });
}

function source(like: string, takesValue = true): LockOption {
  return { kind: 'source', like, takesValue };
}

function entries(names: string, option: LockOption): readonly Entry[] {
  return names
    .trim()
    .split(/\s+/)
    .map((name) => [name, option]);
}
