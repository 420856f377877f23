import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import {
  removeTemporaryFolders,
  temporaryFolder,
} from '../../packages/host-node/src/testing/temporary-repository.ts';
import { caseFile, describeCases } from '../cases/case-files.ts';
import { lockkeeper } from '../cli/lockkeeper-process.ts';
import { startGitHub } from '../github/start-github.ts';
import type { Attack } from './attack.ts';
import { payloadOf, REPOSITORY, worldOf } from './attack-event.ts';
import { attackedShop } from './attacked-shop.ts';
import { ATTACKS } from './attacks.ts';
import { attackRows, ruleIdOf } from './attack-table.ts';

afterAll(removeTemporaryFolders);

interface JsonReport {
  readonly verdict: string;
  readonly findings: readonly {
    readonly rule: string;
    readonly severity: string;
    readonly message: string;
  }[];
  readonly undetermined: readonly { readonly rule: string; readonly message: string }[];
}

/** The attack on a real repository, judged by the real program in CI, which asks a GitHub on this machine. */
async function judged(
  attack: Attack,
): Promise<{ readonly exitCode: number | null; readonly report: JsonReport }> {
  const shop = attackedShop(attack);
  const payload = path.join(temporaryFolder(), 'event.json');
  writeFileSync(payload, JSON.stringify(payloadOf(attack, shop)));
  const github = await startGitHub(worldOf(attack, shop));
  try {
    const { exitCode, stdout, stderr } = await lockkeeper(
      ['check', '--event', payload, '--stage', 'ci', '--format', 'json'],
      {
        cwd: shop.root,
        env: { GITHUB_API_URL: github.url, GITHUB_TOKEN: 'ghs_OfTheTest', GITHUB_REPOSITORY: REPOSITORY },
      },
    );
    if (stdout === '') throw new Error(stderr);
    return { exitCode, report: JSON.parse(stdout) };
  } finally {
    await github.close();
  }
}

describe.each([...ATTACKS].map(([id, attack]) => ({ id, attack })))('$id', ({ attack }) => {
  const { verdict, rules } = attack;
  const outcome =
    verdict === 'block'
      ? `is blocked by ${rules.join(' and ')}`
      : verdict === 'warn'
        ? `is warned of by ${rules.join()}`
        : 'passes';

  test(outcome, async () => {
    const { exitCode, report } = await judged(attack);
    const said = report.findings.map(({ rule }) => rule);
    expect(report.undetermined, 'everything could be decided').toEqual([]);
    expect(said, report.findings.map(({ message }) => message).join('\n')).toEqual(
      expect.arrayContaining([...rules]),
    );
    expect(exitCode).toBe(verdict === 'block' ? 1 : 0);
    if (verdict === 'pass') expect(said).toEqual([]);
  });
});

const table = caseFile('attacks.md');

describeCases('the shared list of attacks', () => {
  const rows = attackRows(table);

  test('is shown whole', () => {
    expect([...ATTACKS.keys()].toSorted()).toEqual([...rows.keys()].toSorted());
  });

  test.each([...rows].map(([id, row]) => ({ id, row })))('agrees about $id', ({ id, row }) => {
    const attack = ATTACKS.get(id);
    expect(attack?.verdict).toBe(row.verdict);
    expect(attack?.rules).toEqual(expect.arrayContaining(row.rules.map(ruleIdOf)));
  });
});
