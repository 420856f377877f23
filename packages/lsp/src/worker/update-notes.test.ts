import { describe, expect, test } from 'vitest';

import { fakeHost, fakeMachine, SHOP } from '../testing/fake-host.ts';
import type { PolicyVerdict } from './messages.ts';
import { createRequestHandlers } from './request-handlers.ts';

const POLICY = 'version: 1\nprotected: [{ id: core, paths: [core/**], require: { label: approved } }]\n';

async function judged(
  text: string,
  { files = {}, path = 'config/update.toml' }: { files?: Record<string, string>; path?: string } = {},
): Promise<PolicyVerdict> {
  const answers = createRequestHandlers(fakeHost(fakeMachine({ ...files, [path]: '' })), () => undefined);
  const uri = `${SHOP}/${path}`;
  answers.opened({ uri, version: 1, text });
  const [verdict] = await answers.answer({ kind: 'document', uri, folder: SHOP });
  if (verdict === undefined) throw new Error('There is no verdict.');
  return verdict;
}

describe('settings of updates in an editor', () => {
  test('are underlined where they are wrong, with the word that was meant [row 3.35] [row 3.36] [row 3.37] [row 3.38] [row 3.39]', async () => {
    const lines = [
      '[update]',
      'channel = "stabel"',
      'interval_minutes = 0',
      'auto_restart = "yes"',
      'require_signed_tags = 1',
      'max_failures_per_day = 0',
    ];
    const { notes } = await judged(lines.join('\n'));
    expect(notes.map(({ kind, at }) => [kind, at.path, at.start.line])).toEqual(
      [1, 2, 3, 4, 5].map((line) => ['settings', 'config/update.toml', line]),
    );
    expect(notes[0]?.meant).toEqual({ written: 'stabel', instead: 'stable' });
  });

  test('need no policy, and stand at their path below one', async () => {
    expect(await judged('[update]\nx = 1\n')).toMatchObject({ root: SHOP, policy: { kind: 'none' } });
    const files = { 'lockkeeper.yaml': POLICY };
    const { root, policy, notes } = await judged('[update]\nx = 1\n', {
      files,
      path: 'services/bot/config/update.toml',
    });
    expect([root, policy.kind]).toEqual([SHOP, 'sound']);
    expect(notes).toMatchObject([{ kind: 'settings', at: { path: 'services/bot/config/update.toml' } }]);
  });

  test('that hold together get advice at the key that it is about', async () => {
    const { notes } = await judged('[update]\nchannel = "main"\n');
    expect(notes).toMatchObject([{ kind: 'hint', at: { start: { line: 1, character: 0 } } }]);
    expect((await judged('[update]\nchannel = "stable"\n')).notes).toEqual([]);
  });

  test('are nothing else than that file', async () => {
    expect((await judged('[update]\nx = 1\n', { path: 'config/updates.toml' })).notes).toEqual([]);
  });
});
