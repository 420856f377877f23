import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { alarmOf } from '../../packages/extension/src/server/alarm.ts';
import type { Client, ClientOptions } from './client.ts';
import type { Repository } from './repository.ts';
import { client, cleanUpAfterEach, messages, PINNED, repository, UNPINNED } from './session.ts';

cleanUpAfterEach();

const FOUND = 'flask has no version. Write flask==<version>.';

/** Without white space that could go unseen: every character of it counts. */
const POLICY = `version: 1
dependencies:
- id: api
  source: requirements.txt
  lock: requirements.lock
`;

const FILES = {
  'lockkeeper.yaml': POLICY,
  'requirements.txt': UNPINNED,
  'requirements.lock': PINNED,
  'notes.md': '# Notes\n',
};

const UNDERLINED = 'underlined';
const BROKEN = /Lockkeeper: the policy has \d+ problems?/;
const NO_POLICY = 'Lockkeeper: no policy';

interface Shop {
  readonly shop: Repository;
  readonly editor: Client;
  readonly at: (name: string) => string;
}

describe('of an unpinned requirement an editor shows the underline, or that nothing is judged', () => {
  const lines = POLICY.trimEnd().split('\n');

  test.each(lines.map((line, index) => [line.trim(), index] as const))(
    'whichever character is missing in `%s`',
    async (_line, index) => {
      const opened = await started();
      const before = lines.slice(0, index).join('\n').length + (index === 0 ? 0 : 1);
      for (let at = before; at < before + (lines[index] ?? '').length; at += 1) {
        const text = POLICY.slice(0, at) + POLICY.slice(at + 1);
        write(opened, { 'lockkeeper.yaml': text });
        await expectShown(opened, (seen) => seen.length > 0, text);
        // Nothing of this one may stand for the next.
        write(opened, { 'lockkeeper.yaml': POLICY });
        await expectShown(opened, (seen) => seen.join() === UNDERLINED, 'as it was');
      }
    },
  );

  test.each<[string, (opened: Shop) => void, string | RegExp]>([
    [
      'a letter is doubled',
      (on) => write(on, { 'lockkeeper.yaml': POLICY.replace('source', 'sourcce') }),
      BROKEN,
    ],
    [
      'a tab indents it',
      (on) => write(on, { 'lockkeeper.yaml': POLICY.replace('  source', '\tsource') }),
      BROKEN,
    ],
    ['a quote is open', (on) => write(on, { 'lockkeeper.yaml': POLICY.replace('api', '"api') }), BROKEN],
    [
      'a NUL is in it',
      (on) => write(on, { 'lockkeeper.yaml': POLICY.replace('api', 'a\0i') }),
      /Lockkeeper: /,
    ],
    ['a key is there twice', (on) => write(on, { 'lockkeeper.yaml': `${POLICY}version: 1\n` }), BROKEN],
    [
      'its version is of the future',
      (on) => write(on, { 'lockkeeper.yaml': POLICY.replace('1', '9') }),
      BROKEN,
    ],
    [
      'a merge has left its marks',
      (on) => write(on, { 'lockkeeper.yaml': `<<<<<<< HEAD\n${POLICY}=======\n` }),
      BROKEN,
    ],
    ['it is empty', (on) => write(on, { 'lockkeeper.yaml': '' }), BROKEN],
    [
      'it holds only a comment',
      (on) => write(on, { 'lockkeeper.yaml': `# ${POLICY.replaceAll('\n', '\n# ')}\n` }),
      BROKEN,
    ],
    [
      'it is UTF-16',
      (on) =>
        writeFileSync(
          path.join(on.shop.folder, 'lockkeeper.yaml'),
          Buffer.from(`\uFEFF${POLICY}`, 'utf16le'),
        ),
      UNDERLINED,
    ],
    ['it has a byte order mark', (on) => write(on, { 'lockkeeper.yaml': `\uFEFF${POLICY}` }), UNDERLINED],
    [
      'its lines end as on Windows',
      (on) => write(on, { 'lockkeeper.yaml': POLICY.replaceAll('\n', '\r\n') }),
      UNDERLINED,
    ],
    ['it is deleted', (on) => rmSync(path.join(on.shop.folder, 'lockkeeper.yaml')), NO_POLICY],
    ['it is renamed to a copy', (on) => move(on, 'lockkeeper.yaml', 'lockkeeper.yaml.bak'), NO_POLICY],
    ['it is renamed by case', (on) => move(on, 'lockkeeper.yaml', 'Lockkeeper.yaml'), NO_POLICY],
    [
      'it is renamed to another name of policies',
      (on) => move(on, 'lockkeeper.yaml', 'lockkeeper.yml'),
      UNDERLINED,
    ],
    ['it is moved into a folder', (on) => move(on, 'lockkeeper.yaml', 'config/lockkeeper.yaml'), NO_POLICY],
    [
      'it is a folder',
      (on) => {
        rmSync(path.join(on.shop.folder, 'lockkeeper.yaml'));
        mkdirSync(path.join(on.shop.folder, 'lockkeeper.yaml'));
      },
      /Lockkeeper: /,
    ],
    [
      'it is a link to nothing',
      (on) => {
        rmSync(path.join(on.shop.folder, 'lockkeeper.yaml'));
        symlinkSync('nowhere.yaml', path.join(on.shop.folder, 'lockkeeper.yaml'));
      },
      /Lockkeeper: /,
    ],
    ['there are two of them', (on) => write(on, { 'lockkeeper.json': '{"version": 1}' }), BROKEN],
    [
      'another one beside the file is broken',
      (on) => write(on, { 'lockkeeper.yml': 'version: [\n' }),
      BROKEN,
    ],
  ])('where of the policy on disk %s', async (_what, change, expected) => {
    const opened = await started();
    change(opened);
    await expectShown(opened, (seen) => seen.some((one) => matches(one, expected)), String(expected));
  });

  test.each<[string, (opened: Shop) => Promise<void> | void, string | RegExp]>([
    [
      'the policy is broken in its editor, and not saved',
      async (on) => on.editor.open(on.at('lockkeeper.yaml'), POLICY.replace('dep', 'dap')),
      BROKEN,
    ],
    [
      'the broken policy is closed again',
      async (on) => {
        await on.editor.open(on.at('lockkeeper.yaml'), POLICY.replace('dep', 'dap'));
        await on.editor.pull(on.at('lockkeeper.yaml'));
        await on.editor.close(on.at('lockkeeper.yaml'));
      },
      UNDERLINED,
    ],
    [
      'the policy is emptied in its editor',
      async (on) => on.editor.open(on.at('lockkeeper.yaml'), ''),
      BROKEN,
    ],
    ['git is gone', (on) => rmSync(path.join(on.shop.folder, '.git'), { recursive: true }), UNDERLINED],
    ['the index of git is broken', (on) => on.shop.write({ '.git/index': 'none' }), UNDERLINED],
    ['HEAD leads nowhere', (on) => on.shop.write({ '.git/HEAD': 'ref: refs/heads/none\n' }), UNDERLINED],
  ])('where %s', async (_what, change, expected) => {
    const opened = await started();
    await change(opened);
    await expectShown(opened, (seen) => seen.some((one) => matches(one, expected)), String(expected));
  });

  test.each<
    [
      string,
      { readonly change: (shop: Repository) => void; readonly options?: Partial<ClientOptions> },
      string | RegExp,
    ]
  >([
    ['nothing was changed', { change: () => {} }, 'Lockkeeper: nothing judged yet'],
    ['it was changed', { change: editIt }, UNDERLINED],
    [
      'git may not be started',
      { change: editIt, options: { initializationOptions: { trusted: false } } },
      'Lockkeeper: nothing judged yet',
    ],
    [
      'there is no git',
      { change: editIt, options: { process: { env: { PATH: '/nonexistent' } } } },
      'Lockkeeper: nothing judged yet',
    ],
    ['the policy was broken before', { change: breakIt }, BROKEN],
    [
      'the broken policy was committed',
      {
        change: (shop) => {
          breakIt(shop);
          shop.git('commit', '--quiet', '--all', '--message', 'Break');
        },
      },
      BROKEN,
    ],
  ])('at a start with no file open, where %s', async (_what, { change, options }, expected) => {
    const shop = repository(FILES);
    change(shop);
    const editor = await client({ folders: [shop.uri], ...options });
    const opened = { shop, editor, at: (name: string) => `${shop.uri}/${name}` };
    await expectShown(opened, (seen) => seen.some((one) => matches(one, expected)), String(expected));
  });

  test('of two folders, one of which is broken, whichever file is open', async () => {
    const [shop, quay] = [
      repository(FILES),
      repository({ ...FILES, 'lockkeeper.yaml': POLICY.replace('dep', 'dap') }),
    ];
    const editor = await client({ folders: [shop.uri, quay.uri] });
    const opened = { shop, editor, at: (name: string) => `${shop.uri}/${name}` };
    await editor.open(opened.at('requirements.txt'), UNPINNED);
    const wanted = new RegExp(`${BROKEN.source} \\(${path.basename(quay.folder)}\\)`);
    await expectShown(
      opened,
      (seen) => seen.includes(UNDERLINED) && seen.some((one) => wanted.test(one)),
      'both',
    );
  });

  test('of a policy below another one that is broken', async () => {
    const opened = await started();
    write(opened, { 'services/lockkeeper.yaml': 'version: [\n', 'services/requirements.txt': UNPINNED });
    await opened.editor.open(opened.at('services/requirements.txt'), UNPINNED);
    await expectShown(
      opened,
      (seen) => seen.some((one) => /Lockkeeper: (?:not judged|the policy)/.test(one)),
      'nested',
    );
  });
});

