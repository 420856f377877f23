import { isRecord } from '../../json/json-shape.ts';
import type { Timeline } from './timeline.ts';

/** From the extension to the page. */
export type ToTimeline =
  /** `folder`: URI of the folder it is of, to be found again; `lane`: key of the lane that somebody asked for. */
  | {
      readonly kind: 'timeline';
      readonly folder: string;
      readonly timeline: Timeline;
      readonly lane: string | undefined;
    }
  /** It is being looked at anew; what is drawn stays. */
  | { readonly kind: 'looking' }
  /** There is nothing to draw, and why, in sentences. */
  | { readonly kind: 'failed'; readonly problem: string };

/** From the page to the extension. */
export type FromTimeline =
  /** It listens: whatever was said before is lost. */
  | { readonly kind: 'ready' | 'look' | 'older' | 'openPolicy' }
  /** Key of an event. */
  | { readonly kind: 'open'; readonly key: string };

/** `undefined` for what no page of ours says. */
export function fromTimeline(said: unknown): FromTimeline | undefined {
  if (!isRecord(said)) return undefined;
  const { kind, key } = said;
  if (kind === 'ready' || kind === 'look' || kind === 'older' || kind === 'openPolicy') return { kind };
  return kind === 'open' && typeof key === 'string' ? { kind, key } : undefined;
}
