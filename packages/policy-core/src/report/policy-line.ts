import { displayText } from '../model/display-text.ts';
import type { ReportedPolicy } from '../engine/report.ts';

/** `lockkeeper.yaml (Payments, version 3), as of the base of the change`: where it came from only when it matters. */
export function policyLine({ path, title, version, source, bootstrap }: ReportedPolicy): string {
  const names = [
    ...(title === undefined ? [] : [title]),
    ...(version === undefined ? [] : [`version ${version}`]),
  ];
  const named = names.length === 0 ? path : `${path} (${names.join(', ')})`;
  return `${displayText(named)}${originOf(source, bootstrap)}`;
}

function originOf(source: ReportedPolicy['source'], bootstrap: boolean): string {
  if (bootstrap) return ', which this change brings: the base has no policy';
  if (source === 'base') return ', as of the base of the change';
  return source === 'head' ? ', as of the head of the change' : '';
}
