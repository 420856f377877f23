import { rmSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { statusText } from '../../packages/extension/src/server/status-text.ts';
import { waitingText } from '../../packages/extension/src/views/waiting-text.ts';
import {
  SITUATIONS,
  type Situation,
  type SituationName,
} from '../../packages/policy-core/src/testing/guard-situations.ts';
import type { Repository } from './repository.ts';
import { cleanUpAfterEach, client, repository } from './session.ts';

cleanUpAfterEach();

/** How a situation of the guard comes about in a folder that an editor has open. */
interface InEditor {
  readonly policy?: object;
  /** Written after the one commit, which holds the policy. */
  readonly files?: Readonly<Record<string, string>>;
  readonly prepare?: (shop: Repository) => void;
  /** Why an editor does not come to it; shown is what it says in its place. */
  readonly instead?: string;
}

const NO_DEPLOY = 'an editor deploys nothing';

const IN_EDITOR: Readonly<Partial<Record<SituationName, InEditor>>> = {
  'a first deploy': { instead: NO_DEPLOY },
  'a record that cannot be read': { files: { 'infrastructure/last-good-deploy.json': '{' } },
  'a pattern that matches nothing': {
    policy: { migrations: { sql: ['db/migration/*.sql'] } },
    files: { 'db/1.sql': 'SELECT 1;\n' },
  },
  'a pattern of which nobody knows': {
    files: { 'db/1.sql': 'SELECT 1;\n' },
    prepare(shop) {
      shop.git('add', '--all');
      shop.git('commit', '--quiet', '--message', 'Add');
      shop.git('sparse-checkout', 'set', '--no-cone', '/lockkeeper.json');
    },
  },
  'a tree that could not be listed': { prepare: (shop) => shop.write({ '.git/index': 'no index' }) },
  'no change, and rules about changes': {
    prepare: ({ folder }) => rmSync(path.join(folder, '.git'), { recursive: true }),
  },
  'a protected path without a label': {
    files: { 'core/a.py': 'x = 1\n' },
    instead: 'an editor does not know the labels',
  },
  'a protected path, labels unknown': { files: { 'core/a.py': 'x = 1\n' } },
  'a list of changes that was cut': { files: { 'a.py': 'x = 1\n' }, instead: 'git cuts no list' },
  'a tool that nothing judges': { files: { 'uv.lock': '' } },
  'a tool that must be judged': { files: { 'uv.lock': '' } },
  'a commit without its tag': { instead: NO_DEPLOY },
  'a release of pairs and migrations': {
    files: { 'r.txt': 'a==1\n', 'r.lock': 'a==1\n', 'db/1.sql': 'SELECT 1;\n' },
  },
};

function opened(name: SituationName): Repository {
  const situation: Situation = SITUATIONS[name];
  const { policy = situation.policy, files = situation.files ?? {}, prepare } = IN_EDITOR[name] ?? {};
  const shop = repository({ 'lockkeeper.json': JSON.stringify({ version: 1, ...policy }) });
  shop.write(files);
  prepare?.(shop);
  return shop;
}

/** What the language status of VS Code says of each, once all were checked. */
async function told(names: readonly SituationName[], parserFolder?: string): Promise<readonly string[]> {
  const shops = names.map((name) => opened(name));
  const initializationOptions = { trusted: true, parserFolder };
  const editor = await client({ folders: shops.map(({ uri }) => uri), initializationOptions });
  const checked = editor.checkWorkspace();
  if (parserFolder === undefined) await checked;
  else await expect(checked).rejects.toThrow(`cannot be read in ${parserFolder}`);
  const status = await editor.status(({ folders }) =>
    folders.every(
      ({ policy, coverage, problem }) => policy !== null && (coverage !== undefined || problem !== undefined),
    ),
  );
  return names.map((name, index) => {
    const folder = status.folders.find((one) => one.folder === shops[index]?.uri);
    if (folder === undefined) throw new Error(`Nothing is said of ${name}.`);
    // Neither when it was, nor what was judged before anybody asked for a check.
    const { judged: _, changed: __, ...timeless } = folder;
    const policyPath = 'lockkeeper.json';
    const said = statusText({ phase: 'running', status, folder: timeless, policyPath, trusted: true });
    const waiting = waitingText(folder.waiting);
    const instead = IN_EDITOR[name]?.instead;
    return [
      `${name}${instead === undefined ? '' : ` (${instead})`}:`,
      `${SEVERITIES[said.severity]} ${said.text} · ${said.detail}`,
      ...(waiting === undefined ? [] : [`${waiting.text} · ${waiting.detail}`]),
    ].join('\n  ');
  });
}

const SEVERITIES = { information: 'i', warning: '!', error: 'x' } as const;

// Sound: the table has no other keys.
const NAMES = Object.keys(SITUATIONS) as readonly SituationName[];
const hasParsers = (name: SituationName) => !('withoutParsers' in SITUATIONS[name]);

describe('what VS Code says of what it looked at, in the situations of the guard', () => {
  test('in all that have a parser', async () => {
    const said = await told(NAMES.filter(hasParsers));
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "an empty policy and an empty repository:
        ! Lockkeeper: nothing judged · lockkeeper.json · Judged 0 changed files: 0 rules passed, 164 not applicable. · 19 rules not applicable: nothing of its kind is here. · 145 rules not applicable: the policy configures nothing for it. · main · version 0.0.0, bundled
      a full policy and an empty repository:
        ! Lockkeeper: 2 errors, 3 warnings · lockkeeper.json · Judged 2 pairs, 0 changed files: 2 rules passed, 2 failed, 160 not applicable. · main · version 0.0.0, bundled
        1 rule waits · nothing lies there, so nothing was judged
      no record of a deploy:
        i Lockkeeper: no findings · lockkeeper.json · Judged 1 revision, 1 changed file: 85 rules passed, 79 not applicable. · main · version 0.0.0, bundled
      a first deploy (an editor deploys nothing):
        i Lockkeeper: no findings · lockkeeper.json · Judged 1 revision, 1 changed file: 85 rules passed, 79 not applicable. · main · version 0.0.0, bundled
      a record that cannot be read:
        ! Lockkeeper: 2 errors · lockkeeper.json · Judged 1 changed file: 5 rules passed, 2 failed, 2 undetermined, 155 not applicable. · main · version 0.0.0, bundled
        1 rule waits · nothing lies there, so nothing was judged
      a record that is no record:
        ! Lockkeeper: 4 errors, 3 warnings · lockkeeper.json · Judged 2 pairs, 1 changed file: 7 rules passed, 4 failed, 1 undetermined, 152 not applicable. · main · version 0.0.0, bundled
        1 rule waits · nothing lies there, so nothing was judged
      nothing that the policy names:
        i Lockkeeper: no findings · lockkeeper.json · Judged 1 changed file: 5 rules passed, 1 undetermined, 158 not applicable. · main · version 0.0.0, bundled
        1 rule waits · nothing lies there, so nothing was judged
      a pattern that matches nothing:
        i Lockkeeper: no findings · lockkeeper.json · Judged 1 changed file: 5 rules passed, 1 undetermined, 158 not applicable. · main · version 0.0.0, bundled
        1 rule waits · nothing lies there, so nothing was judged
      a pattern of which nobody knows:
        ! Lockkeeper: nothing judged · lockkeeper.json · Judged 0 changed files: 0 rules passed, 1 undetermined, 163 not applicable. · policy/matches-nothing: the sparse checkout leaves it out. · 107 rules not applicable: nothing of its kind is here. · 56 rules not applicable: the policy configures nothing for it. · main · version 0.0.0, bundled
        1 rule waits · the sparse checkout leaves it out
      SQL that adds:
        i Lockkeeper: no findings · lockkeeper.json · Judged 1 revision, 1 changed file: 85 rules passed, 79 not applicable. · main · version 0.0.0, bundled
      SQL that drops:
        ! Lockkeeper: 1 error · lockkeeper.json · Judged 1 revision, 1 changed file: 84 rules passed, 1 failed, 79 not applicable. · main · version 0.0.0, bundled
      SQL that nobody can read:
        i Lockkeeper: 1 note · lockkeeper.json · Judged 1 revision, 1 changed file: 6 rules passed, 1 failed, 78 undetermined, 79 not applicable. · main · version 0.0.0, bundled
        1 rule waits · PostgreSQL reads it as a syntax error at or near "TABEL"
      one revision of Alembic:
        i Lockkeeper: no findings · lockkeeper.json · Judged 1 revision, 1 changed file: 94 rules passed, 70 not applicable. · main · version 0.0.0, bundled
      a folder of Alembic without a revision:
        i Lockkeeper: no findings · lockkeeper.json · Judged 1 changed file: 5 rules passed, 1 undetermined, 158 not applicable. · main · version 0.0.0, bundled
        1 rule waits · nothing lies there, so nothing was judged
      a tree that could not be listed:
        ! Lockkeeper: nothing judged · lockkeeper.json · Judged 1 file of the tree: 0 rules passed, 80 undetermined, 84 not applicable. · policy/matches-nothing: git says ".git/index: index file smaller than expected". · migrations/drop-table: git says ".git/index: index file smaller than expected". · 15 rules not applicable: nothing of its kind is here. · 15 rules not applicable: no change was given. · 54 rules not applicable: the policy configures nothing for it. · main · version 0.0.0, bundled
        2 rules wait · git says ".git/index: index file smaller than expected"
      two pairs of two:
        i Lockkeeper: no findings · lockkeeper.json · Judged 2 pairs, 4 changed files: 34 rules passed, 130 not applicable. · main · version 0.0.0, bundled
      one pair of two:
        ! Lockkeeper: 1 error · lockkeeper.json · Judged 2 pairs, 2 changed files: 32 rules passed, 1 failed, 1 undetermined, 130 not applicable. · main · version 0.0.0, bundled
        1 rule waits · nothing lies there, so nothing was judged
      a lock that lags:
        ! Lockkeeper: 2 errors · lockkeeper.json · Judged 2 pairs, 2 changed files: 31 rules passed, 2 failed, 1 undetermined, 130 not applicable. · main · version 0.0.0, bundled
        1 rule waits · nothing lies there, so nothing was judged
      a requirement without a version:
        ! Lockkeeper: 3 errors · lockkeeper.json · Judged 2 pairs, 2 changed files: 31 rules passed, 2 failed, 1 undetermined, 130 not applicable. · main · version 0.0.0, bundled
        1 rule waits · nothing lies there, so nothing was judged
      no change, and rules about changes:
        i Lockkeeper: 1 warning · lockkeeper.json · Judged 1 file of the tree: 0 rules passed, 1 failed, 163 not applicable. · version 0.0.0, bundled
      a change of nothing:
        i Lockkeeper: 1 warning · lockkeeper.json · Judged 0 changed files: 0 rules passed, 1 failed, 163 not applicable. · main · version 0.0.0, bundled
      a protected path without a label (an editor does not know the labels):
        i Lockkeeper: no findings · lockkeeper.json · Judged 1 changed file: 8 rules passed, 1 undetermined, 155 not applicable. · main · version 0.0.0, bundled
        1 rule waits · labels are read where the change is merged
      a protected path, labels unknown:
        i Lockkeeper: no findings · lockkeeper.json · Judged 1 changed file: 8 rules passed, 1 undetermined, 155 not applicable. · main · version 0.0.0, bundled
        1 rule waits · labels are read where the change is merged
      a list of changes that was cut (git cuts no list):
        i Lockkeeper: 1 warning · lockkeeper.json · Judged 1 changed file: 5 rules passed, 1 failed, 158 not applicable. · main · version 0.0.0, bundled
      a document that leads nowhere:
        i Lockkeeper: 1 warning · lockkeeper.json · Judged 1 changed file: 7 rules passed, 1 failed, 156 not applicable. · main · version 0.0.0, bundled
      a tool that nothing judges:
        ! Lockkeeper: 2 errors · lockkeeper.json · Judged 2 pairs, 1 changed file: 5 rules passed, 1 failed, 1 undetermined, 157 not applicable. · Seen and not judged: uv locks (uv.lock). · main · version 0.0.0, bundled
        1 rule waits · nothing lies there, so nothing was judged
      a tool that must be judged:
        ! Lockkeeper: 3 errors · lockkeeper.json · Judged 2 pairs, 1 changed file: 5 rules passed, 2 failed, 1 undetermined, 156 not applicable. · main · version 0.0.0, bundled
        1 rule waits · nothing lies there, so nothing was judged
      a commit without its tag (an editor deploys nothing):
        ! Lockkeeper: nothing judged · lockkeeper.json · Judged 0 changed files: 0 rules passed, 164 not applicable. · 21 rules not applicable: nothing of its kind is here. · 141 rules not applicable: the policy configures nothing for it. · 2 rules not applicable: nobody asked for it. · main · version 0.0.0, bundled
      an area that is switched off:
        i Lockkeeper: no findings · lockkeeper.json · Judged 1 revision, 1 changed file: 84 rules passed, 79 not applicable. · main · version 0.0.0, bundled
      a release of pairs and migrations:
        ! Lockkeeper: 1 error, 3 warnings · lockkeeper.json · Judged 1 revision, 2 pairs, 3 changed files: 113 rules passed, 2 failed, 49 not applicable. · main · version 0.0.0, bundled
        1 rule waits · nothing lies there, so nothing was judged"
    `);
  });

  test('and in those that have none', async () => {
    const said = await told(
      NAMES.filter((name) => !hasParsers(name)),
      '/nowhere',
    );
    expect(said.join('\n')).toMatchInlineSnapshot(`
      "SQL and no parser:
        x Lockkeeper: not judged · lockkeeper.json · Checking the workspace failed. The log says why. · main · version 0.0.0, bundled"
    `);
  });
});
