import { expect, test } from 'vitest';

import type { ChangeEntry } from '../../model/observations.ts';
import { policyOf } from '../../testing/any-repository.ts';
import { changedSubmodules } from './changed-submodules.ts';

const entry = (path: string, status: ChangeEntry['status'], newMode = '160000'): ChangeEntry => ({
  status,
  path,
  oldMode: status === 'added' ? '000000' : '160000',
  newMode: status === 'deleted' ? '000000' : newMode,
});

const kinds = (entries: readonly ChangeEntry[], submodules: 'deny' | 'allow' = 'deny') =>
  changedSubmodules(policyOf({ integrity: { submodules } }), entries).map(
    ({ path, kind, status }) => `${path} ${kind} ${status}`,
  );

test.each(['added', 'modified', 'type-changed'] as const)('a submodule that is %s is told', (status) => {
  expect(kinds([entry('vendor/lib', status)])).toEqual([`vendor/lib submodule ${status}`]);
  expect(kinds([entry('vendor/lib', status)], 'allow')).toEqual([]);
});

test.each(['.gitmodules', '.GITMODULES', '.GitModules'])('%s is the list of them', (path) => {
  expect(kinds([entry(path, 'modified', '100644')])).toEqual([`${path} list modified`]);
  expect(kinds([entry(path, 'deleted')])).toEqual([]);
});

test.each(['vendor/.gitmodules', 'gitmodules', '.gitmodules.md', 'src/x.ts'])('%s is not', (path) => {
  expect(kinds([entry(path, 'added', '100644')])).toEqual([]);
});

test('a submodule under the name of the list is a submodule', () => {
  expect(kinds([entry('.gitmodules', 'added')])).toEqual(['.gitmodules submodule added']);
});

test('a submodule that goes away, or becomes a file, is fine', () => {
  expect(kinds([entry('a', 'deleted'), entry('b', 'type-changed', '100644')])).toEqual([]);
});
