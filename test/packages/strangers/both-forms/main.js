import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { loadPolicy } from '@lockkeeper/policy-core';

// Loaded a second time: what one copy made, the other must understand.
const { createChecker } = createRequire(import.meta.url)('@lockkeeper/policy-core');

const stories = JSON.parse(readFileSync(0, 'utf8'));
const answers = {};
for (const { name, files } of stories) answers[name] = await judge(files);
console.log(JSON.stringify(answers));

async function judge(files) {
  const { text } = files.find(({ path }) => path === 'lockkeeper.yaml');
  const policy = loadPolicy({ path: 'lockkeeper.yaml', text });
  const checker = await createChecker(policy);
  const documents = files.map((file) => checker.checkDocument(file));
  return {
    documents: documents.flatMap(({ findings }) => findings),
    undecided: documents.flatMap(({ undetermined }) => undetermined.map(({ rule }) => rule)),
    files: checker.checkFiles(files).findings,
    change: checker.checkChange({ changes: files.map(({ path }) => path), files }).findings,
  };
}
