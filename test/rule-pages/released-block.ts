import { observed, type Observations } from '@lockkeeper/policy-core';
import type { NamedLine } from '@lockkeeper/policy-core/observe';

const RELEASE = 'd'.repeat(40);

/** A ```released block: lines of the released code that name something, as `app/models.py:5: text`. */
export function releasedCode(text: string): Pick<Observations, 'releasedNames'> {
  const lines = text.split('\n').flatMap((line): readonly NamedLine[] => {
    const { path, number, rest } = /^(?<path>[^:]+):(?<number>\d+): (?<rest>.*)$/.exec(line)?.groups ?? {};
    if (path === undefined || number === undefined || rest === undefined) return [];
    return [{ path, line: Number(number) - 1, text: rest }];
  });
  return { releasedNames: observed({ commit: RELEASE, names: [], lines, isWhole: true }) };
}

/** The same history after a release that holds what the base of the change holds. */
export function afterRelease(revisions: Observations['revisions']): Pick<Observations, 'revisions'> {
  if (revisions === undefined) return {};
  return { revisions: { ...revisions, atRelease: observed({ commit: RELEASE, files: {} }) } };
}
