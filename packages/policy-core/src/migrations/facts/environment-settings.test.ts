import { describe, expect, it } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { observed, unobserved } from '../../model/known.ts';
import { environmentSettings } from './environment-settings.ts';

function settings(text: string): readonly string[] {
  return environmentSettings({ files: { 'db/env.py': observed(textContent(text)) } })('db/versions/1.py');
}

describe('Timeouts that env.py sets', () => {
  it.each([
    [`connection.execute(text("SET lock_timeout = '5s'"))`],
    [`connection.execute("set local lock_timeout to '5s'")`],
    [`connection.exec_driver_sql("SET SESSION lock_timeout=4000")`],
    [`connect_args={"options": "-c lock_timeout=5000"}`],
    [`connect_args={"options": "-clock_timeout=5000"}`],
    [`server_settings={"lock_timeout": "5000"}`],
    [`connection.execute("SELECT set_config('lock_timeout', '5s', false)")`],
    [`SETTINGS = ['lock_timeout']`],
    [`connection.execute("SET lock_timeout = '0.5s'")`],
  ])('are told by %s', (text) => {
    expect(settings(`${text}\n`)).toEqual(['lock_timeout']);
  });

  it.each([
    ['# SET lock_timeout = 5'],
    ['connection.execute("SET lock_timeout = 0")'],
    [`connection.execute("SET lock_timeout TO '0ms'")`],
    ['connect_args={"options": "-c lock_timeout=0"}'],
    ['lock_timeout = None'],
    [`connection.execute("RESET lock_timeout")`],
    [`connection.execute("SET lock_timeouts = 5")`],
  ])('are not told by %s', (text) => {
    expect(settings(`${text}\n`)).toEqual([]);
  });

  it('are told each once', () => {
    expect(settings('"-c lock_timeout=5s -c statement_timeout=60s"\n"SET lock_timeout = 5"\n')).toEqual([
      'lock_timeout',
      'statement_timeout',
    ]);
  });

  it('are those of the nearest env.py that was seen', () => {
    const near = observed(textContent('"SET lock_timeout = 5"'));
    const far = observed(textContent('"SET statement_timeout = 5"'));
    const files = { 'db/env.py': far };
    const modules = { 'db/versions/env.py': near };
    const paths = observed([]);
    const at = (seen: Parameters<typeof environmentSettings>[0]) =>
      environmentSettings(seen)('db/versions/1.py');
    expect(at({ files, revisions: { paths, files: {}, modules } })).toEqual(['lock_timeout']);
    expect(at({ files: {}, revisions: { paths, files } })).toEqual(['statement_timeout']);
    expect(at({ files: { ...files, 'db/versions/env.py': unobserved('no') } })).toEqual([
      'statement_timeout',
    ]);
    expect(at({ files: { 'env.py': near } })).toEqual([]);
    expect(at({ files: { 'other/env.py': near } })).toEqual([]);
    expect(at({ files: {} })).toEqual([]);
  });
});
