import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { runMain } from '../../packages/cli/src/testing/run-main.ts';
import {
  removeTemporaryFolders,
  repositoryAt,
  runGit,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { alembicProject, environmentText, type FileTexts } from './alembic-project.ts';
import { alembic } from './alembic-worker.ts';
import { revisionFile } from './revision-file.ts';

afterAll(removeTemporaryFolders);

const RULE = 'migrations/unnamed-version-location';
const GOOD = '[alembic]\nscript_location = alembic\nprepend_sys_path = .\n';
const POLICY = 'version: 1\nmigrations: { alembic: [alembic/versions] }\n';

/** The revision that is smuggled in. */
const EVIL = revisionFile({ revision: 'e0e0', down: 'a1', upgrade: ["op.drop_table('users')"] });

interface Attack {
  /** What the repository holds before. */
  readonly base?: FileTexts;
  readonly files: FileTexts;
  readonly removes?: readonly string[];
  /** Targets by the paths of the links. */
  readonly links?: FileTexts;
  /** Sources by the paths of what they are compiled to. */
  readonly compiles?: FileTexts;
  /** Before `heads`. */
  readonly args?: readonly string[];
  /** The first Alembic that knows what it takes. */
  readonly since?: number;
  /** The line of the configuration, and what is underlined there; `undefined` where CI cannot tell. */
  readonly finds: string | undefined;
}

const ini = (...lines: readonly string[]) => ['[alembic]', ...lines, 'prepend_sys_path = .', ''].join('\n');

const ATTACKS: Readonly<Record<string, Attack>> = {
  'another script_location': {
    files: {
      'alembic.ini': ini('script_location = evil'),
      'evil/env.py': '',
      'evil/versions/e0e0.py': EVIL,
      'evil/versions/a1.py': revisionFile({ revision: 'a1' }),
    },
    finds: 'alembic.ini:2 evil',
  },
  'a second version location': {
    files: {
      'alembic.ini': ini('script_location = alembic', 'version_locations = alembic/versions evil'),
      'evil/e0e0.py': EVIL,
    },
    finds: 'alembic.ini:3 evil',
  },
  'one behind a colon': {
    files: {
      'alembic.ini': ini(
        'script_location = alembic',
        'version_path_separator = :',
        'version_locations = alembic/versions:%(here)s/evil',
      ),
      'evil/e0e0.py': EVIL,
    },
    finds: 'alembic.ini:4 %(here)s/evil',
  },
  'one on a line of its own': {
    since: 16,
    files: {
      'alembic.ini': ini(
        'script_location = alembic',
        'path_separator = newline',
        'version_locations =',
        '    alembic/versions',
        '    evil',
      ),
      'evil/e0e0.py': EVIL,
    },
    finds: 'alembic.ini:6 evil',
  },
  'a folder above that of the policy': {
    since: 10,
    files: {
      'alembic.ini': ini(
        'script_location = alembic',
        'version_locations = alembic',
        'recursive_version_locations = true',
      ),
      'alembic/env.py': 'revision = "env"\ndown_revision = None\n',
      'alembic/evil/e0e0.py': EVIL,
    },
    finds: 'alembic.ini:3 alembic',
  },
  'a package': {
    files: {
      'alembic.ini': ini('script_location = alembic', 'version_locations = alembic/versions,shop:evil'),
      'shop/__init__.py': '',
      'shop/evil/e0e0.py': EVIL,
    },
    finds: 'alembic.ini:3 shop:evil',
  },
  'a second section': {
    files: {
      'alembic.ini': `${GOOD}[billing]\nscript_location = evil\nversion_locations = alembic/versions evil\n`,
      'evil/e0e0.py': EVIL,
    },
    args: ['-n', 'billing'],
    finds: 'alembic.ini:6 evil',
  },
  'a section that only means another word': {
    files: {
      'alembic.ini':
        '[DEFAULT]\nmore = alembic/versions\nscript_location = alembic\nversion_locations = alembic/versions %(more)s\n[alembic]\n[billing]\nmore = evil\n',
      'evil/e0e0.py': EVIL,
    },
    args: ['-n', 'billing'],
    finds: 'alembic.ini:4 version_locations = alembic/versions %(more)s',
  },
  'another configuration in another folder': {
    files: {
      'deploy/live.cfg': ini('script_location = alembic', 'version_locations = alembic/versions deploy/evil'),
      'deploy/evil/e0e0.py': EVIL,
    },
    args: ['-c', 'deploy/live.cfg'],
    finds: 'deploy/live.cfg:3 deploy/evil',
  },
  'pyproject.toml, once the ini file says no more': {
    since: 16,
    base: {
      'pyproject.toml': '[tool.alembic]\nversion_locations = [\n  "alembic/versions",\n  "evil",\n]\n',
    },
    files: { 'alembic.ini': ini('script_location = alembic'), 'evil/e0e0.py': EVIL },
    finds: 'pyproject.toml:4 evil',
  },
  'a revision for a folder that is loaded already': {
    base: { 'alembic.ini': ini('script_location = alembic', 'version_locations = alembic/versions evil') },
    files: { 'evil/e0e0.py': EVIL },
    finds: 'alembic.ini:3 evil',
  },
  'a link for a folder that is loaded already': {
    base: {
      'alembic.ini': ini('script_location = alembic', 'version_locations = alembic/versions evil'),
      'hidden/e0e0.py': EVIL,
    },
    files: {},
    links: { evil: 'hidden' },
    finds: 'alembic.ini:3 evil',
  },
  'a link to a revision, by the name of something else': {
    since: 16,
    base: { 'hidden/e0e0.py': EVIL },
    files: {},
    links: { 'alembic/versions/README': '../../hidden/e0e0.py' },
    finds: 'alembic/versions/README',
  },
  'a link to a revision': {
    base: { 'hidden/e0e0.py': EVIL },
    files: {},
    links: { 'alembic/versions/e0e0.py': '../../hidden/e0e0.py' },
    finds: 'alembic/versions/e0e0.py',
  },
  'a link for the folder of the policy': {
    base: { 'hidden/e0e0.py': EVIL, 'hidden/a1.py': revisionFile({ revision: 'a1' }) },
    files: {},
    removes: ['alembic/versions'],
    links: { 'alembic/versions': '../hidden' },
    finds: 'alembic/versions',
  },
  'a link to the configuration': {
    base: {
      'evil/x.ini': ini('script_location = alembic', 'version_locations = alembic/versions evil'),
    },
    files: { 'evil/e0e0.py': EVIL },
    removes: ['alembic.ini'],
    links: { 'alembic.ini': 'evil/x.ini' },
    finds: undefined,
  },
  'a compiled revision': {
    files: { 'alembic.ini': ini('script_location = alembic', 'sourceless = true') },
    compiles: { 'alembic/versions/e0e0.pyc': EVIL },
    finds: 'alembic.ini:3 sourceless = true',
  },
  'a compiled revision in the cache': {
    base: { 'alembic.ini': ini('script_location = alembic', 'sourceless = true') },
    files: {},
    compiles: { 'alembic/versions/__pycache__/e0e0.cpython-311.pyc': EVIL },
    finds: 'alembic.ini:3 sourceless = true',
  },
  'a folder by a way round': {
    files: {
      'alembic.ini': ini('script_location = alembic', 'version_locations = alembic/versions evil/../evil'),
      'evil/e0e0.py': EVIL,
    },
    finds: 'alembic.ini:3 evil/../evil',
  },
};

const version = alembic.kind === 'ready' ? Number(/^1\.(\d+)/.exec(alembic.alembic)?.[1]) : 0;

describe.skipIf(alembic.kind === 'unavailable')('a revision that the policy does not name', () => {
  test.each(Object.entries(ATTACKS))('%s: is loaded, and found', async (_, attack) => {
    const { loads, found } = await attacked(attack);
    expect(found).toEqual(attack.finds === undefined ? ['?'] : [attack.finds]);
    if (version >= (attack.since ?? 0)) expect(loads).toContain('e0e0');
  });
});

describe.skipIf(alembic.kind === 'unavailable')('an env.py that changes the schema', () => {
  const env = environmentText().replaceAll(
    'context.run_migrations()',
    'context.run_migrations()\n        context.execute("DROP TABLE users")',
  );

  test.each([
    ['alembic/env.py', GOOD],
    ['evil/env.py', ini('script_location = evil', 'version_locations = alembic/versions')],
  ])('does so with an upgrade of nothing, and is found: %s', async (file, configuration) => {
    const { root, project } = await changed({ files: { 'alembic.ini': configuration, [file]: env } });
    const { output } = await project.run('upgrade', 'a1:a1', '--sql');
    expect(output).toContain('DROP TABLE users;');
    const found = await judged(root, 'migrations/environment-changes-schema');
    expect(found).toEqual([`${file}:11 DROP TABLE users`, `${file}:20 DROP TABLE users`]);
  });
});

/** Ids of the heads as Alembic tells them, and what CI says of the change. */
async function attacked(attack: Attack) {
  const { root, project } = await changed(attack);
  const reply = await project.run(...(attack.args ?? []), 'heads');
  return { loads: [...reply.output.matchAll(/^\w+/gm)].map(([id]) => id), found: await judged(root) };
}

/** The repository on a branch that holds the attack. */
async function changed({ base = {}, files, removes = [], links = {}, compiles = {} }: Omit<Attack, 'finds'>) {
  const project = await alembicProject({
    ini: GOOD,
    files: { 'lockkeeper.yaml': POLICY, ...base },
    revisions: { 'a1.py': revisionFile({ revision: 'a1' }) },
  });
  const root = project.folder;
  runGit(root, ['init', '--quiet', '--initial-branch=main']);
  const repository = repositoryAt(root);
  repository.commit();
  repository.git('switch', '--quiet', '--create', 'feature');
  for (const file of removes) rmSync(path.join(root, file), { recursive: true });
  project.write(files);
  for (const [file, target] of Object.entries(links)) {
    mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
    symlinkSync(target, path.join(root, file));
  }
  for (const [file, text] of Object.entries(compiles)) compile(root, file, text);
  repository.commit();
  return { root, project };
}

function compile(root: string, file: string, text: string): void {
  if (alembic.kind === 'unavailable') return;
  const code =
    'import sys, os, py_compile as c; os.makedirs(os.path.dirname(sys.argv[2]), exist_ok=True); c.compile(sys.argv[1], cfile=sys.argv[2])';
  repositoryAt(root).write('compiled.txt', text);
  execFileSync(alembic.python, ['-c', code, 'compiled.txt', file], { cwd: root });
  rmSync(path.join(root, 'compiled.txt'));
}

async function judged(root: string, asked = RULE): Promise<readonly string[]> {
  const argv = ['check', '--base', 'main', '--head', 'HEAD', '--stage', 'ci', '--format', 'json'];
  const { stdout, stderr } = await runMain(argv, { cwd: root });
  if (stdout === '') throw new Error(stderr);
  const report: Report = JSON.parse(stdout);
  return [
    ...report.findings.filter(({ rule }) => rule === asked).map((finding) => shown(root, finding)),
    ...report.undetermined.filter(({ rule }) => rule === asked).map(() => '?'),
  ];
}

interface Place {
  readonly rule: string;
  readonly message: string;
  readonly path: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly end_line: number | null;
  readonly end_column: number | null;
}

interface Report {
  readonly findings: readonly Place[];
  readonly undetermined: readonly Place[];
}

/** Path, line and what is underlined. */
function shown(root: string, { path: file, line, column, end_line: last, end_column: end }: Place): string {
  if (file === null || line === null || column === null || end === null || last !== line) return 'nowhere';
  if (end === column) return file;
  const text = readFileSync(path.join(root, file), 'utf8').split('\n')[line - 1] ?? '';
  return `${file}:${line} ${text.slice(column - 1, end - 1)}`;
}
