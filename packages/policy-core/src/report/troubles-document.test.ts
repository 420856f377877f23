import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { troubles } from '../deployment/diagnosis/troubles.ts';
import { testParsers } from '../testing/load-parsers.ts';
import { PRODUCTION } from '../testing/sample-audit.ts';
import { shopAtVersion, troubleSightOf } from '../testing/sample-troubles.ts';
import { terminalText } from './document/terminal.ts';
import { markdownPage } from './document/markdown.ts';
import { troublesDocument } from './troubles-document.ts';
import type { Troubles } from '../deployment/diagnosis/trouble.ts';

const FOUND = troubles(
  troubleSightOf(await testParsers(), { production: shopAtVersion('dead', PRODUCTION) }),
);

describe('troubles for people', () => {
  test('say which is at hand, what that was seen by, and what to do [row 4.62] [row 4.67] [row 4.71]', () => {
    expect(terminalText(troublesDocument(FOUND), { colors: false })).toMatchInlineSnapshot(`
      "Production has unexpected Alembic version: applies
        Production has unexpected Alembic version: it is at dead, which no migration of the repository has, and not at a1 or behind it.
        [?] 1. DO NOT force-stamp.
            Whether somebody stamped by hand cannot be seen.
        [x] 2. Check migration history: \`alembic history\`.
            alembic.ini has 3 revisions here and ends in c3.
            alembic history
        [x] 3. Check production version: \`alembic current\` (with \`DATABASE_URL_PROD\`).
            Production is at dead.
            DATABASE_URL="$DATABASE_URL_PROD" alembic current
        [?] 4. Investigate why versions diverged: \`lockkeeper db audit\` shows where production is not what its migrations make.
            Production is at dead, which no migration of the repository has. Development is at c3 and production at dead.
            lockkeeper db audit
        [?] 5. Manual intervention may be required.
            Find the cause first: it shows what to do by hand.

      Database migrations failed - continuing anyway: applies
        start.sh:4 runs \`alembic upgrade\` and goes on where that fails.
        Development has every migration.
        Production is at dead, which no migration of the repository has.
        [?] 1. Check the error message above it.
            The log of the start has it, which Lockkeeper cannot see.
        [x] 2. Look for schema conflicts or syntax errors.
            Production is at dead, which no migration of the repository has.
            lockkeeper migrations heads
            lockkeeper db audit
        [?] 3. Review the most recent migration.
            The most recent here: c3 in alembic/versions/c3_x.py.
            alembic show heads
            lockkeeper migrations explain head
        [?] 4. May need to rollback: \`alembic downgrade -1\`.
            It takes back what the last revision made, and the rows in it: look at its downgrade and have a backup first.
            alembic current
            alembic downgrade -1

      The platform still shows DROP TABLE: not known
        No plan was shown. Give what the platform shows with --plan FILE.
        ✅ GUARD PASSED with exit code 0: Every check passed.
        [x] 1. The platform may compare with a schema that it has kept.
            Development and production are alike: a plan that removes data compares with something else.
            lockkeeper db audit
        [?] 2. Cancel, begin the publish anew.
            Give the new plan with --plan FILE to have it judged.
            lockkeeper plan check plan.sql
        [?] 3. Check which production database it is connected to.
            Two databases: DATABASE_URL leads to shop_dev at localhost:5432, and DATABASE_URL_PROD leads to shop at db.example.com:5432. Lockkeeper cannot see the secrets of the platform: compare them.
            lockkeeper db audit
        [?] 4. As a last resort, ask the support of the platform, which may have to read the schema anew.
            Last of all: where the plan stays as it is, and the address is right.
      "
    `);
  });

  test('have colours where they are wanted', () => {
    const colored = terminalText(troublesDocument(FOUND), { colors: true });
    expect(colored).toContain('\u001b[31mapplies\u001b[39m');
    expect(colored).toContain('\u001b[32m[x]\u001b[39m');
    expect(colored).toContain('\u001b[33m[?]\u001b[39m');
  });

  test('are sections with tasks in Markdown', () => {
    expect(markdownPage(troublesDocument(FOUND))).toMatchInlineSnapshot(`
      "### Production has unexpected Alembic version: applies

      Production has unexpected Alembic version: it is at dead, which no migration of the repository has, and not at a1 or behind it.

      1. [ ] **not known:** DO NOT force-stamp.\\
         Whether somebody stamped by hand cannot be seen.
      2. [x] Check migration history: \\\`alembic history\\\`.\\
         alembic.ini has 3 revisions here and ends in c3.

         \`\`\`
         alembic history
         \`\`\`
      3. [x] Check production version: \\\`alembic current\\\` (with \\\`DATABASE\\_URL\\_PROD\\\`).\\
         Production is at dead.

         \`\`\`
         DATABASE_URL="$DATABASE_URL_PROD" alembic current
         \`\`\`
      4. [ ] **not known:** Investigate why versions diverged: \\\`lockkeeper db audit\\\` shows where production is not what its migrations make.\\
         Production is at dead, which no migration of the repository has. Development is at c3 and production at dead.

         \`\`\`
         lockkeeper db audit
         \`\`\`
      5. [ ] **not known:** Manual intervention may be required.\\
         Find the cause first: it shows what to do by hand.

      ### Database migrations failed - continuing anyway: applies

      start.sh:4 runs \\\`alembic upgrade\\\` and goes on where that fails.\\
      Development has every migration.\\
      Production is at dead, which no migration of the repository has.

      1. [ ] **not known:** Check the error message above it.\\
         The log of the start has it, which Lockkeeper cannot see.
      2. [x] Look for schema conflicts or syntax errors.\\
         Production is at dead, which no migration of the repository has.

         \`\`\`
         lockkeeper migrations heads
         lockkeeper db audit
         \`\`\`
      3. [ ] **not known:** Review the most recent migration.\\
         The most recent here: c3 in alembic/versions/c3\\_x.py.

         \`\`\`
         alembic show heads
         lockkeeper migrations explain head
         \`\`\`
      4. [ ] **not known:** May need to rollback: \\\`alembic downgrade -1\\\`.\\
         It takes back what the last revision made, and the rows in it: look at its downgrade and have a backup first.

         \`\`\`
         alembic current
         alembic downgrade -1
         \`\`\`

      ### The platform still shows DROP TABLE: not known

      No plan was shown. Give what the platform shows with --plan FILE.\\
      ✅ GUARD PASSED with exit code 0: Every check passed.

      1. [x] The platform may compare with a schema that it has kept.\\
         Development and production are alike: a plan that removes data compares with something else.

         \`\`\`
         lockkeeper db audit
         \`\`\`
      2. [ ] **not known:** Cancel, begin the publish anew.\\
         Give the new plan with --plan FILE to have it judged.

         \`\`\`
         lockkeeper plan check plan.sql
         \`\`\`
      3. [ ] **not known:** Check which production database it is connected to.\\
         Two databases: DATABASE\\_URL leads to shop\\_dev at localhost:5432, and DATABASE\\_URL\\_PROD leads to shop at db.example.com:5432. Lockkeeper cannot see the secrets of the platform: compare them.

         \`\`\`
         lockkeeper db audit
         \`\`\`
      4. [ ] **not known:** As a last resort, ask the support of the platform, which may have to read the schema anew.\\
         Last of all: where the plan stays as it is, and the address is right.
      "
    `);
  });

  test('show nothing of what a name holds as markup or as a command of the terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), (seen) => {
        fc.pre(seen.trim() !== '');
        const hostile: Troubles = {
          schema_version: 1,
          sections: [
            {
              id: 'plan-still-drops',
              title: 'T',
              applies: 'no',
              seen: [seen],
              steps: [{ text: 'A', commands: [seen], state: 'not-done', seen }],
            },
          ],
        };
        expect(terminalText(troublesDocument(hostile), { colors: false }).split('\n')).toHaveLength(6);
        expect(markdownPage(troublesDocument(hostile)).split('\n')).toHaveLength(11);
      }),
    );
  });
});
