import { expect, it } from 'vitest';

import { codeOwnersFile } from '../../packages/policy-core/src/policy/codeowners/codeowners-file.ts';
import { compileCodeownersPattern } from '../../packages/policy-core/src/policy/codeowners/codeowners-pattern.ts';
import { caseRows, describeCases } from './case-files.ts';

/** One repository with the owners of its files, decided by hmarr/codeowners. */
interface RepositoryCase {
  readonly repo: string;
  /** The text of the file. */
  readonly codeowners: string;
  /** `line` is that of the last matching rule, from 1; 0 when there is none. */
  readonly expected: readonly (readonly [path: string, line: number])[];
}

const repositories = caseRows<RepositoryCase>('codeowners-cases.jsonl.gz');

describeCases('CODEOWNERS files of 20 repositories', () => {
  const rows = repositories.map((row) => ({ ...row, file: codeOwnersFile(row.codeowners) }));
  const verdicts = rows.reduce((sum, { expected }) => sum + expected.length, 0);

  it('give every path the rule that GitHub gives it', () => {
    const wrong = rows.flatMap(({ repo, file, expected }) =>
      expected.flatMap(([path, line]) => {
        const ours = file.ruleFor(path)?.line ?? 0;
        return ours === line ? [] : [`${repo} ${path}: line ${ours} and not ${line}`];
      }),
    );
    expect(wrong).toEqual([]);
    expect([rows.length, verdicts]).toEqual([20, 46_492]);
  });

  it('hold paths with an owner and paths without one', () => {
    const owned = rows.flatMap(({ expected }) => expected.filter(([, line]) => line > 0));
    expect(owned.length).toBeGreaterThan(30_000);
    expect(verdicts - owned.length).toBeGreaterThan(5_000);
  });

  it('are read without a problem, to the last line', () => {
    expect(rows.flatMap(({ repo, file }) => file.problems.map((problem) => ({ repo, ...problem })))).toEqual(
      [],
    );
    expect(rows.reduce((sum, { file }) => sum + file.rules.length, 0)).toBeGreaterThan(700);
  });

  it('hold nothing but patterns a policy of this dialect takes as well', () => {
    const texts = rows.flatMap(({ file }) => file.rules.map(({ pattern }) => pattern.text));
    expect(texts.filter((text) => compileCodeownersPattern(text).kind === 'problem')).toEqual([]);
  });

  it('give most paths an owner', () => {
    let owned = 0;
    for (const { file, expected } of rows) {
      for (const [path] of expected) if (file.ruleFor(path) !== undefined) owned += 1;
    }
    expect(owned).toBeGreaterThan(30_000);
  });
});
