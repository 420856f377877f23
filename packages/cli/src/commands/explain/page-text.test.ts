import { expect, test } from 'vitest';

import { pageText } from './page-text.ts';

test('fits paragraphs and lists to the width, and leaves code, tables and headings alone', () => {
  const page = `# migrations/drop-table

| Default severity | Needs      | Judges                        |
| ---------------- | ---------- | ----------------------------- |

A release that still runs reads the table,
and its rows are gone. \`downgrade()\`
makes it empty again.

\`downgrade()\` is run by hand, with a backup at hand.

- the first item says more than fits
  into one line
- the second

\`\`\`python
op.execute("DROP TABLE a_table_with_a_long_name")
\`\`\`
`;
  expect(pageText(page, 44)).toBe(`# migrations/drop-table

| Default severity | Needs      | Judges                        |
| ---------------- | ---------- | ----------------------------- |

A release that still runs reads the table,
and its rows are gone. \`downgrade()\` makes
it empty again.

\`downgrade()\` is run by hand, with a backup
at hand.

- the first item says more than fits into
  one line
- the second

\`\`\`python
op.execute("DROP TABLE a_table_with_a_long_name")
\`\`\`
`);
});
