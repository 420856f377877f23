import type { SourceSpan } from '../../model/source-span.ts';

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
      /** Whether a preset brought what these steps lead to. */
      isFromPreset?(steps: Steps): boolean;
    }
  | { readonly kind: 'malformed'; readonly problem: string; readonly at: SourceSpan };

export type PolicySourceText = Extract<PolicyText, { kind: 'value' }>;
