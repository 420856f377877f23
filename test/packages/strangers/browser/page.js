import { createChecker, loadPolicy } from '@lockkeeper/policy-core';

/** Called by whoever opens the page. */
globalThis.judgeAll = async (stories) => {
  const answers = {};
  for (const { name, files } of stories) answers[name] = await judge(files);
  return answers;
};

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
