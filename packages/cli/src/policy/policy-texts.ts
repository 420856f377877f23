import type { Policy } from '@lockkeeper/policy-core';

/** The text of a policy and of what it builds on, by path. */
export function policyTexts({
  path,
  text,
  bases,
}: Pick<Policy, 'path' | 'bases'> & { readonly text: string }): Readonly<Record<string, string>> {
  return Object.fromEntries([{ path, text }, ...bases].map((file) => [file.path, file.text]));
}
