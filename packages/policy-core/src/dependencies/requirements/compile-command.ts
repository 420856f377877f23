/** What a command that writes a lock was told. */
export interface CompileCommand {
  readonly tool: 'pip-compile' | 'uv';
  /** As written: on Windows with its separators. */
  readonly inputs: readonly string[];
  readonly output: string | undefined;
  readonly python: string | undefined;
  readonly platform: string | undefined;
  readonly isUniversal: boolean;
  readonly generatesHashes: boolean;
  readonly stripsExtras: boolean;
  /** Files of constraints, as written. */
  readonly constraints: readonly string[];
  /** Files of requirements that count instead of those of the same projects, as written. */
  readonly overrides: readonly string[];
  /** Projects that it leaves out of the lock by name. */
  readonly leftOut: readonly string[];
  /** Whether pip-compile writes what it leaves out by itself. */
  readonly allowsUnsafe: boolean;
}

/**
 * `undefined` for any other program, such as `make requirements`. Another one may start it: `python -m piptools compile`,
 * `uvx --from pip-tools pip-compile`, `CI=1 pip-compile`, `cd api && uv pip compile`.
 */
export function compileCommand(words: readonly string[]): CompileCommand | undefined {
  for (const [index, word] of words.entries()) {
    const rest = beforeNextCommand(words.slice(index + 1));
    if (isProgram(word, 'pip-compile')) return pipCompile(sortedOut(rest, PIP_COMPILE_VALUES));
    if (word === 'piptools' && rest[0] === 'compile') {
      return pipCompile(sortedOut(rest.slice(1), PIP_COMPILE_VALUES));
    }
    const told = isProgram(word, 'uv') ? uvCommand(rest) : undefined;
    if (told !== undefined) return told;
  }
  return undefined;
}

function beforeNextCommand(words: readonly string[]): readonly string[] {
  const end = words.findIndex((word) => /^(?:&&|\|\|?|;|\d?>>?)/.test(word));
  return end < 0 ? words : words.slice(0, end);
}

function uvCommand(words: readonly string[]): CompileCommand | undefined {
  const given = sortedOut(words, UV_VALUES);
  const [command, subcommand, ...inputs] = given.operands;
  if (command === 'pip' && subcommand === 'compile') return uvCompile({ ...given, operands: inputs });
  return command === 'export' ? uvExport(given) : undefined;
}

function isProgram(word: string, name: string): boolean {
  const [last = ''] = word.split(/[\\/]/).slice(-1);
  return last === name || last === `${name}.exe`;
}

interface GivenWords {
  readonly operands: readonly string[];
  /** In the order given; without a value where the option takes none. */
  readonly options: readonly { readonly name: string; readonly value: string | undefined }[];
}

function sortedOut(words: readonly string[], takesValue: ReadonlySet<string>): GivenWords {
  const operands: string[] = [];
  const options: { name: string; value: string | undefined }[] = [];
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (word === '--') return { operands: [...operands, ...words.slice(index + 1)], options };
    if (!word.startsWith('-') || word === '-') {
      operands.push(word);
      continue;
    }
    const [name, attached] = optionParts(word);
    if (attached === undefined && takesValue.has(name)) index += 1;
    const next = takesValue.has(name) ? words[index] : undefined;
    options.push({ name, value: attached ?? next });
  }
  return { operands, options };
}

/** `--output-file=a` and `-oa`: name and value in one word. */
function optionParts(word: string): readonly [string, string | undefined] {
  const equals = word.indexOf('=');
  if (word.startsWith('--')) {
    return equals < 0 ? [word, undefined] : [word.slice(0, equals), word.slice(equals + 1)];
  }
  return [word.slice(0, 2), word.length > 2 ? word.slice(word[2] === '=' ? 3 : 2) : undefined];
}

function pipCompile(given: GivenWords): CompileCommand {
  return {
    tool: 'pip-compile',
    inputs: given.operands,
    output: valueOf(given, '-o', '--output-file'),
    python: undefined,
    platform: undefined,
    isUniversal: false,
    generatesHashes: isOn(given, 'generate-hashes') ?? false,
    stripsExtras: isOn(given, 'strip-extras') ?? false,
    ...named(given),
  };
}

