import { isRecord } from '../../json/json-shape.ts';
import type { ShownHistory } from './shown-history.ts';

/** From the extension to the page. */
export type ToPage =
  | { readonly kind: 'histories'; readonly histories: readonly ShownHistory[] }
  /** Which file is open in the editor; `undefined`: none. */
  | { readonly kind: 'current'; readonly uri: string | undefined }
  /** Select the revision of this file: somebody asked for it. */
  | { readonly kind: 'reveal'; readonly uri: string }
  /** There is nothing to draw, and why, in sentences. */
  | { readonly kind: 'failed'; readonly problem: string };

/** From the page to the extension. */
export type FromPage =
  /** It listens: whatever was said before is lost. */
  | { readonly kind: 'ready' }
  /** `takesFocus`: the person wants to go on in the editor. */
  | { readonly kind: 'open'; readonly uri: string; readonly takesFocus: boolean }
  | { readonly kind: 'retry' }
  | { readonly kind: 'openPolicy' };

/** `undefined` for what no page of ours says. */
export function fromPage(said: unknown): FromPage | undefined {
  if (!isRecord(said)) return undefined;
  const { kind, uri, takesFocus } = said;
  if (kind === 'ready' || kind === 'retry' || kind === 'openPolicy') return { kind };
  if (kind !== 'open' || typeof uri !== 'string') return undefined;
  return { kind, uri, takesFocus: takesFocus === true };
}
