import { execFileSync } from 'node:child_process';

import { describe, expect, test } from 'vitest';
import type { CodeLens } from 'vscode-languageserver-protocol/node';

import { cleanUpAfterEach, messages, session } from './session.ts';

cleanUpAfterEach();

const PATH = 'infrastructure/last-good-deploy.json';

function record(sha: string, more = ''): string {
  return `{\n  "last_good_sha": "${sha}",\n  "deployed_at": "2026-03-01T08:00:00Z"${more}\n}\n`;
}

async function opened(text: (head: string) => string, path = PATH, files = {}) {
  const { editor, at, shop } = await session(files);
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: shop.folder, encoding: 'utf8' }).trim();
  const uri = at(path);
  await editor.open(uri, text(head));
  const lenses = await editor.connection.sendRequest<readonly CodeLens[]>('textDocument/codeLens', {
    textDocument: { uri },
  });
  const hover = async (line: number, character: number) =>
    JSON.stringify((await editor.hover(uri, { line, character }))?.contents ?? null);
  return { editor, uri, head, titles: lenses.map(({ command }) => command?.title), hover };
}

describe('the deploy record in an editor', () => {
  test('says above its first line what of it is proved, and of each field what it means', async () => {
    const { head, titles, hover, editor, uri } = await opened((sha) => record(sha, ',\n  "mine": 1'));
    expect(titles).toContain('A whole record of version 0');
    expect(titles).toContain(`${head.slice(0, 8)} is part of the history that is checked out`);
    expect(await hover(1, 6)).toContain('It is part of the history that is checked out.');
    expect(await hover(2, 6)).toContain('Time of that deploy, in UTC.');
    expect(await hover(3, 5)).toContain('Lockkeeper does not know this field. It is kept as it is');
    const found = (await editor.pull(uri)).filter(({ code }) => code === 'deployment/record-is-valid');
    expect(messages(found)).toEqual([]);
  });

  test('is underlined where it names a commit that is not there, and a time that has not come', async () => {
    const unknown = 'a'.repeat(40);
    const { editor, uri, titles } = await opened(() => record(unknown).replace('2026', '2999'));
    const found = messages(await editor.pull(uri)).join('\n');
    expect(found).toContain(`last_good_sha ${unknown} `);
    expect(found).toContain('deployed_at is 2999-03-01T08:00:00Z, ');
    expect(titles.join(' ')).not.toContain('part of the history');
  });

  test('is judged like the first one where it is that of another service, and refused at its place', async () => {
    const policy = `version: 1\ndeployment: { record: ${PATH}, services: [api, worker] }\n`;
    const said = ',\n  "schema_version": 1,\n  "seq": 1,\n  "environment": "production",\n  "service": "api"';
    const place = 'infrastructure/deploys/production/worker.json';
    const { editor, uri, head, titles, hover } = await opened((sha) => record(sha, said), place, {
      'lockkeeper.yaml': policy,
    });
    expect(titles).toContain(`${head.slice(0, 8)} is part of the history that is checked out`);
    expect(await hover(2, 6)).toContain('Time of that deploy, in UTC.');
    const found = (await editor.pull(uri)).filter(({ code }) => code === 'deployment/record-is-valid');
    expect(found).toMatchObject([{ message: expect.stringContaining(`${place} `) }]);
  });

  test('is underlined where it is not whole', async () => {
    const { editor, uri, titles } = await opened(() => '{ "last_good_sha": ');
    expect(messages(await editor.pull(uri)).join('\n')).toContain(`${PATH} cannot be read`);
    expect(titles.filter((title) => title?.startsWith('✓'))).toEqual([]);
  });
});

test('the first line of a protected file says what protects it', async () => {
  const { editor, at } = await session({ 'app/core/money.py': 'x = 1\n' });
  await editor.open(at('app/core/money.py'), 'x = 1\n');
  const hover = await editor.hover(at('app/core/money.py'), { line: 0, character: 0 });
  expect(JSON.stringify(hover?.contents)).toContain('Section core: a change needs the label approved');
});
