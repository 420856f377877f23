import { describe, expect, it } from 'vitest';

import { textContent } from '../../model/file-content.ts';
import { observed } from '../../model/known.ts';
import type { Observations } from '../../model/observations.ts';
import type { Policy } from '../../policy/policy.ts';
import { loadPolicy } from '../../checker/load-policy.ts';
import { modulesAmong, modulesToRead } from './imported-modules.ts';

function policyFor(folder: string): Policy {
  const text = JSON.stringify({ version: 1, migrations: { alembic: [folder] } });
  const policy = loadPolicy({ path: 'lockkeeper.json', text });
  if (policy.kind === 'invalid') throw new Error('the policy is meant to be valid');
  return policy;
}

function texts(files: Readonly<Record<string, string>>): Observations['files'] {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, observed(textContent(text))]));
}

const PATH = 'backend/db/versions/a.py';
const POLICY = policyFor('backend/db/versions');
const TEXT = 'from tools.tables import drop\n';

const found = (files: Observations['files'], modules?: Observations['files']) => {
  const revisions = { paths: observed([]), files: {}, ...(modules && { modules }) };
  return [...(modulesAmong(POLICY, { files, revisions })(PATH, TEXT)?.files.keys() ?? [])];
};

describe('the module that a revision imports', () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ['tools/tables.py', {}],
    ['src/tools/tables.py', {}],
    ['backend/tools/tables.py', { 'backend/alembic.ini': '[alembic]\nscript_location = db\n' }],
    ['backend/src/tools/tables.py', { 'backend/alembic.ini': '[alembic]\nscript_location = db\n' }],
    [
      'backend/lib/tools/tables.py',
      { 'backend/alembic.ini': '[alembic]\nscript_location = db\nprepend_sys_path = lib\n' },
    ],
    [
      'lib/tools/tables.py',
      { 'backend/alembic.ini': '[alembic]\nscript_location = db\nprepend_sys_path = ../lib\n' },
    ],
  ])('is looked for at %s', (path, more) => {
    const files = texts({ [PATH]: TEXT, ...more });
    expect(modulesToRead(POLICY, files, { configurations: files, importing: [PATH] })).toContain(path);
    expect(found({ ...files, ...texts({ [path]: '' }) })).toEqual([path]);
  });

  it('is not looked for where only another configuration has Python look', () => {
    const files = texts({ 'other/alembic.ini': '[alembic]\nscript_location = db\nprepend_sys_path = lib\n' });
    expect(found({ ...files, ...texts({ 'other/tools/tables.py': '' }) })).toEqual([]);
  });

  it('may be brought up beside the revisions, and what is judged counts first', () => {
    expect(found({}, texts({ 'tools/tables.py': '' }))).toEqual(['tools/tables.py']);
    const gone = { 'tools/tables.py': observed({ kind: 'absent' as const }) };
    expect(found(gone, texts({ 'tools/tables.py': '' }))).toEqual([]);
  });

  it('is asked for once, and not where its text is at hand', () => {
    const files = texts({ [PATH]: TEXT, 'b.py': TEXT, 'tools/tables.py': '' });
    const wanted = modulesToRead(POLICY, files, { configurations: {}, importing: [PATH, 'b.py', 'c.py'] });
    expect(new Set(wanted).size).toBe(wanted.length);
    expect(wanted).not.toContain('tools/tables.py');
    expect(wanted).toContain('tools/tables/drop.py');
  });
});
