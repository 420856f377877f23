import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { ANYIO, HTTPX, REWRITE, UPGRADE } from '../../testing/sample-upgrade.ts';
import { commandText } from './command-text.ts';
import { commitMessage } from './commit-message.ts';
import { planText } from './plan-text.ts';
import { nextCommands, pullRequestText, type PullRequestInput } from './pull-request-text.ts';
import { typedCommand } from './typed-command.ts';

const INPUT: PullRequestInput = {
  plan: UPGRADE,
  changes: [ANYIO, HTTPX],
  remarks: [],
  label: 'approved-dependency-upgrade',
  record: 'infrastructure/last-good-deploy.json',
  docs: 'docs/PYTHON_DEPENDENCY_POLICY.md',
  isToOpen: true,
};

describe('what a user agrees to', () => {
  test('is every step, the exact words, where they run and what they may do', () => {
    expect(planText(UPGRADE)).toMatchInlineSnapshot(`
      "Upgrade of backend (backend/requirements.in, backend/requirements.txt):
        1. Make the branch auto/dependency-upgrade-20261121-001 from main (aaaaaaaaaaaa) and check it out.
        2. Make the lock: run \`pip-compile --output-file=requirements.txt requirements.in --upgrade\` in backend.
        3. Test: run \`pytest -q\` in the top folder of the repository.
        4. Judge the result by the policy, and commit both files. Your hooks of git run then. Nothing is pushed.
      These commands run as you, with your environment and without a sandbox: they may download packages, run code of theirs while building them, and change files.
      "
    `);
  });

  test('says which pins are rewritten and that nothing is tested', () => {
    expect(planText(REWRITE)).toMatchInlineSnapshot(`
      "Upgrade of backend (backend/requirements.in, backend/requirements.txt):
        1. Make the branch auto/dependency-upgrade-20261121-001 from main (aaaaaaaaaaaa) and check it out.
        2. Rewrite the pins in backend/requirements.in and backend/requirements.txt.
        3. Test nothing, as you said.
        4. Judge the result by the policy, and commit both files. Your hooks of git run then. Nothing is pushed.
      "
    `);
  });

  test('says what is done with the commit, and what of it is made already', () => {
    const made = { ...UPGRADE, lock: undefined, made: 'c'.repeat(40) };
    expect(planText(made, ['Push it.', 'Deploy it.'])).toMatchInlineSnapshot(`
      "Upgrade of backend (backend/requirements.in, backend/requirements.txt):
        1. Test: run \`pytest -q\` in the top folder of the repository.
        2. Judge cccccccccccc by the policy, which auto/dependency-upgrade-20261121-001 holds already.
        3. Push it.
        4. Deploy it.
      These commands run as you, with your environment and without a sandbox: they may change files.
      "
    `);
    expect(planText(UPGRADE, ['Push it.'])).not.toContain('Nothing is pushed');
  });

  test('shows what a terminal would act upon instead of sending it there', () => {
    const plan = { ...UPGRADE, test: { words: ['pytest', '\u001b[2Jx\u202e'], folder: '' } } as const;
    expect(planText(plan)).toContain(String.raw`run \`pytest '\u{1b}[2Jx\u{202e}'\``.replaceAll('\\`', '`'));
  });
});

