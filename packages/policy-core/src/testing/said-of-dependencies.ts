import { checkerFor } from '../checker/checker.ts';
import type { Report } from '../engine/report.ts';
import type { Finding, Undetermined } from '../model/finding.ts';
import { policyOf } from './any-repository.ts';
import type { SampleDependencies } from './sample-dependencies.ts';

type Files = Readonly<Record<string, string>>;

export function judgeSample({ pair }: SampleDependencies, files: Files): Report {
  const checker = checkerFor(policyOf({ dependencies: [pair] }), undefined);
  return checker.checkFiles(Object.entries(files).map(([path, text]) => ({ path, text })));
}

/** Whatever rules of dependencies say, in the order of the report: `rule messageId { what it names }`. */
export function saidOf(sample: SampleDependencies, files: Files): readonly string[] {
  const { findings, undetermined, crashed } = judgeSample(sample, files);
  return [
    ...findings.map((finding) => `${finding.rule} ${saidBy(finding)}`),
    ...undetermined.map((subject) => `${subject.rule} cannot tell, ${saidBy(subject)}`),
    ...crashed.map(({ rule }) => `${rule} crashed`),
  ]
    .filter((line) => line.startsWith('dependencies/'))
    .map((line) => line.slice('dependencies/'.length));
}

function saidBy({ messageId, data }: Finding | Undetermined): string {
  const named = Object.entries(data).map(([name, value]) => `${name}: ${value}`);
  return `${messageId} { ${named.join(', ')} }`;
}
