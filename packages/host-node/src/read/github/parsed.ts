import { observed, unobserved, type Known } from '@lockkeeper/policy-core';
import type { ZodType } from 'zod';

/** What of an answer is used, or where it is not what GitHub's description promises. */
export function parsed<T>(shape: ZodType<T>, data: unknown, about: string): Known<T> {
  const result = shape.safeParse(data);
  if (result.success) return observed(result.data);
  const where = result.error.issues[0]?.path.map(String).join('.') ?? '';
  const place = where === '' ? '' : ` (at ${where})`;
  return unobserved(
    `GitHub's answer about ${about} is not of the shape GitHub describes${place}; check that GITHUB_API_URL is the address of GitHub's API`,
  );
}
