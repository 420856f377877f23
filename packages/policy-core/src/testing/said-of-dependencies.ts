import { checkerFor } from '../checker/checker.ts';
import type { Report } from '../engine/report.ts';
import { policyOf } from './any-repository.ts';
import type { SampleDependencies } from './sample-dependencies.ts';

type Files = Readonly<Record<string, string>>;

export function judgeSample({ pair }: SampleDependencies, files: Files): Report {
  const checker = checkerFor(policyOf({ dependencies: [pair] }), undefined);
  return checker.checkFiles(Object.entries(files).map(([path, text]) => ({ path, text })));
}

/** Whatever rules of dependencies say, in the order of the report: `rule: message`. */
export function saidOf(sample: SampleDependencies, files: Files): readonly string[] {
  const { findings, undetermined, crashed } = judgeSample(sample, files);
  return [
    ...findings.map(({ rule, message }) => `${rule}: ${message}`),
    ...undetermined.map(({ rule, message }) => `${rule} cannot tell: ${message}`),
    ...crashed.map(({ rule }) => `${rule} crashed`),
  ]
    .filter((line) => line.startsWith('dependencies/'))
    .map((line) => line.slice('dependencies/'.length));
}
