import { readJson } from '../../model/json-text.ts';
import type { SourceSpan } from '../../model/source-span.ts';
import { readToml } from './toml-text.ts';
import { readYaml } from './yaml-text.ts';

export type Steps = readonly (string | number)[];

/** A policy text as a plain value that knows where each of its parts was written. */
export type PolicyText =
  | {
      readonly kind: 'value';
      readonly value: unknown;
      /** Span of the value at these steps; of the nearest part above it when there is none. */
      spanOf(steps: Steps): SourceSpan;
      /** Span of the key, where the last step is a key that exists. */
      keySpanOf(steps: Steps): SourceSpan | undefined;
    }
  | { readonly kind: 'malformed'; readonly problem: string; readonly at: SourceSpan };

/** The format follows the file name: `.toml`, `.json`, else YAML. */
export function readPolicyText(path: string, text: string): PolicyText {
  const plain = text.replace(/^\uFEFF/, '');
  if (path.endsWith('.toml')) return readToml(path, plain);
  if (!path.endsWith('.json')) return readYaml(path, plain);
  const json = readJson(path, plain);
  return json.kind === 'json' ? { ...json, kind: 'value' } : json;
}
