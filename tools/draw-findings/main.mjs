// Draws findings to be judged by hand: of each rule the same number, as far as there are enough.
//
//   lockkeeper check --format json > reports/NAME.json      in each repository
//   node tools/draw-findings/main.mjs reports --seed 1 --size 200 > first.jsonl
//   node tools/draw-findings/main.mjs reports --seed 2 --size 200 --without first.jsonl > second.jsonl
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { draw, nameOf } from './draw.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    size: { type: 'string', default: '200' },
    most: { type: 'string', default: '3' },
    without: { type: 'string', multiple: true, default: [] },
  },
});

const before = new Set(
  values.without.flatMap((file) => linesOf(file)).map((line) => nameOf(JSON.parse(line))),
);
const findings = positionals
  .flatMap((folder) => findingsIn(folder))
  .filter((one) => !before.has(nameOf(one)));
const how = { seed: Number(values.seed), size: Number(values.size), most: Number(values.most) };
for (const drawn of draw(findings, how)) console.log(JSON.stringify(drawn));

/** @param {string} folder */
function findingsIn(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      /** @type {{ findings: Omit<import('./draw.mjs').Drawn, 'repository'>[] }} */
      const report = JSON.parse(readFileSync(path.join(folder, name), 'utf8'));
      const repository = name.slice(0, -'.json'.length);
      return report.findings.map(({ rule, path: file, line, message }) => {
        return { repository, rule, path: file, line, message };
      });
    });
}

/** @param {string} file */
function linesOf(file) {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