function editIt(shop: Repository): void {
  shop.write({ 'requirements.txt': `${UNPINNED}\n` });
}

function breakIt(shop: Repository): void {
  shop.write({ 'lockkeeper.yaml': POLICY.replace('dep', 'dap') });
}

/** With the requirement open, and underlined. */
async function started(): Promise<Shop> {
  const shop = repository(FILES);
  const editor = await client({ folders: [shop.uri] });
  const opened = { shop, editor, at: (name: string) => `${shop.uri}/${name}` };
  await editor.open(opened.at('requirements.txt'), UNPINNED);
  await expectShown(opened, (seen) => seen.includes(UNDERLINED), 'before anything');
  return opened;
}

function write({ shop }: Shop, files: Readonly<Record<string, string>>): void {
  shop.write(files);
}

function move({ shop }: Shop, from: string, to: string): void {
  mkdirSync(path.dirname(path.join(shop.folder, to)), { recursive: true });
  renameSync(path.join(shop.folder, from), path.join(shop.folder, to));
}

/** Told as an editor tells of files that changed, and looked at until it is as it must be. */
async function expectShown(
  opened: Shop,
  isWanted: (seen: readonly string[]) => boolean,
  about: string,
): Promise<void> {
  const { editor, at } = opened;
  await editor.filesChanged(at('lockkeeper.yaml'), at('requirements.txt'));
  let seen: readonly string[] = [];
  await expect
    .poll(async () => isWanted((seen = await seenIn(opened))), {
      timeout: 6000,
      interval: 40,
      message: `${about}: ${JSON.stringify(seen)}`,
    })
    .toBe(true);
}

