/** A file that mostly says other things, and holds a few values that decide what runs before anybody looks. */
export interface ValueHolder {
  readonly name: string;
  readonly format: 'json' | 'toml';
  /** Each a way from the top of the file; it covers what is below. */
  readonly keys: readonly (readonly string[])[];
  /** Tables of commands by name: what a workflow calls is held, and what that calls in turn. */
  readonly scripts: readonly (readonly string[])[];
  /** The programs that run them. */
  readonly runners: readonly string[];
  /** The page of the vendor that says so. */
  readonly source: string;
}

export const VALUE_HOLDERS: readonly ValueHolder[] = [
  {
    name: 'package.json',
    format: 'json',
    keys: [
      ...scripts('preinstall install postinstall preprepare prepare postprepare'),
      ...scripts('prepublish prepublishOnly prepack postpack dependencies'),
      ...['packageManager', 'devEngines', 'workspaces', 'overrides', 'resolutions'].map((key) => [key]),
      ...['pnpm', 'trustedDependencies', 'dependenciesMeta'].map((key) => [key]),
      ...['husky', 'lint-staged', 'simple-git-hooks', 'gitHooks', 'pre-commit', 'pre-push'].map((key) => [
        key,
      ]),
    ],
    scripts: [['scripts']],
    runners: [
      'npm',
      'pnpm',
      'yarn',
      'bun',
      'node --run',
      'npm-run-all',
      'run-s',
      'run-p',
      'turbo',
      'nx',
      'lerna',
    ],
    source: 'https://docs.npmjs.com/cli/using-npm/scripts',
  },
  {
    name: 'pyproject.toml',
    format: 'toml',
    keys: [
      ['build-system'],
      ...['workspace', 'sources', 'index', 'override-dependencies', 'constraint-dependencies'].map((key) => [
        'tool',
        'uv',
        key,
      ]),
      ...['source', 'resolution'].map((key) => ['tool', 'pdm', key]),
      ['tool', 'poetry', 'source'],
      ['tool', 'hatch', 'build', 'hooks'],
      ['tool', 'setuptools', 'cmdclass'],
    ],
    scripts: [
      ['tool', 'poe', 'tasks'],
      ['tool', 'taskipy', 'tasks'],
      ['tool', 'pdm', 'scripts'],
    ],
    runners: ['poe', 'task', 'pdm'],
    source: 'https://packaging.python.org/en/latest/specifications/pyproject-toml/',
  },
  {
    name: 'composer.json',
    format: 'json',
    keys: [
      ...scripts('pre-install-cmd post-install-cmd pre-update-cmd post-update-cmd'),
      ...scripts('pre-autoload-dump post-autoload-dump post-root-package-install post-create-project-cmd'),
      ['repositories'],
      ['config', 'allow-plugins'],
    ],
    scripts: [['scripts']],
    runners: ['composer'],
    source: 'https://getcomposer.org/doc/articles/scripts.md',
  },
];

/** Files of commands that enforce where a workflow calls them, by the program that reads them. */
export const CALLED_FILES: readonly { readonly runner: string; readonly names: readonly string[] }[] = [
  { runner: 'make', names: ['Makefile', 'makefile', 'GNUmakefile'] },
  { runner: 'just', names: ['justfile', 'Justfile', '.justfile'] },
  { runner: 'task', names: ['Taskfile.yml', 'Taskfile.yaml', 'taskfile.yml', 'taskfile.yaml'] },
];

/** Whether a path is that of a file whose commands a workflow may call. */
export function mayBeCalled(path: string): boolean {
  return holderOf(path) !== undefined || CALLED_FILES.some(({ names }) => names.includes(path));
}

export function holderOf(path: string): ValueHolder | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return VALUE_HOLDERS.find((holder) => holder.name === name);
}

function scripts(names: string): readonly (readonly string[])[] {
  return names.split(' ').map((name) => ['scripts', name]);
}
