import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryRepository,
} from '../../../host-node/src/testing/temporary-repository.ts';
import { runMain } from '../testing/run-main.ts';

afterAll(removeTemporaryFolders);

const POLICY = `version: 1
variables:
  - id: backend
    environments: [staging, production]
    names:
      DATABASE_URL: { secret: true, matches: 'postgresql*://*' }
      JWT_SECRET: { secret: true, min_length: 24 }
      NEXT_PUBLIC_API_URL: { matches: 'https://*' }
`;

const MARK = 'PlAnTeD';
const values = (environment: string) => ({
  DATABASE_URL: `postgresql://app:${MARK}-pw@${environment}.example.com/${MARK}`,
  JWT_SECRET: `${MARK}-${environment}-0123456789abcdef`,
  NEXT_PUBLIC_API_URL: `https://${environment}-${MARK}.example.com`,
});

function guarded(variables: Readonly<Record<string, string>>) {
  const repository = temporaryRepository();
  repository.commit({ 'lockkeeper.yaml': POLICY });
  const text = (of: Readonly<Record<string, string>>) =>
    Object.entries(of)
      .map(([name, value]) => `${name}="${value}"\n`)
      .join('');
  writeFileSync(path.join(repository.root, '.env.staging'), text(values('staging')));
  writeFileSync(path.join(repository.root, '.env.prod'), text(variables));
  return (...args: readonly string[]) =>
    runMain(['guard', ...args], { cwd: repository.root, env: values('production') });
}

const BOTH = '--variables=production=.env.prod,staging=.env.staging';

describe('guard --variables', () => {
  test('passes where everything is there, from files or from this process', async () => {
    const guard = guarded(values('production'));
    const { exitCode, stdout } = await guard(BOTH, '--verbose');
    expect(stdout).toContain('3 variables of production looked at; the policy names 3.');
    expect(exitCode).toBe(0);
    const ofProcess = await guard('--variables', 'production=process', '--variables', 'staging=.env.staging');
    expect(ofProcess.exitCode, ofProcess.stdout).toBe(0);
  });

  test('refuses what is missing, shared or exposed, and shows no value in any form', async () => {
    const guard = guarded({
      DATABASE_URL: `postgresql+psycopg2://other:${MARK}2@staging.example.com:5432/${MARK}`,
      JWT_SECRET: values('staging').JWT_SECRET,
      VITE_KEY: values('staging').JWT_SECRET,
    });
    for (const format of ['pretty', 'json', 'sarif', 'markdown']) {
      const { exitCode, stdout: written, stderr } = await guard(BOTH, '--format', format);
      const stdout = written.replaceAll('\\', '');
      expect(exitCode).toBe(1);
      expect(stdout).toContain('NEXT_PUBLIC_API_URL is not set in production (.env.prod).');
      expect(stdout).toContain('JWT_SECRET is the same in production and staging.');
      expect(stdout).toContain(
        'DATABASE_URL of production leads to the same database as DATABASE_URL of staging.',
      );
      expect(stdout).toContain('VITE_KEY of production holds the same as JWT_SECRET');
      expect(stdout + stderr).not.toContain(MARK);
      expect((stdout + stderr).toLowerCase()).not.toContain(MARK.toLowerCase());
    }
  });

  test('proves nothing where a file is not there, and says how to give it', async () => {
    const guard = guarded(values('production'));
    const { exitCode, stdout } = await guard('--variables', 'production=none,staging=.env.staging');
    expect(exitCode).toBe(2);
    expect(stdout).toContain('The variables of production were not seen because there is no such file.');
  });

  test.each(['production', '=x', 'a/b/c=x', 'pro duction=x'])('is a usage error with %j', async (written) => {
    const { exitCode, stderr } = await guarded({})('--variables', written);
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^--variables names an environment and a file/);
  });
});