/** Everything that a person sees without looking for it: underlines, the Problems panel, the status bar. */
async function seenIn({ editor, at }: Shop): Promise<readonly string[]> {
  const open =
    editor.text(at('requirements.txt')) === undefined
      ? []
      : messages(await editor.pull(at('requirements.txt')));
  const { items } = await editor.workspaceReport();
  const listed = items.flatMap((item) =>
    item.kind === 'full' ? messages(item.items).map((said) => [item.uri, said] as const) : [],
  );
  const policy =
    editor.text(at('lockkeeper.yaml')) === undefined
      ? []
      : messages(await editor.pull(at('lockkeeper.yaml')));
  const status = await editor.status(() => true);
  const alarm = alarmOf({ phase: 'running', status, trusted: true, nameOf: (uri) => uri });
  const all = [...open, ...listed.map(([, said]) => said)];
  return [
    ...(all.includes(FOUND) ? [UNDERLINED] : []),
    ...(alarm === undefined ? [] : [alarm.text]),
    ...policy,
    ...listed.flatMap(([uri, said]) =>
      uri.includes('lockkeeper.') || said.includes('lies there') ? [said] : [],
    ),
  ];
}

function matches(said: string, expected: string | RegExp): boolean {
  return typeof expected === 'string' ? said === expected : expected.test(said);
}