describe('the pull request', () => {
  test('[row 2.05] says where it was tried and how it got well there, and not how to open it once it is open', () => {
    const tried = {
      environment: 'staging',
      service: 'shop',
      commit: 'c'.repeat(40),
      since: '2026-11-21T08:00:00Z',
      probes: ['health', 'db'],
    };
    const text = pullRequestText({ ...INPUT, tried, isToOpen: false });
    expect(text).toContain(
      `### Tried in staging\n\n\`${tried.commit}\` was deployed to \`staging\` (\`shop\`), got well there, and is ready since 2026-11-21T08:00:00Z. Asked: \`health\`, \`db\`.`,
    );
    expect(text).not.toContain('<!--');
    const toOpen = pullRequestText({ ...INPUT, tried });
    expect(toOpen).toContain('<!-- To open this pull request:\n  gh pr create');
    const unprobed = pullRequestText({ ...INPUT, tried: { ...tried, probes: [] }, isToOpen: false });
    expect(unprobed).toContain('No probe is named there.');
  });

  test('lists old and new versions, the label, the tests and the way back', () => {
    expect(pullRequestText(INPUT)).toMatchInlineSnapshot(`
      "## Dependency upgrade of backend

      | Package | Old | New | Kind |
      | --- | --- | --- | --- |
      | anyio | – | 4.7.0 | added |
      | httpx | 0.27.0 | 0.28.1 | minor |

      ### Tests

      Passed: \`pytest -q\`

      ### Policy

      No rule about dependencies finds an error. This change needs the label \`approved-dependency-upgrade\`, given by somebody else than its author after they have looked at it.

      See \`docs/PYTHON_DEPENDENCY_POLICY.md\`.

      ### Rollback

      - Before the deploy: revert the commit. After it: deploy the \`last_good_sha\` of \`infrastructure/last-good-deploy.json\` again, with the \`backend/requirements.txt\` of that commit.
      - Both files before the upgrade: \`git show aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:backend/requirements.txt\` and \`git show aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa:backend/requirements.in\`.

      <!-- To open this pull request:
        git push -u origin auto/dependency-upgrade-20261121-001
        gh pr create --base main --head auto/dependency-upgrade-20261121-001 --title 'Upgrade dependencies of backend' --body-file FILE
      -->
      "
    `);
  });

  test('says where nothing was tested and no label is asked for', () => {
    const text = pullRequestText({ ...INPUT, plan: REWRITE, label: undefined, docs: undefined });
    expect(text).toContain('Not run: the upgrade was started with `--no-test`.');
    expect(text).toContain('The policy asks for no label here.');
  });

  test('marks a downgrade and lists what the rules remark on', () => {
    const text = pullRequestText({
      ...INPUT,
      changes: [{ ...HTTPX, isDowngrade: true }],
      remarks: ['a.txt:1 Not sorted.'],
    });
    expect(text).toContain('| httpx | 0.27.0 | 0.28.1 | minor, downgrade |');
    expect(text).toContain('- a.txt:1 Not sorted.');
  });

  test('stays a table and notifies nobody, whatever a version is called', () => {
    fc.assert(
      fc.property(fc.string(), (version) => {
        const text = pullRequestText({
          ...INPUT,
          changes: [{ ...HTTPX, old: version || 'x', kind: 'changed' }],
        });
        const row = text.split('\n').filter((line) => line.startsWith('| httpx |'));
        expect(row).toHaveLength(1);
        expect(row[0]?.replaceAll(/\\./g, '').split('|')).toHaveLength(6);
        expect(text).not.toMatch(/@(?!<!-- -->)/);
      }),
    );
  });

  test('is pushed and opened by the user, with the file it was written to', () => {
    expect(nextCommands(UPGRADE, 'my upgrade.md')).toEqual([
      'git push -u origin auto/dependency-upgrade-20261121-001',
      "gh pr create --base main --head auto/dependency-upgrade-20261121-001 --title 'Upgrade dependencies of backend' --body-file 'my upgrade.md'",
    ]);
  });
});

describe('the message of the commit', () => {
  test('is one line for one package', () => {
    expect(commitMessage(UPGRADE, [HTTPX])).toBe('Upgrade httpx from 0.27.0 to 0.28.1\n');
    expect(commitMessage(UPGRADE, [ANYIO])).toBe('Add anyio 4.7.0\n');
    expect(commitMessage(UPGRADE, [{ ...HTTPX, fresh: undefined }])).toBe('Remove httpx 0.27.0\n');
  });

  test('lists old and new versions of several', () => {
    expect(commitMessage(UPGRADE, [ANYIO, HTTPX])).toBe(
      'Upgrade 2 dependencies of backend\n\n- Add anyio 4.7.0\n- Upgrade httpx from 0.27.0 to 0.28.1\n',
    );
  });
});

describe('a command that is typed', () => {
  test.each([
    ['python -m pytest -q', ['python', '-m', 'pytest', '-q']],
    [`pytest -k "a and b" 'x y'`, ['pytest', '-k', 'a and b', 'x y']],
    ['pytest -k a&b', ['pytest', '-k', 'a&b']],
    ['./test.sh --level=3', ['./test.sh', '--level=3']],
  ])('is cut into words: %s', (text, words) => {
    expect(typedCommand(text)).toEqual({ kind: 'words', words });
  });

  test.each([
    ['', 'it is empty'],
    ['   ', 'it is empty'],
    ['""', 'it is empty'],
    ['pytest "a', 'a quote in it is not closed'],
    ['make lock && pytest', 'no shell reads it, and && is for a shell'],
    ['make lock; pytest', 'no shell reads it, and lock; is for a shell'],
    ['pytest | tee x', 'no shell reads it, and | is for a shell'],
    ['pytest > log', 'no shell reads it, and > is for a shell'],
    ['pytest 2>&1', 'no shell reads it, and 2>&1 is for a shell'],
    ['echo $(id)', 'no shell reads it, and $(id) is for a shell'],
    ['echo `id`', 'no shell reads it, and `id` is for a shell'],
    ['CI=1 pytest', 'no shell reads it: set CI=1 before you start Lockkeeper'],
  ])('is refused where only a shell could do what it says: %s', (text, problem) => {
    expect(typedCommand(text)).toEqual({ kind: 'refused', problem });
  });

  test('shown and typed again is the same words', () => {
    const word = fc.stringMatching(/^[\w $'"*.=-]{1,8}$/);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 4 }), (words) => {
        const again = typedCommand(commandText(['run', ...words]));
        fc.pre(again.kind === 'words');
        expect(again).toEqual({ kind: 'words', words: ['run', ...words] });
      }),
    );
  });

  test('is shown without the password in an address', () => {
    expect(commandText(['pip', '--index-url=https://me:secret@x.example/simple'])).toBe(
      'pip --index-url=https://***@x.example/simple',
    );
    expect(commandText(['pip', 'https://me:sec@ret@x.example/?a=b@c'])).not.toContain('ret');
  });
});
