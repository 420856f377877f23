/** A file that mostly says other things, and holds a few values that decide what runs before anybody looks. */
export interface ValueHolder {
  /** In lower case: a disk may not tell names apart by it. */
  readonly names: readonly string[];
  readonly format: 'json' | 'toml' | 'yaml';
  /** Each a way from the top of the file, `*` for any name; it covers what is below. */
  readonly keys: readonly KeyPath[];
  /** What is below a key and decides nothing. */
  readonly except?: readonly KeyPath[];
  /** Tables of commands by name: what a workflow calls is held, and what that calls in turn. */
  readonly scripts: readonly KeyPath[];
  /** The programs that run them. */
  readonly runners: readonly string[];
  /** The page of the vendor that says so. */
  readonly source: string;
}

export type KeyPath = readonly string[];

/** Programs that run the scripts of a `package.json`. */
const SCRIPT_RUNNERS =
  'npm pnpm yarn bun --run nr deno npm-run-all npm-run-all2 run-s run-p concurrently wireit turbo nx lerna'.split(
    ' ',
  );

/** What npm, pnpm, yarn and bun take from a `package.json` before or beside any script that is called. */
const OF_A_PACKAGE: Pick<ValueHolder, 'keys' | 'scripts' | 'runners'> = {
  keys: [
    ...scripts('preinstall install postinstall preprepare prepare postprepare pnpm:devPreinstall'),
    ...scripts('prepublish prepublishOnly prepack postpack dependencies'),
    ...tops('packageManager devEngines workspaces overrides resolutions'),
    ...tops('pnpm trustedDependencies dependenciesMeta allowScripts lavamoat'),
    ...tops('husky lint-staged nano-staged simple-git-hooks gitHooks pre-commit pre-push'),
    // Commands of scripts that stand beside them, and a bot that merges.
    ...tops('wireit nx renovate'),
  ],
  scripts: [['scripts']],
  runners: SCRIPT_RUNNERS,
};

export const VALUE_HOLDERS: readonly ValueHolder[] = [
  {
    names: ['package.json'],
    format: 'json',
    ...OF_A_PACKAGE,
    source: 'https://docs.npmjs.com/cli/using-npm/scripts',
  },
  {
    names: ['package.yaml'],
    format: 'yaml',
    ...OF_A_PACKAGE,
    source: 'https://pnpm.io/package_json',
  },
  {
    names: ['pnpm-workspace.yaml'],
    format: 'yaml',
    keys: [['*']],
    except: tops('catalog catalogs'),
    scripts: [],
    runners: [],
    source: 'https://pnpm.io/settings',
  },
  {
    names: ['deno.json', 'deno.jsonc'],
    format: 'json',
    keys: tops('workspace patch links allowScripts importMap'),
    scripts: [['tasks']],
    runners: ['deno'],
    source: 'https://docs.deno.com/runtime/fundamentals/configuration/',
  },
  {
    names: ['pyproject.toml'],
    format: 'toml',
    keys: [
      ['build-system'],
      ['tool', 'uv', '*'],
      ...tools('pdm source resolution build plugins options'),
      ...'pre_install post_install pre_lock post_lock pre_build post_build pre_run'
        .split(' ')
        .map((signal) => ['tool', 'pdm', 'scripts', signal]),
      ...tools('poetry source build requires-plugins'),
      ['tool', 'hatch', 'build', 'hooks'],
      ['tool', 'hatch', 'build', 'targets', '*', 'hooks'],
      ['tool', 'hatch', 'metadata', 'hooks'],
      ['tool', 'hatch', 'envs', '*', 'pre-install-commands'],
      ['tool', 'hatch', 'envs', '*', 'post-install-commands'],
      ...tools('setuptools cmdclass ext-modules'),
      ['tool', 'cibuildwheel'],
      ['tool', 'tox'],
    ],
    except: ['dev-dependencies', 'default-groups', 'dependency-groups'].map((key) => ['tool', 'uv', key]),
    scripts: [
      ...tools('poe tasks'),
      ...tools('taskipy tasks'),
      ...tools('pdm scripts'),
      ...tools('rye scripts'),
      ...tools('pixi tasks'),
      ['tool', 'hatch', 'envs', '*', 'scripts'],
      ['tool', 'pixi', 'feature', '*', 'tasks'],
    ],
    runners: ['poe', 'task', 'pdm', 'rye', 'pixi', 'hatch'],
    source: 'https://packaging.python.org/en/latest/specifications/pyproject-toml/',
  },
  {
    names: ['uv.toml'],
    format: 'toml',
    keys: [['*']],
    scripts: [],
    runners: [],
    source: 'https://docs.astral.sh/uv/reference/settings/',
  },
  {
    names: ['cargo.toml'],
    format: 'toml',
    keys: tops('patch replace'),
    scripts: [],
    runners: [],
    source: 'https://doc.rust-lang.org/cargo/reference/overriding-dependencies.html',
  },
  {
    names: ['composer.json'],
    format: 'json',
    keys: [
      ...scripts('pre-install-cmd post-install-cmd pre-update-cmd post-update-cmd pre-operations-exec'),
      ...scripts('pre-autoload-dump post-autoload-dump post-root-package-install post-create-project-cmd'),
      ...scripts('pre-package-install post-package-install pre-package-update post-package-update'),
      ...scripts('pre-package-uninstall post-package-uninstall init command pre-command-run'),
      ...scripts('pre-file-download post-file-download pre-pool-create'),
      ...tops('repositories config'),
    ],
    scripts: [['scripts']],
    runners: ['composer'],
    source: 'https://getcomposer.org/doc/articles/scripts.md',
  },
];

export function holderOf(path: string): ValueHolder | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  return VALUE_HOLDERS.find(({ names }) => names.includes(name));
}

function scripts(names: string): readonly KeyPath[] {
  return names.split(' ').map((name) => ['scripts', name]);
}

function tops(names: string): readonly KeyPath[] {
  return names.split(' ').map((name) => [name]);
}

/** Keys of `[tool.NAME]`. */
function tools(words: string): readonly KeyPath[] {
  const [name = '', ...keys] = words.split(' ');
  return keys.map((key) => ['tool', name, key]);
}
