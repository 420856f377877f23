import { createChecker, loadPolicy } from '@lockkeeper/policy-core';

import { medianOf, processorTimeOfCall } from './measure.mjs';

const FINDINGS = 20_000;
const RUNS = 3;
const POLICY = "version: 1\nmigrations: { alembic: [versions], sql: ['db/**/*.sql'] }\n";

/** @type {Readonly<Record<string, (number: number) => string>>} */
const STATEMENTS = {
  'dropped columns': (number) => `ALTER TABLE orders DROP COLUMN c${number};\n`,
  'dropped tables': (number) => `DROP TABLE t${number};\n`,
  'emptied tables': (number) => `TRUNCATE t${number};\n`,
  'renamed tables': (number) => `ALTER TABLE t${number} RENAME TO u${number};\n`,
  'new indexes': (number) => `CREATE INDEX i${number} ON orders (c${number});\n`,
};

/** One file of SQL in which each statement is found fault with, judged in a process that is warm; processor time. */
export async function manyFindings() {
  const checker = await createChecker(loadPolicy({ path: 'lockkeeper.yaml', text: POLICY }));
  return Object.entries(STATEMENTS).map(([what, write]) => {
    const times = Array.from({ length: RUNS }, (_, run) => {
      // Another text each time: what was read of the same one is known.
      const lines = Array.from({ length: FINDINGS }, (__, number) => write(number + run * FINDINGS));
      let found = 0;
      const time = processorTimeOfCall(() => {
        found = checker.checkFiles([{ path: 'db/1.sql', text: lines.join('') }]).findings.length;
      });
      if (found < FINDINGS) throw new Error(`${found} findings are not ${FINDINGS}.`);
      return time;
    });
    return {
      name: `${FINDINGS.toLocaleString('en')} findings in one file: ${what}`,
      unit: /** @type {const} */ ('ms'),
      ours: medianOf(times),
      peers: [],
      must: 3000,
      goal: 1000,
    };
  });
}
