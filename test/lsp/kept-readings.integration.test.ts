import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { afterEach, expect, test } from 'vitest';

import { blockOf, readingKey } from '../../packages/host-node/src/cache/reading-blocks.ts';
import { createReadingStore } from '../../packages/host-node/src/cache/reading-store.ts';
import type { Client } from './client.ts';
import { SERVER } from './server-process.ts';
import { cleanUpAfterEach, client, messages, repository, POLICY } from './session.ts';

cleanUpAfterEach();

const cache = mkdtempSync(path.join(tmpdir(), 'lockkeeper-cache-'));
afterEach(() => rmSync(cache, { recursive: true, force: true }));

const FIRST = revision({ id: 'a1', parent: 'None', upgrade: "op.drop_table('orders')" });
const SECOND = revision({ id: 'b2', parent: "'a1'", upgrade: "op.drop_table('orders')" });
const FIRST_PATH = 'alembic/versions/a1_first.py';
const OPENED = 'alembic/versions/b2_next.py';

function revision({
  id,
  parent,
  upgrade,
}: {
  readonly id: string;
  readonly parent: string;
  readonly upgrade: string;
}) {
  return `from alembic import op

revision = '${id}'
down_revision = ${parent}


def upgrade():
    ${upgrade}


def downgrade():
    pass
`;
}

async function editor(uri: string): Promise<Client> {
  return client({ folders: [uri], process: { env: { XDG_CACHE_HOME: cache } } });
}

function keptFile(): string | undefined {
  const folder = path.join(cache, 'lockkeeper');
  const name = existsSync(folder)
    ? readdirSync(folder).find((each) => each.startsWith('readings-'))
    : undefined;
  return name && path.join(folder, name);
}

/** Waits for what is written when a judgement is done. */
async function written(): Promise<string> {
  for (;;) {
    const file = keptFile();
    // It is made empty, and then filled.
    if (file !== undefined && readFileSync(file).length > 0) return file;
    await new Promise((done) => setTimeout(done, 20));
  }
}

/** Makes what is kept say that the first revision does nothing. */
function forge(file: string): void {
  const engine = path.basename(file).replace('readings-', '');
  const kept = createReadingStore({ folder: path.dirname(file), engine }).get(FIRST);
  if (kept?.kind !== 'revision') throw new Error('It was not kept.');
  const upgrade = { ...Reflect.get(kept, 'upgrade'), steps: [], sql: [] };
  writeFileSync(file, blockOf([[readingKey(FIRST) ?? '', { ...kept, drops: [], undecided: [], upgrade }]]));
}

test('what was read of saved revisions counts when the editor is started again', async () => {
  const shop = repository({ 'lockkeeper.yaml': POLICY, [FIRST_PATH]: FIRST, [OPENED]: SECOND });
  const before = await editor(shop.uri);
  await before.open(`${shop.uri}/${OPENED}`, SECOND);
  await before.pull(`${shop.uri}/${OPENED}`);
  const file = await written();
  await before.stop();

  forge(file);
  const after = await editor(shop.uri);
  await after.open(`${shop.uri}/${FIRST_PATH}`, FIRST);
  expect(messages(await after.pull(`${shop.uri}/${FIRST_PATH}`))).toEqual([]);

  writeFileSync(file, '');
  const anew = await editor(shop.uri);
  await anew.open(`${shop.uri}/${FIRST_PATH}`, FIRST);
  expect(messages(await anew.pull(`${shop.uri}/${FIRST_PATH}`)).join('\n')).toContain('drops table orders');
});

test('all that was read is kept when the editor is closed as soon as it has shown what it found', async () => {
  const many = Array.from({ length: 200 }, (_, number) => ({
    path: `alembic/versions/r${number}.py`,
    text: revision({
      id: `r${number}`,
      parent: number === 0 ? 'None' : `'r${number - 1}'`,
      upgrade: `op.create_table('t${number}', sa.Column('id', sa.Integer()))`,
    }),
  }));
  const files = Object.fromEntries(many.map(({ path: file, text }) => [file, text]));
  const shop = repository({ 'lockkeeper.yaml': POLICY, ...files, [OPENED]: SECOND });
  const closed = await editor(shop.uri);
  await closed.open(`${shop.uri}/${OPENED}`, SECOND);
  await closed.pull(`${shop.uri}/${OPENED}`);
  await closed.stop();
  const file = keptFile() ?? expect.unreachable('nothing was kept');
  const kept = createReadingStore({
    folder: path.dirname(file),
    engine: path.basename(file).slice('readings-'.length),
  });
  expect(many.filter(({ text }) => kept.get(text) === undefined)).toEqual([]);
});

test('what V8 compiled of the server is kept beside it, when the first editor that used it is closed', async () => {
  const shop = repository({ 'lockkeeper.yaml': POLICY, [OPENED]: SECOND });
  const first = await editor(shop.uri);
  await first.open(`${shop.uri}/${OPENED}`, SECOND);
  const found = messages(await first.pull(`${shop.uri}/${OPENED}`));
  await first.stop();
  const compiled = path.join(path.dirname(SERVER), 'compiled');
  expect(readdirSync(compiled)).toContain(`server-${process.versions.v8}-${process.arch}`);
  const next = await editor(shop.uri);
  await next.open(`${shop.uri}/${OPENED}`, SECOND);
  expect(messages(await next.pull(`${shop.uri}/${OPENED}`))).toEqual(found);
});

test('what is typed is not kept', async () => {
  const shop = repository({
    'lockkeeper.yaml': POLICY,
    [FIRST_PATH]: FIRST,
    [OPENED]: SECOND,
  });
  const uri = `${shop.uri}/${OPENED}`;
  const typing = await editor(shop.uri);
  await typing.open(uri, SECOND);
  await typing.pull(uri);
  const file = await written();
  const size = readFileSync(file).length;
  for (let key = 0; key < 5; key += 1) {
    await typing.change(uri, `${SECOND}# ${key}\n`);
    await typing.pull(uri);
  }
  await typing.stop();
  expect(readFileSync(file).length).toBe(size);
  expect(
    createReadingStore({
      folder: path.dirname(file),
      engine: path.basename(file).slice('readings-'.length),
    }).get(SECOND),
  ).toBeUndefined();
});
