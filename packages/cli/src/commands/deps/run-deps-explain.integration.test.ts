import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../../../host-node/src/testing/temporary-repository.ts';
import { PIP_COMPILE_FILES } from '../../testing/compiled-sample.ts';
import { runMain } from '../../testing/run-main.ts';

afterAll(removeTemporaryFolders);

function explain(...args: readonly string[]) {
  const repository = temporaryRepository();
  repository.commit(PIP_COMPILE_FILES);
  return runMain(['deps', 'explain', ...args], { cwd: repository.root });
}

describe('deps explain', () => {
  test('shows where a package comes from', async () => {
    expect(await explain('sqlparse', '--pair', 'dev')).toEqual({
      exitCode: 0,
      stderr: '',
      stdout: [
        'sqlparse in dev (mode compiled, Python 3.11 on linux)',
        '  asked for',
        '    nowhere in requirements/dev.in',
        '  locked',
        '    requirements/dev.txt:39  sqlparse==0.5.0  2 hashes',
        '  there because',
        '    sqlparse <- django <- -r requirements/base.in line 4',
        '    sqlparse <- django <- djangorestframework <- -r requirements/base.in line 5',
        '',
      ].join('\n'),
    });
  });

  test('shows every pair that knows it, and names the others', async () => {
    const { stdout } = await explain('Django');
    expect(stdout.match(/^django in (base|dev) /gm)).toEqual(['django in base ', 'django in dev ']);
    expect(stdout).toContain('      meets >=4.2,<5 (requirements/base.in:4)\n');
    expect(stdout).toContain('      brought in by requirements/dev.in:1\n');
    expect((await explain('pytest')).stdout).toMatch(/\nNot in base\.\n$/);
  });

  test('takes what is copied out of a file', async () => {
    expect((await explain('uvicorn[standard]~=0.29')).exitCode).toBe(0);
    expect((await explain('typing_extensions ; python_version < "3.9"')).stdout).toContain(
      '    not in requirements/base.txt, where no marker asks for it\n',
    );
    expect(await explain('--', '-r x')).toMatchObject({
      exitCode: 2,
      stderr: '"-r x" is no name of a package. Write one such as django.\n',
    });
  });

  test('gives programs the same', async () => {
    const { exitCode, stdout } = await explain('h11', '--format', 'json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      schema_version: 1,
      package: 'h11',
      pairs: [
        {
          id: 'base',
          locked: [{ version: '0.14.0', hashes: 2 }],
          required_by: [{ packages: ['h11', 'uvicorn'] }],
        },
        { id: 'dev' },
      ],
    });
  });

  test.each([
    ['djano', 'Did you mean django?'],
    ['rest', 'Did you mean djangorestframework?'],
    ['numpy', 'Neither asks for numpy nor locks it: '],
  ])('says that %s is not there', async (name, sentence) => {
    const { exitCode, stdout, stderr } = await explain(name);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
    expect(stderr).toContain(sentence);
    expect(stderr).toContain('requirements/base.in and requirements/base.txt');
  });
});
