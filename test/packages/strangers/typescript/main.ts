import { readFileSync } from 'node:fs';

import {
  createChecker,
  loadPolicy,
  type ChangeInput,
  type Finding,
  type InvalidPolicy,
  type Policy,
  type Report,
  type TextFile,
} from '@lockkeeper/policy-core';

interface Story {
  readonly name: string;
  readonly files: readonly TextFile[];
}

interface Answer {
  readonly documents: readonly Finding[];
  readonly undecided: readonly string[];
  readonly files: readonly Finding[];
  readonly change: readonly Finding[];
}

const stories: readonly Story[] = JSON.parse(readFileSync(0, 'utf8'));
const answers: Record<string, Answer> = {};
for (const { name, files } of stories) answers[name] = await judge(files);
console.log(JSON.stringify(answers));

async function judge(files: readonly TextFile[]): Promise<Answer> {
  const text = files.find(({ path }) => path === 'lockkeeper.yaml')?.text ?? '';
  const policy: Policy | InvalidPolicy = loadPolicy({ path: 'lockkeeper.yaml', text });
  if (policy.kind === 'invalid') throw new Error(policy.problems.map(({ message }) => message).join('\n'));
  const checker = await createChecker(policy);
  const report: Report = checker.checkFiles(files);
  const change: ChangeInput = { changes: files.map(({ path }) => path), files };
  const documents = files.map((file) => checker.checkDocument(file));
  return {
    documents: documents.flatMap(({ findings }) => findings),
    undecided: documents.flatMap(({ undetermined }) => undetermined.map(({ rule }) => rule)),
    files: report.findings,
    change: checker.checkChange(change).findings,
  };
}

// The types say no where the program would fail.
// @ts-expect-error -- a document is a path and its text
export type _NoText = Parameters<Awaited<ReturnType<typeof createChecker>>['checkDocument']>[0]['txt'];
