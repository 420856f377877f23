import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { observed } from '../model/known.ts';
import { qualityReport, type QualityReport } from '../deployment/readiness/quality-report.ts';
import { ALL_SHOWN, DECISION, FACTS, guarded, heldLock, RECORD } from '../testing/sample-qualities.ts';
import { terminalText } from './document/terminal.ts';
import { markdownPage } from './document/markdown.ts';
import { qualityReportDocument } from './quality-report-document.ts';

/** Some of it shown, some of it not so, some of it not proved. */
const REPORT = qualityReport({
  ...ALL_SHOWN,
  guard: guarded({
    rules: {
      'migrations/downgrade-empty': { outcome: 'failed', reasons: ['downgrade() of 8f0c does nothing.'] },
      'branches/deploy-requirements': { outcome: 'undetermined', reasons: ['GitHub did not answer'] },
    },
    table: DECISION.table.filter(({ id }) => !['proof', 'backup'].includes(id)),
  }),
  record: { report: RECORD, facts: { ...FACTS, promotion: null } },
  locks: observed([heldLock()]),
});

describe('a report for people', () => {
  test('has each word of the deployment policy with what it rests on [row 1.01]', () => {
    expect(terminalText(qualityReportDocument(REPORT), { colors: false })).toMatchInlineSnapshot(`
      "Judged: 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567 for production, at 2026-11-21T09:00:00Z.

      safe: NO
        Nothing that is about to happen removes data, and nobody else acts at the same time.
        ✓ No migration removes data or endangers production. (lockkeeper guard)
            2 rules found nothing.
        ✓ The schema changes of the release are allowed. (lockkeeper guard)
            Seen for pending-migrations.
        ✓ Run-once migrations have not run before. (lockkeeper guard)
            Seen for once-migrations.
        ✓ Every variable that the release needs is set to an allowed value. (lockkeeper guard)
            Seen for environment.
        ✗ Nobody else acts on the environment. (lockkeeper locks)
            production is held by bob until 2026-11-21T09:30:00Z: release 1.4.

      tested: not proved
        The deploy was tested, and so were its migrations.
        ? The deploy passed its checks, and none was skipped. (lockkeeper guard)
            1 rule found nothing.
            branches/deploy-requirements: GitHub did not answer.
        ? The pending migrations run up, down and up again on a scratch database. (lockkeeper guard)
            The guard was not asked.
        ✓ The last good deploy passed its checks. (infrastructure/last-good-deploy.json)
            backend-tests: success.
        ✓ The last good deploy was healthy. (infrastructure/last-good-deploy.json)
            /health answered 200.

      predictable: not proved
        The deploy is what was reviewed, on the expected schema.
        ✓ Every dependency is pinned, and what is installed is what the lock says. (lockkeeper guard)
            3 rules found nothing.
        ✓ Development and production share one migration history, and their schemas match it. (lockkeeper guard)
            Seen for databases.
        ✓ Migrations are not switched off while some are pending. (lockkeeper guard)
            Seen for auto-migrations.
        ? Production got what was on staging. (infrastructure/last-good-deploy.json)
            The record names no promotion.

      reversible: NO
        There is a way back, for the code and for the data.
        ✗ Every migration can be taken back. (lockkeeper guard)
            1 rule found nothing.
            migrations/downgrade-empty: downgrade() of 8f0c does nothing.
        ✓ The record of the last good deploy is sound. (lockkeeper guard)
            1 rule found nothing.
        ✓ The release has the revision that production is at. (lockkeeper guard)
            Seen for known-revision.
        ? There is a backup to come back to. (lockkeeper guard)
            The guard was not asked.
        ✓ The record names a commit to go back to. (infrastructure/last-good-deploy.json)
            4f6d2a9c3b1e8d7f6a5b4c3d2e1f0a9b8c7d6e5f, deployed at 2026-11-21T08:00:00Z.
        ✓ The migrations of the last good deploy can be downgraded. (infrastructure/last-good-deploy.json)
            8f0c: recorded as reversible.

      compliant: shown
        The written rules hold, and who did what can be looked up.
        ✓ Protected files changed only as the policy allows, and so did the policy. (lockkeeper guard)
            2 rules found nothing.
        ✓ Commits came the way the policy has them come. (lockkeeper guard)
            1 rule found nothing.
        ✓ The documents of the policy speak of what is there. (lockkeeper guard)
            1 rule found nothing.
        ✓ Somebody approved the last good deploy. (infrastructure/last-good-deploy.json)
            alice, by github-environment, at 2026-11-21T07:50:00Z.
        ✓ Commit and CI log of the last good deploy can be looked up. (infrastructure/last-good-deploy.json)
            4f6d2a9c3b1e8d7f6a5b4c3d2e1f0a9b8c7d6e5f, by https://ci.example/7.
        ✓ Every deploy and every correction is in a log that nobody changed. (lockkeeper audit verify)
            3 entries, each with the hash of the one before: 1 deploy, 1 correction.
            Read from infrastructure/deploys/audit.jsonl on disk, and held against the deploy records of 4f6d2a9c3b1e.
        ✓ Every waiver is recorded, with its approver and its end. (lockkeeper.json)
            No waiver is in force.
      "
    `);
  });

  test('is a table for each word in Markdown [row 1.01]', () => {
    expect(markdownPage(qualityReportDocument(REPORT))).toMatchInlineSnapshot(`
      "Judged: 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567 for production, at 2026-11-21T09:00:00Z.

      ### safe: NO

      Nothing that is about to happen removes data, and nobody else acts at the same time.

      - ✓ No migration removes data or endangers production. (lockkeeper guard)\\
        2 rules found nothing.
      - ✓ The schema changes of the release are allowed. (lockkeeper guard)\\
        Seen for pending-migrations.
      - ✓ Run-once migrations have not run before. (lockkeeper guard)\\
        Seen for once-migrations.
      - ✓ Every variable that the release needs is set to an allowed value. (lockkeeper guard)\\
        Seen for environment.
      - ✗ Nobody else acts on the environment. (lockkeeper locks)\\
        production is held by bob until 2026-11-21T09:30:00Z: release 1.4.

      ### tested: not proved

      The deploy was tested, and so were its migrations.

      - ? The deploy passed its checks, and none was skipped. (lockkeeper guard)\\
        1 rule found nothing.\\
        branches/deploy-requirements: GitHub did not answer.
      - ? The pending migrations run up, down and up again on a scratch database. (lockkeeper guard)\\
        The guard was not asked.
      - ✓ The last good deploy passed its checks. (infrastructure/last-good-deploy.json)\\
        backend-tests: success.
      - ✓ The last good deploy was healthy. (infrastructure/last-good-deploy.json)\\
        /health answered 200.

      ### predictable: not proved

      The deploy is what was reviewed, on the expected schema.

      - ✓ Every dependency is pinned, and what is installed is what the lock says. (lockkeeper guard)\\
        3 rules found nothing.
      - ✓ Development and production share one migration history, and their schemas match it. (lockkeeper guard)\\
        Seen for databases.
      - ✓ Migrations are not switched off while some are pending. (lockkeeper guard)\\
        Seen for auto-migrations.
      - ? Production got what was on staging. (infrastructure/last-good-deploy.json)\\
        The record names no promotion.

      ### reversible: NO

      There is a way back, for the code and for the data.

      - ✗ Every migration can be taken back. (lockkeeper guard)\\
        1 rule found nothing.\\
        migrations/downgrade-empty: downgrade() of 8f0c does nothing.
      - ✓ The record of the last good deploy is sound. (lockkeeper guard)\\
        1 rule found nothing.
      - ✓ The release has the revision that production is at. (lockkeeper guard)\\
        Seen for known-revision.
      - ? There is a backup to come back to. (lockkeeper guard)\\
        The guard was not asked.
      - ✓ The record names a commit to go back to. (infrastructure/last-good-deploy.json)\\
        4f6d2a9c3b1e8d7f6a5b4c3d2e1f0a9b8c7d6e5f, deployed at 2026-11-21T08:00:00Z.
      - ✓ The migrations of the last good deploy can be downgraded. (infrastructure/last-good-deploy.json)\\
        8f0c: recorded as reversible.

      ### compliant: shown

      The written rules hold, and who did what can be looked up.

      - ✓ Protected files changed only as the policy allows, and so did the policy. (lockkeeper guard)\\
        2 rules found nothing.
      - ✓ Commits came the way the policy has them come. (lockkeeper guard)\\
        1 rule found nothing.
      - ✓ The documents of the policy speak of what is there. (lockkeeper guard)\\
        1 rule found nothing.
      - ✓ Somebody approved the last good deploy. (infrastructure/last-good-deploy.json)\\
        alice, by github-environment, at 2026-11-21T07:50:00Z.
      - ✓ Commit and CI log of the last good deploy can be looked up. (infrastructure/last-good-deploy.json)\\
        4f6d2a9c3b1e8d7f6a5b4c3d2e1f0a9b8c7d6e5f, by https:<!-- -->//ci.example/7.
      - ✓ Every deploy and every correction is in a log that nobody changed. (lockkeeper audit verify)\\
        3 entries, each with the hash of the one before: 1 deploy, 1 correction.\\
        Read from infrastructure/deploys/audit.jsonl on disk, and held against the deploy records of 4f6d2a9c3b1e.
      - ✓ Every waiver is recorded, with its approver and its end. (lockkeeper.json)\\
        No waiver is in force.
      "
    `);
  });

  test('says where nothing was judged, and for what', () => {
    const { qualities } = REPORT;
    const nothing = { ...REPORT, commit: null, environment: null, qualities };
    expect(terminalText(qualityReportDocument(nothing), { colors: false })).toMatch(
      /^Nothing was judged, at 2026-11-21T09:00:00Z\.\n/,
    );
    expect(terminalText(qualityReportDocument(REPORT), { colors: false })).toContain(' for production, at ');
  });

  test('has colours where they are wanted', () => {
    const colored = terminalText(qualityReportDocument(REPORT), { colors: true });
    expect(colored).toContain('\u001b[32mshown\u001b[39m');
    expect(colored).toContain('\u001b[31m✗\u001b[39m');
    expect(colored).toContain('\u001b[33m?\u001b[39m');
  });

  test('shows nothing of what somebody wrote as markup or as a command of the terminal', () => {
    const rows = (text: string) => text.split('\n').length;
    const plain = withSeen('plain');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (seen) => {
        const hostile = withSeen(seen);
        expect(rows(terminalText(qualityReportDocument(hostile), { colors: false }))).toBe(
          rows(terminalText(qualityReportDocument(plain), { colors: false })),
        );
        const markdown = markdownPage(qualityReportDocument(hostile));
        expect(rows(markdown)).toBe(rows(markdownPage(qualityReportDocument(plain))));
        expect(markdown).not.toMatch(/<(?!br>|!-- -->)/);
      }),
    );
  });
});

function withSeen(seen: string): QualityReport {
  const evidence = [{ id: 'a', title: 'A.', state: 'unknown', seen: [seen], source: seen }] as const;
  return {
    ...REPORT,
    environment: seen,
    qualities: [{ name: 'safe', claim: 'C.', state: 'unknown', evidence }],
  };
}
