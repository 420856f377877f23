import { afterAll, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
  temporaryRepository,
} from '../../testing/temporary-repository.ts';
import { isIgnored } from './ignored-file.ts';

afterAll(removeTemporaryFolders);

test('a file is ignored when git would leave it out, whatever its name looks like', async () => {
  const repository = temporaryRepository();
  repository.commit({ '.gitignore': 'build/\n*.log\n', 'kept.log.md': '' });
  repository.write('kept.log', '');
  repository.git('add', '--force', 'kept.log');
  const answers = ['build/a', 'a.log', ':(glob)*.log', '-q.log', 'kept.log', 'a.py', '*.py', '../a.log'].map(
    async (file) => [file, await isIgnored(repository.root, file)],
  );
  expect(Object.fromEntries(await Promise.all(answers))).toEqual({
    'build/a': true,
    'a.log': true,
    ':(glob)*.log': true,
    '-q.log': true,
    'kept.log': false,
    'a.py': false,
    '*.py': false,
    '../a.log': false,
  });
});

test('where git cannot tell, nothing is ignored', async () => {
  expect(await isIgnored(temporaryFolder(), 'a.log')).toBe(false);
});
