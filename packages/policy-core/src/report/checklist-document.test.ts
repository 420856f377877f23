import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checklist } from '../deployment/checklist/checklist.ts';
import { ALL_DONE } from '../testing/sample-checklist.ts';
import { terminalText } from './document/terminal.ts';
import { markdownPage } from './document/markdown.ts';
import { checklistDocument } from './checklist-document.ts';
import type { Checklist } from '../deployment/checklist/checklist-item.ts';

const LIST = checklist({ ...ALL_DONE, plan: undefined });

describe('a checklist for people', () => {
  test('has a tick, a gap or a question mark before each item, and below it what was seen', () => {
    expect(terminalText(checklistDocument(LIST), { colors: false })).toMatchInlineSnapshot(`
      "First-time setup
        [x] Run ./scripts/stamp_baseline.sh once
            Production is at 5a9d6371e18c.

      Before every publish
        [x] Run ./scripts/deploy_guard.sh
            The guard judged aa00bb11cc22 for this list.
        [x] Verify guard passes (exit code 0)
            ✅ GUARD PASSED with exit code 0: Every check passed. Proceed with publishing.
        [?] If the platform shows DROP TABLE, cancel and investigate
            No plan was shown. Give what the platform shows with --plan FILE.

      Creating new migrations
        [x] Modify models in code
            New since 1f2e3d4c5b6a: app/models.py.
        [x] alembic revision --autogenerate -m "description"
            New since 1f2e3d4c5b6a: alembic/versions/8f0c_add_notes.py.
        [?] Review generated migration
            The rules find nothing in it; whether somebody read it cannot be seen.
        [x] Test locally with alembic upgrade head
            The development database is at 5a9d6371e18c, the head.
        [x] Commit to git
            Every new migration and model is committed as it lies here.

      Emergency
        [ ] Set DISABLE_AUTO_MIGRATIONS=true to skip migrations temporarily
            It is not set where this list is made.
        [x] Remove flag after resolving issue
            It is not set where this list is made. Elsewhere nobody looked.
      "
    `);
  });

  test('has colours where they are wanted', () => {
    const colored = terminalText(checklistDocument(LIST), { colors: true });
    expect(colored).toContain('\u001b[32m[x]\u001b[39m');
    expect(colored).toContain('\u001b[33m[?]\u001b[39m');
  });

  test('is a task list in Markdown', () => {
    expect(markdownPage(checklistDocument(LIST))).toMatchInlineSnapshot(`
      "### First-time setup

      - [x] Run ./scripts/stamp\\_baseline.sh once\\
        Production is at 5a9d6371e18c.

      ### Before every publish

      - [x] Run ./scripts/deploy\\_guard.sh\\
        The guard judged aa00bb11cc22 for this list.
      - [x] Verify guard passes (exit code 0)\\
        ✅ GUARD PASSED with exit code 0: Every check passed. Proceed with publishing.
      - [ ] **not known:** If the platform shows DROP TABLE, cancel and investigate\\
        No plan was shown. Give what the platform shows with --plan FILE.

      ### Creating new migrations

      - [x] Modify models in code\\
        New since 1f2e3d4c5b6a: app/models.py.
      - [x] alembic revision --autogenerate -m "description"\\
        New since 1f2e3d4c5b6a: alembic/versions/8f0c\\_add\\_notes.py.
      - [ ] **not known:** Review generated migration\\
        The rules find nothing in it; whether somebody read it cannot be seen.
      - [x] Test locally with alembic upgrade head\\
        The development database is at 5a9d6371e18c, the head.
      - [x] Commit to git\\
        Every new migration and model is committed as it lies here.

      ### Emergency

      - [ ] Set DISABLE\\_AUTO\\_MIGRATIONS=true to skip migrations temporarily\\
        It is not set where this list is made.
      - [x] Remove flag after resolving issue\\
        It is not set where this list is made. Elsewhere nobody looked.
      "
    `);
  });

  test('shows nothing of what a name holds as markup or as a command of the terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (seen) => {
        const hostile: Checklist = {
          schema_version: 1,
          sections: [
            { id: 'emergency', title: 'T', items: [{ id: 'a', title: 'A', state: 'unknown', seen }] },
          ],
        };
        expect(terminalText(checklistDocument(hostile), { colors: false }).split('\n')).toHaveLength(4);
        expect(markdownPage(checklistDocument(hostile)).split('\n')).toHaveLength(5);
      }),
    );
  });
});