/** Both tools call these the same. */
function named(
  given: GivenWords,
): Pick<CompileCommand, 'constraints' | 'overrides' | 'leftOut' | 'allowsUnsafe'> {
  return {
    constraints: valuesOf(given, '-c', '--constraint', '--constraints'),
    overrides: valuesOf(given, '--override', '--overrides'),
    leftOut: valuesOf(given, '--unsafe-package', '--no-emit-package'),
    allowsUnsafe: isOn(given, 'allow-unsafe') ?? false,
  };
}

/** Extras are left out unless asked for, the other way round than pip-compile. */
function uvCompile(given: GivenWords): CompileCommand {
  return {
    ...ofUv(given),
    inputs: given.operands,
    isUniversal: isOn(given, 'universal') ?? false,
    generatesHashes: isOn(given, 'generate-hashes') ?? false,
    stripsExtras: isOn(given, 'strip-extras') ?? true,
  };
}

/** What `uv.lock` holds, for every platform; hashes come along unless they are refused. */
function uvExport(given: GivenWords): CompileCommand {
  return {
    ...ofUv(given),
    inputs: [],
    isUniversal: true,
    generatesHashes: isOn(given, 'hashes') ?? true,
    stripsExtras: true,
  };
}

function ofUv(given: GivenWords) {
  const version = valueOf(given, '--python-version');
  const interpreter = valueOf(given, '-p', '--python');
  return {
    tool: 'uv' as const,
    output: valueOf(given, '-o', '--output-file'),
    python: [version, interpreter].find(isVersion),
    platform: valueOf(given, '--python-platform'),
    ...named(given),
  };
}

function isVersion(text: string | undefined): boolean {
  return text !== undefined && /^\d{1,4}\.\d{1,4}(?:\.\d{1,4})?$/.test(text);
}

function valueOf({ options }: GivenWords, ...names: readonly string[]): string | undefined {
  return options.findLast(({ name }) => names.includes(name))?.value;
}

function valuesOf({ options }: GivenWords, ...names: readonly string[]): readonly string[] {
  return options.flatMap(({ name, value }) => (names.includes(name) && value !== undefined ? [value] : []));
}

/** Of a flag and its opposite, `--universal` and `--no-universal`, the last counts. */
function isOn({ options }: GivenWords, flag: string): boolean | undefined {
  const last = options.findLast(({ name }) => name === `--${flag}` || name === `--no-${flag}`);
  return last && last.name === `--${flag}`;
}

/** Options of `pip-compile` that take the next word for their value. */
export const PIP_COMPILE_VALUES: ReadonlySet<string> = optionNames(`
  -c -f -i -o -P --annotation-style --build-deps-for --cache-dir --cert --client-cert --config
  --constraint --extra --extra-index-url --find-links --group --index-url --max-rounds --newline
  --output-file --pip-args --python-executable --resolver --trusted-host --unsafe-package
  --upgrade-package --uploaded-prior-to
`);

/** Options of `uv` that take the next word for their value, of `uv pip compile` and `uv export` alike. */
export const UV_VALUES: ReadonlySet<string> = optionNames(`
  -b -c -C -f -i -o -p -P --allow-insecure-host --annotation-style --build-constraint
  --build-constraints --cache-dir --cert --client-cert --color --config --config-file
  --config-setting --config-setting-package --config-settings --config-settings-package
  --constraint --constraints --custom-compile-command --default-index --directory --exclude
  --exclude-newer --exclude-newer-package --excludes --extra --extra-index-url --find-links
  --fork-strategy --format --group --index --index-strategy --index-url --keyring-provider
  --link-mode --max-rounds --no-binary --no-binary-package --no-build-isolation-package
  --no-build-package --no-editable-package --no-emit-package --no-extra --no-group
  --no-install-package --no-sources-package --only-binary --only-emit-package --only-group
  --only-install-package --output-file --override --overrides --package --pip-args --prerelease
  --preview-feature --preview-features --project --prune --python --python-fetch --python-platform
  --python-preference --python-version --refresh-package --resolution --resolver --script
  --torch-backend --trusted-host --unsafe-package --upgrade-group --upgrade-package
`);

function optionNames(list: string): ReadonlySet<string> {
  return new Set(list.trim().split(/\s+/));
}
