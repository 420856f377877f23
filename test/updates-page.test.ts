import { readFileSync } from 'node:fs';
import path from 'node:path';

import { lintUpdateConfig, readUpdateConfig } from '@lockkeeper/policy-core/update';
import { expect, test } from 'vitest';

import { ROOT } from './architecture/source-files.ts';

const page = readFileSync(path.join(ROOT, 'docs/updates.md'), 'utf8');

test('the settings on the page of updates are valid, name every key, and say its default', () => {
  const [, text = ''] = /```toml\n(.*?)```/s.exec(page) ?? [];
  const written = readUpdateConfig(text, {});
  const plain = readUpdateConfig(undefined, {});
  if (written.kind === 'invalid' || plain.kind === 'invalid') throw new Error(JSON.stringify(written));
  expect(written.sources.filter(({ source }) => source.kind !== 'file')).toEqual([]);
  const defaults = new Map(
    Array.from(page.matchAll(/^\| `(\w+)` \| (.+?) \|/gm), ([, key, value]) => [key, value]),
  );
  expect(new Set(defaults.keys())).toEqual(new Set(plain.sources.map(({ key }) => key)));
  for (const { key, value } of plain.sources)
    if (value !== undefined) expect(defaults.get(key), key).toBe(`\`${JSON.stringify(value)}\``);
  for (const { message } of lintUpdateConfig({ ...plain, settings: { ...plain.settings, channel: 'main' } }))
    expect(page).toContain(message);
});
